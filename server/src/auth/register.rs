use api_types::Problem;
use api_types::auth::{RegisterRequest, RegisterResponse};
use axum::extract::State;
use axum::http::StatusCode;

use super::{mails, password, rules, store};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::id::new_id;
use crate::platform::problem::{ApiError, ApiResult};
use crate::workspaces;

/// Create an account.
///
/// The answer is the same whether or not the address was known; the mail that is sent is not. Sign in next.
#[utoipa::path(post, path = "/api/v1/auth/register", tag = "auth", operation_id = "register", security(()),
    request_body = RegisterRequest,
    responses((status = 201, body = RegisterResponse), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn register(
    State(app): State<App>,
    Json(request): Json<RegisterRequest>,
) -> ApiResult<(StatusCode, Json<RegisterResponse>)> {
    let email = register_account(&app, request).await?;
    Ok((StatusCode::CREATED, Json(RegisterResponse { email })))
}

/// Creates the account and its workspace, or tells the owner of the address that somebody tried.
pub async fn register_account(app: &App, request: RegisterRequest) -> ApiResult<String> {
    let mut faults = Vec::new();
    let name = rules::check_name("name", &request.name, &mut faults);
    let company = request.company.as_deref().map(str::trim).filter(|company| !company.is_empty());
    let company = company.map(|company| rules::check_name("company", company, &mut faults));
    let email = rules::check_email(&request.email, &mut faults);
    rules::check_password("password", &request.password, &email, &mut faults);
    if !faults.is_empty() {
        return Err(ApiError::invalid(faults));
    }
    // Hashed before the address is looked up: both cases take the same time.
    let hash = password::hash(request.password).await?;
    match create(app, &name, company.as_deref(), &email, &hash).await {
        Err(error) if store::is_known_email(&error) => {
            let mut tx = app.db.begin().await?;
            app.mailer.enqueue(&mut tx, &mails::already_registered(&app.settings.public_url, &email)).await?;
            tx.commit().await?;
        }
        other => other?,
    }
    app.mailer.wake();
    Ok(email)
}

async fn create(
    app: &App,
    name: &str,
    company: Option<&str>,
    email: &str,
    password_hash: &str,
) -> Result<(), sqlx::Error> {
    let account_id = new_id();
    let mut tx = app.db.begin().await?;
    store::insert_account(&mut tx, &account_id, email, name, password_hash, now()).await?;
    workspaces::create_for_owner(&mut tx, &account_id, company.unwrap_or(name)).await?;
    let mail = mails::verification(&mut tx, &app.settings.public_url, &account_id, name, email).await?;
    app.mailer.enqueue(&mut tx, &mail).await?;
    tx.commit().await
}
