use api_types::Code;
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::{Visitor, verify};
use super::filters;
use crate::app::App;
use crate::platform::problem::ApiResult;
use crate::portal::{Here, Layout, go, page, page_as};

#[derive(Template)]
#[template(path = "auth/verify_email.html")]
struct VerifyPage {
    layout: Layout,
    state: VerifyState,
}

enum VerifyState {
    /// Mail scanners follow links, so the link alone confirms nothing: it takes a click.
    Ask {
        token: String,
    },
    Done,
    Invalid,
}

/// The token of the mail, or that it was done.
#[derive(Deserialize)]
pub struct FromMail {
    token: Option<String>,
    done: Option<String>,
}

/// What the form holds.
#[derive(Deserialize)]
pub struct VerifyForm {
    #[serde(default)]
    token: String,
}

/// Asks for the click, or says that it was done.
pub async fn show(visitor: Visitor, Query(mail): Query<FromMail>) -> ApiResult<Response> {
    let state = match mail {
        FromMail { token: Some(token), .. } => VerifyState::Ask { token },
        FromMail { done: Some(_), .. } => VerifyState::Done,
        _ => VerifyState::Invalid,
    };
    page(&VerifyPage { layout: visitor.layout(Here::Elsewhere), state })
}

/// Confirms the address.
pub async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<VerifyForm>,
) -> ApiResult<Response> {
    match verify(&app, &form.token).await {
        Ok(()) => Ok(go("/verify-email?done=yes")),
        Err(error) if error.problem.code == Code::InvalidToken => {
            let layout = visitor.layout(Here::Elsewhere);
            page_as(StatusCode::BAD_REQUEST, &VerifyPage { layout, state: VerifyState::Invalid })
        }
        Err(error) => Err(error),
    }
}
