use api_types::api_keys::{ApiKey, CreateApiKey, CreatedApiKey};
use api_types::{Code, Problem};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;

use super::rules::{self, MOST_KEYS};
use super::store;
use crate::app::App;
use crate::auth::{Caller, Operation};
use crate::idempotency::Unrepeatable;
use crate::platform::body::Json;
use crate::platform::clock::{now, rfc3339};
use crate::platform::id::new_id;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::{new_token, token_hash};

/// Make an API key.
///
/// The key itself is told only in this answer, which is not given again for an `Idempotency-Key`. For signed-in owners
/// and admins.
#[utoipa::path(post, path = "/api/v1/api-keys", tag = "api-keys", operation_id = "create_api_key",
    request_body = CreateApiKey,
    responses((status = 201, body = CreatedApiKey), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<CreateApiKey>,
) -> ApiResult<(StatusCode, Extension<Unrepeatable>, Json<CreatedApiKey>)> {
    let created = make(&app, &caller, &request).await?;
    Ok((StatusCode::CREATED, Extension(Unrepeatable), Json(created)))
}

/// Makes a key.
pub async fn make(app: &App, caller: &Caller, request: &CreateApiKey) -> ApiResult<CreatedApiKey> {
    caller.require(Operation::ManageApiKeys)?;
    let checked = rules::check(request, now()).map_err(ApiError::invalid)?;
    if store::live_keys(&app.db, &caller.scope, now()).await?.len() >= MOST_KEYS {
        let detail = format!("A workspace has {MOST_KEYS} API keys at most. Revoke one that is not used.");
        return Err(ApiError::new(Code::Conflict, detail));
    }
    let (id, key, at) = (new_id(), rules::seal(&new_token()), now());
    let hint = rules::hint(&key);
    store::insert(&app.db, &caller.scope, &id, &token_hash(&key), &hint, &checked, at).await?;
    let api_key = ApiKey {
        id,
        name: checked.name,
        hint,
        scopes: checked.scopes,
        limits: checked.limits,
        created_by: caller.identity.name.clone(),
        created_at: rfc3339(at),
        expires_at: checked.expires_at.map(rfc3339),
        last_used_at: None,
    };
    Ok(CreatedApiKey { key, api_key })
}
