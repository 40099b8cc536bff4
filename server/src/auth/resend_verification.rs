use api_types::Problem;
use api_types::auth::Done;
use axum::extract::State;
use axum::http::StatusCode;

use super::{Caller, mails};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::problem::ApiResult;

/// Send the confirmation mail again.
#[utoipa::path(post, path = "/api/v1/auth/resend-verification", tag = "auth", operation_id = "resend_verification",
    responses((status = 202, body = Done), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn resend_verification(
    State(app): State<App>,
    caller: Caller,
) -> ApiResult<(StatusCode, Json<Done>)> {
    send_verification_mail(&app, &caller).await?;
    Ok((StatusCode::ACCEPTED, Json(Done { done: true })))
}

/// Sends the mail, unless the address is confirmed already.
pub async fn send_verification_mail(app: &App, caller: &Caller) -> ApiResult<()> {
    let who = &caller.identity;
    if who.email_verified_at.is_some() {
        return Ok(());
    }
    let mut tx = app.db.begin().await?;
    let mail = mails::verification(&mut tx, &app.settings.public_url, &who.account_id, &who.name, &who.email)
        .await?;
    app.mailer.enqueue(&mut tx, &mail).await?;
    tx.commit().await?;
    app.mailer.wake();
    Ok(())
}
