use api_types::Problem;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::auth::{Caller, Operation};
use crate::platform::clock::now;
use crate::platform::problem::{ApiError, ApiResult};

/// Revoke an API key.
///
/// It is refused at once on this server and within a second on every other.
#[utoipa::path(delete, path = "/api/v1/api-keys/{id}", tag = "api-keys", operation_id = "revoke_api_key",
    params(("id" = String, Path, description = "Id of the key")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn revoke(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> ApiResult<StatusCode> {
    end(&app, &caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a key. 404 for every other.
pub async fn end(app: &App, caller: &Caller, id: &str) -> ApiResult<()> {
    caller.require(Operation::ManageApiKeys)?;
    if Uuid::parse_str(id).is_err() {
        return Err(ApiError::not_found());
    }
    let revoked = store::revoke(&app.db, &caller.scope, id, now()).await?;
    app.hot_callers.forget();
    if revoked { Ok(()) } else { Err(ApiError::not_found()) }
}
