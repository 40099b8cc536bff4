use api_types::Problem;
use api_types::api_keys::{ApiKey, ApiKeyList};
use axum::extract::State;

use super::store;
use crate::app::App;
use crate::auth::{Caller, Operation};
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::problem::ApiResult;

/// API keys of the workspace.
#[utoipa::path(get, path = "/api/v1/api-keys", tag = "api-keys", operation_id = "list_api_keys",
    responses((status = 200, body = ApiKeyList), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller) -> ApiResult<Json<ApiKeyList>> {
    Ok(Json(ApiKeyList { api_keys: load(&app, &caller).await? }))
}

/// Keys that can be used, newest first.
pub async fn load(app: &App, caller: &Caller) -> ApiResult<Vec<ApiKey>> {
    caller.require(Operation::ManageApiKeys)?;
    Ok(store::live_keys(&app.db, &caller.scope, now()).await?.into_iter().map(ApiKey::from).collect())
}
