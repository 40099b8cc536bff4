use api_types::auth::{Done, VerifyEmailRequest};
use api_types::{Code, Problem};
use axum::extract::State;

use super::store::{self, Purpose};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::token_hash;

/// Confirm the mail address with the token from the mail.
#[utoipa::path(post, path = "/api/v1/auth/verify-email", tag = "auth", operation_id = "verify_email", security(()),
    request_body = VerifyEmailRequest, responses((status = 200, body = Done), (status = 400, body = Problem)))]
pub async fn verify_email(
    State(app): State<App>,
    Json(request): Json<VerifyEmailRequest>,
) -> ApiResult<Json<Done>> {
    verify(&app, &request.token).await?;
    Ok(Json(Done { done: true }))
}

/// Confirms the address that the token was mailed to.
pub async fn verify(app: &App, token: &str) -> ApiResult<()> {
    let mut tx = app.db.begin().await?;
    let account_id = store::use_mail_token(&mut tx, &token_hash(token), Purpose::VerifyEmail, now()).await?;
    let account_id = account_id.ok_or_else(no_longer_valid)?;
    store::mark_verified(&mut tx, &account_id, now()).await?;
    tx.commit().await?;
    app.hot_callers.forget();
    Ok(())
}

/// Unknown, used and expired tokens are not told apart.
pub fn no_longer_valid() -> ApiError {
    ApiError::new(Code::InvalidToken, "This link was used already or is too old. Ask for a new one.")
}
