use api_types::me::Me;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::{
    Caller, SessionRow, SignedIn, change_name, change_password, delete_account, list_sessions, revoke_all,
    revoke_session, send_verification_mail,
};
use super::{cookie, filters};
use crate::app::App;
use crate::platform::clock::rfc3339;
use crate::platform::problem::ApiResult;
use crate::portal::{FormErrors, Here, Layout, Said, device_name, go, page, page_as, text};
use crate::workspaces;

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    layout: Layout,
    me: Me,
    verification_required: bool,
    sessions: Vec<SessionLine>,
    name: String,
    name_errors: FormErrors,
    password_errors: FormErrors,
    delete_errors: FormErrors,
}

struct SessionLine {
    id: String,
    device: String,
    last_used_at: String,
    here: bool,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(said): Query<Said>,
) -> ApiResult<Response> {
    let layout = signed_in.layout(Here::Account).notice(said.done.as_deref());
    page(&account_page(&app, &signed_in.caller, layout).await?)
}

async fn account_page(app: &App, caller: &Caller, layout: Layout) -> ApiResult<AccountPage> {
    let sessions = list_sessions(app, &caller.scope).await?;
    let me = workspaces::load_me(app, caller).await?;
    Ok(AccountPage {
        layout,
        name: me.name.clone(),
        me,
        verification_required: app.settings.require_verified_email,
        sessions: sessions.into_iter().map(|row| session_line(row, caller.session_id())).collect(),
        name_errors: FormErrors::default(),
        password_errors: FormErrors::default(),
        delete_errors: FormErrors::default(),
    })
}

fn session_line(row: SessionRow, here: Option<&str>) -> SessionLine {
    let mut device = device_name(&row.device);
    if row.kind == "api" {
        device = format!("{device}, {}", text("account.extension"));
    }
    SessionLine {
        here: Some(row.id.as_str()) == here,
        device,
        last_used_at: rfc3339(row.last_used_at),
        id: row.id,
    }
}

/// What the name form holds.
#[derive(Deserialize)]
pub struct NameForm {
    #[serde(default)]
    name: String,
}

/// Changes the name.
pub async fn submit_name(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<NameForm>,
) -> ApiResult<Response> {
    match change_name(&app, &signed_in.caller, &form.name).await {
        Ok(()) => Ok(go("/account?done=name_changed")),
        Err(error) => {
            let name_errors = FormErrors::of_error(error)?;
            again(&app, &signed_in, |page| AccountPage { name: form.name, name_errors, ..page }).await
        }
    }
}

/// What the password form holds.
#[derive(Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    old_password: String,
    #[serde(default)]
    new_password: String,
}

/// Changes the password.
pub async fn submit_password(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<PasswordForm>,
) -> ApiResult<Response> {
    match change_password(&app, &signed_in.caller, form.old_password, form.new_password).await {
        Ok(()) => Ok(go("/account?done=password_changed")),
        Err(error) => {
            let password_errors = FormErrors::of_error(error)?;
            again(&app, &signed_in, |page| AccountPage { password_errors, ..page }).await
        }
    }
}

/// What the deletion form holds.
#[derive(Deserialize)]
pub struct DeleteForm {
    #[serde(default)]
    password: String,
}

/// Deletes the account.
pub async fn submit_delete(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<DeleteForm>,
) -> ApiResult<Response> {
    match delete_account(&app, &signed_in.caller, form.password).await {
        Ok(()) => Ok(cookie::clear(go("/?done=account_deleted"))),
        Err(error) => {
            let delete_errors = FormErrors::of_error(error)?;
            again(&app, &signed_in, |page| AccountPage { delete_errors, ..page }).await
        }
    }
}

/// The page with the errors of one of its forms.
async fn again(
    app: &App,
    signed_in: &SignedIn,
    change: impl FnOnce(AccountPage) -> AccountPage,
) -> ApiResult<Response> {
    let page = account_page(app, &signed_in.caller, signed_in.layout(Here::Account)).await?;
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &change(page))
}

/// Sends the confirmation mail again.
pub async fn resend_verification(State(app): State<App>, signed_in: SignedIn) -> ApiResult<Response> {
    send_verification_mail(&app, &signed_in.caller).await?;
    Ok(go("/account?done=verification_sent"))
}

/// Ends one session.
pub async fn end_session(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(session_id): Path<String>,
) -> ApiResult<Response> {
    revoke_session(&app, &signed_in.caller.scope, &session_id).await?;
    Ok(go("/account?done=session_ended"))
}

/// Ends every session, this one too.
pub async fn sign_out_everywhere(State(app): State<App>, signed_in: SignedIn) -> ApiResult<Response> {
    revoke_all(&app, &signed_in.caller.scope).await?;
    Ok(cookie::clear(go("/sign-in?done=signed_out_everywhere")))
}
