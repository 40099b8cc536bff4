use api_types::Problem;
use api_types::auth::{Done, ResetPasswordRequest};
use axum::extract::State;

use super::store::{self, Purpose};
use super::verify_email::no_longer_valid;
use super::{password, rules};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::token_hash;

/// Set a new password with the token from the mail. Ends every session.
#[utoipa::path(post, path = "/api/v1/auth/reset-password", tag = "auth", operation_id = "reset_password",
    security(()), request_body = ResetPasswordRequest,
    responses((status = 200, body = Done), (status = 400, body = Problem), (status = 422, body = Problem)))]
pub async fn reset_password(
    State(app): State<App>,
    Json(request): Json<ResetPasswordRequest>,
) -> ApiResult<Json<Done>> {
    reset(&app, &request.token, request.password).await?;
    Ok(Json(Done { done: true }))
}

/// Sets the password. Whoever has the mail also proved the address.
pub async fn reset(app: &App, token: &str, new_password: String) -> ApiResult<()> {
    let mut faults = Vec::new();
    rules::check_password("password", &new_password, "", &mut faults);
    if !faults.is_empty() {
        return Err(ApiError::invalid(faults));
    }
    let hash = password::hash(new_password).await?;
    let mut tx = app.db.begin().await?;
    let account_id =
        store::use_mail_token(&mut tx, &token_hash(token), Purpose::ResetPassword, now()).await?;
    let account_id = account_id.ok_or_else(no_longer_valid)?;
    store::set_password(&mut tx, &account_id, &hash).await?;
    store::mark_verified(&mut tx, &account_id, now()).await?;
    store::revoke_account_sessions(&mut tx, &account_id, None, now()).await?;
    tx.commit().await?;
    app.hot_callers.forget();
    Ok(())
}
