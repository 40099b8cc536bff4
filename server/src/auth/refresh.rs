use api_types::auth::{RefreshRequest, TokenResponse};
use api_types::{Code, Problem};
use axum::extract::State;

use super::login::tokens;
use super::store::{self, Rotation};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::{new_token, token_hash};

/// Exchange a refresh token for fresh tokens.
///
/// A refresh token works once. Presenting a spent one ends the session: somebody has a copy.
#[utoipa::path(post, path = "/api/v1/auth/refresh", tag = "auth", operation_id = "refresh", security(()),
    request_body = RefreshRequest,
    responses((status = 200, body = TokenResponse), (status = 401, body = Problem)))]
pub async fn refresh(
    State(app): State<App>,
    Json(request): Json<RefreshRequest>,
) -> ApiResult<Json<TokenResponse>> {
    let next = new_token();
    let mut tx = app.db.begin().await?;
    let rotation =
        store::rotate(&mut tx, &token_hash(&request.refresh_token), &token_hash(&next), now()).await?;
    // Also commits the revocation that a reuse causes.
    tx.commit().await?;
    match rotation {
        Rotation::Fresh { account_id, session_id } => tokens(&app, &account_id, &session_id, next).map(Json),
        Rotation::Reused { session_id } => {
            app.hot_callers.forget();
            tracing::warn!(session = %session_id, "a spent refresh token came again: session revoked");
            Err(signed_out())
        }
        Rotation::Unknown => Err(signed_out()),
    }
}

fn signed_out() -> ApiError {
    ApiError::new(Code::Unauthorized, "This session has ended. Sign in again.")
}
