use api_types::Code;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::{Visitor, reset, send_reset_mail};
use super::{cookie, filters};
use crate::app::App;
use crate::platform::problem::ApiResult;
use crate::portal::{FormErrors, Here, Layout, go, page, page_as};

#[derive(Template)]
#[template(path = "auth/forgot_password.html")]
struct ForgotPage {
    layout: Layout,
    email: String,
    errors: FormErrors,
}

/// What the form holds.
#[derive(Deserialize)]
pub struct ForgotForm {
    #[serde(default)]
    email: String,
}

/// Asks for the address.
pub async fn show_forgot(visitor: Visitor) -> ApiResult<Response> {
    let layout = visitor.layout(Here::SignIn);
    page(&ForgotPage { layout, email: String::new(), errors: FormErrors::default() })
}

/// Sends the link. What follows is the same whether or not the address is known.
pub async fn submit_forgot(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<ForgotForm>,
) -> ApiResult<Response> {
    match send_reset_mail(&app, &form.email) {
        Ok(()) => Ok(go("/check-mail?after=forgot")),
        Err(error) => {
            let errors = FormErrors::of_error(error)?;
            let layout = visitor.layout(Here::SignIn);
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &ForgotPage { layout, email: form.email, errors })
        }
    }
}

#[derive(Template)]
#[template(path = "auth/reset_password.html")]
struct ResetPage {
    layout: Layout,
    valid: bool,
    token: String,
    errors: FormErrors,
}

/// The token of the mail.
#[derive(Deserialize)]
pub struct FromMail {
    #[serde(default)]
    token: String,
}

/// What the form holds.
#[derive(Deserialize)]
pub struct ResetForm {
    #[serde(default)]
    token: String,
    #[serde(default)]
    password: String,
}

/// Asks for the new password. The token is judged when it is used.
pub async fn show_reset(visitor: Visitor, Query(mail): Query<FromMail>) -> ApiResult<Response> {
    let valid = !mail.token.is_empty();
    let layout = visitor.layout(Here::SignIn);
    page(&ResetPage { layout, valid, token: mail.token, errors: FormErrors::default() })
}

/// Sets the new password and ends every session, this browser's too.
pub async fn submit_reset(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<ResetForm>,
) -> ApiResult<Response> {
    let layout = visitor.layout(Here::SignIn);
    match reset(&app, &form.token, form.password).await {
        Ok(()) => Ok(cookie::clear(go("/sign-in?done=password_reset"))),
        Err(error) if error.problem.code == Code::InvalidToken => {
            let errors = FormErrors::default();
            page_as(
                StatusCode::BAD_REQUEST,
                &ResetPage { layout, valid: false, token: String::new(), errors },
            )
        }
        Err(error) => {
            let errors = FormErrors::of_error(error)?;
            page_as(
                StatusCode::UNPROCESSABLE_ENTITY,
                &ResetPage { layout, valid: true, token: form.token, errors },
            )
        }
    }
}
