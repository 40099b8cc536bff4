use api_types::Problem;
use api_types::auth::{Done, ForgotPasswordRequest};
use axum::extract::State;
use axum::http::StatusCode;

use super::{mails, rules, store};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::problem::{ApiError, ApiResult};

/// Send a mail with a link to set a new password.
///
/// The answer is the same whether or not the address is known.
#[utoipa::path(post, path = "/api/v1/auth/forgot-password", tag = "auth", operation_id = "forgot_password",
    security(()), request_body = ForgotPasswordRequest,
    responses((status = 202, body = Done), (status = 422, body = Problem)))]
pub async fn forgot_password(
    State(app): State<App>,
    Json(request): Json<ForgotPasswordRequest>,
) -> ApiResult<(StatusCode, Json<Done>)> {
    send_reset_mail(&app, &request.email)?;
    Ok((StatusCode::ACCEPTED, Json(Done { done: true })))
}

/// Starts sending and returns at once, so that the time tells nothing about the address.
pub fn send_reset_mail(app: &App, email: &str) -> ApiResult<()> {
    let mut faults = Vec::new();
    let email = rules::check_email(email, &mut faults);
    if !faults.is_empty() {
        return Err(ApiError::invalid(faults));
    }
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(error) = enqueue(&app, &email).await {
            tracing::error!(%error, "reset mail not written");
        }
    });
    Ok(())
}

async fn enqueue(app: &App, email: &str) -> Result<(), sqlx::Error> {
    let Some((account_id, _)) = store::credentials(&app.db, &rules::email_key(email)).await? else {
        return Ok(());
    };
    let mut tx = app.db.begin().await?;
    let mail = mails::password_reset(&mut tx, &app.settings.public_url, &account_id, email).await?;
    app.mailer.enqueue(&mut tx, &mail).await?;
    tx.commit().await?;
    app.mailer.wake();
    Ok(())
}
