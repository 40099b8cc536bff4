//! Whether the server lives and can serve, and what it tells before anyone signs in.

use api_types::info::{Answerer, ModelPrice, ServerInfo};
use api_types::{Code, Problem};
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::llm::{Llm, listed_price};
use crate::platform::body::Json;
use crate::platform::problem::{ApiError, ApiResult};

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(healthz)).routes(routes!(readyz)).routes(routes!(info))
}

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "health", operation_id = "healthz", security(()),
    responses((status = 200, body = String)))]
async fn healthz() -> &'static str {
    "ok"
}

/// Whether the server can serve: the database answers and no shutdown is under way.
#[utoipa::path(get, path = "/readyz", tag = "health", operation_id = "readyz", security(()),
    responses((status = 200, body = String), (status = 503, body = Problem)))]
async fn readyz(State(app): State<App>) -> ApiResult<&'static str> {
    if app.stopping.is_cancelled() {
        return Err(ApiError::new(Code::Unavailable, "Shutting down."));
    }
    app.db.ping().await?;
    Ok("ready")
}

/// What a view needs before anyone signs in.
#[utoipa::path(get, path = "/api/v1/info", tag = "health", operation_id = "get_info", security(()),
    responses((status = 200, body = ServerInfo)))]
async fn info(State(app): State<App>) -> Json<ServerInfo> {
    Json(ServerInfo {
        version: env!("CARGO_PKG_VERSION").into(),
        answerer: match app.llm {
            Llm::Offline => Answerer::Offline,
            Llm::OpenAi { .. } => Answerer::Llm,
        },
        model: app.llm.model().into(),
        price: listed_price(app.llm.model())
            .map(|price| ModelPrice { input: price.input, output: price.output }),
        portal_url: app.settings.public_url.clone(),
        require_verified_email: app.settings.require_verified_email,
    })
}
