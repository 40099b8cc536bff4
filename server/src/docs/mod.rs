//! The OpenAPI document, made from the handlers.

pub mod pages;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::Modify;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// What every operation shares.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Legwork API",
        description = "Errors are application/problem+json (RFC 9457) with a `code`. Times are RFC 3339 UTC. \
            `Idempotency-Key` is taken on every POST of a signed-in person. \
            Roles: an owner and an admin may do everything here, a member asks and keeps an own profile, a viewer \
            reads the workspace's usage. Programs use an API key (`sk_live_…`) as bearer: its scope `models` covers \
            asking and the models, `usage` reading usage; everything else is for signed-in people.",
    ),
    components(schemas(api_types::ask::AskEvent, api_types::Code)),
    modifiers(&BearerToken)
)]
pub struct Document;

struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        let components = openapi.components.get_or_insert_with(Default::default);
        components.security_schemes.insert("bearer".into(), scheme.into());
        openapi.security = Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
    }
}

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(openapi_json))
}

/// The OpenAPI 3.1 document of this API.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "health", operation_id = "get_openapi", security(()),
    responses((status = 200, body = Object)))]
async fn openapi_json(State(app): State<App>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], app.openapi.clone()).into_response()
}
