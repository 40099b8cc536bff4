use api_types::api_keys::{CreateApiKey, CreatedApiKey};
use api_types::{Code, Problem};
use axum::extract::State;
use axum::http::StatusCode;

use super::rules::{self, MOST_KEYS, PREFIX};
use super::store;
use crate::app::App;
use crate::auth::{Caller, Operation};
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::id::new_id;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::{new_token, token_hash};

/// Make an API key.
///
/// The key itself is told only in this answer. For signed-in owners and admins.
#[utoipa::path(post, path = "/api/v1/api-keys", tag = "api-keys", operation_id = "create_api_key",
    request_body = CreateApiKey,
    responses((status = 201, body = CreatedApiKey), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<CreateApiKey>,
) -> ApiResult<(StatusCode, Json<CreatedApiKey>)> {
    let created = make(&app, &caller, &request).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

/// Makes a key.
pub async fn make(app: &App, caller: &Caller, request: &CreateApiKey) -> ApiResult<CreatedApiKey> {
    caller.require(Operation::ManageApiKeys)?;
    let checked = rules::check(request, now()).map_err(ApiError::invalid)?;
    if store::live_keys(&app.db, &caller.scope, now()).await?.len() >= MOST_KEYS {
        let detail = format!("A workspace has {MOST_KEYS} API keys at most. Revoke one that is not used.");
        return Err(ApiError::new(Code::Conflict, detail));
    }
    let (id, key) = (new_id(), format!("{PREFIX}{}", new_token()));
    store::insert(&app.db, &caller.scope, &id, &token_hash(&key), &rules::hint(&key), &checked, now())
        .await?;
    let keys = store::live_keys(&app.db, &caller.scope, now()).await?;
    let made =
        keys.into_iter().find(|row| row.id == id).ok_or_else(|| ApiError::internal("a key that was made"))?;
    Ok(CreatedApiKey { key, api_key: made.into() })
}
