use api_types::auth::RegisterRequest;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::{Visitor, register_account};
use super::filters;
use crate::app::App;
use crate::plans;
use crate::platform::problem::ApiResult;
use crate::portal::{FormErrors, Here, Layout, go, page, page_as};

#[derive(Template)]
#[template(path = "auth/sign_up.html")]
struct SignUpPage {
    layout: Layout,
    free_questions: u64,
    name: String,
    company: String,
    email: String,
    errors: FormErrors,
}

/// What the form holds.
#[derive(Deserialize)]
pub struct SignUpForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    company: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// The form.
pub async fn show(visitor: Visitor) -> ApiResult<Response> {
    if visitor.caller.is_some() {
        return Ok(go("/account"));
    }
    page(&SignUpPage {
        layout: visitor.layout(Here::SignUp),
        free_questions: plans::free_questions(),
        name: String::new(),
        company: String::new(),
        email: String::new(),
        errors: FormErrors::default(),
    })
}

/// Creates the account. What follows is the same whether or not the address was known.
pub async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<SignUpForm>,
) -> ApiResult<Response> {
    let request = RegisterRequest {
        name: form.name.clone(),
        company: Some(form.company.clone()).filter(|company| !company.trim().is_empty()),
        email: form.email.clone(),
        password: form.password,
    };
    match register_account(&app, request).await {
        Ok(_) => Ok(go("/check-mail?after=sign-up")),
        Err(error) => page_as(
            StatusCode::UNPROCESSABLE_ENTITY,
            &SignUpPage {
                layout: visitor.layout(Here::SignUp),
                free_questions: plans::free_questions(),
                errors: FormErrors::of_error(error)?,
                name: form.name,
                company: form.company,
                email: form.email,
            },
        ),
    }
}

#[derive(Template)]
#[template(path = "auth/check_mail.html")]
struct CheckMailPage {
    layout: Layout,
    signed_up: bool,
    dev: bool,
}

/// Which form was sent before.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
}

/// “Check your mail”, after signing up and after asking for a reset.
pub async fn check_mail(
    State(app): State<App>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> ApiResult<Response> {
    page(&CheckMailPage {
        layout: visitor.layout(Here::Elsewhere),
        signed_up: after.after.as_deref() == Some("sign-up"),
        dev: app.settings.dev,
    })
}
