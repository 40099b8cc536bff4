use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::super::{Peer, SessionKind, Visitor, revoke_session, sign_in};
use super::{cookie, filters};
use crate::app::App;
use crate::platform::problem::ApiResult;
use crate::portal::{FormErrors, Here, Layout, go, page, page_as};

#[derive(Template)]
#[template(path = "auth/sign_in.html")]
struct SignInPage {
    layout: Layout,
    /// Whether a page that needs it sent the visitor here.
    needed: bool,
    next: String,
    email: String,
    errors: FormErrors,
}

/// Where to go afterwards, and what was done before.
#[derive(Deserialize)]
pub struct Asked {
    next: Option<String>,
    done: Option<String>,
}

/// What the form holds.
#[derive(Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The form.
pub async fn show(visitor: Visitor, Query(asked): Query<Asked>) -> ApiResult<Response> {
    let next = own_path(asked.next.as_deref().unwrap_or_default());
    if visitor.caller.is_some() {
        return Ok(go(next.unwrap_or("/account")));
    }
    page(&SignInPage {
        layout: visitor.layout(Here::SignIn).notice(asked.done.as_deref()),
        needed: next.is_some(),
        next: next.unwrap_or_default().to_owned(),
        email: String::new(),
        errors: FormErrors::default(),
    })
}

/// Opens a session.
pub async fn submit(
    State(app): State<App>,
    peer: Peer,
    visitor: Visitor,
    Form(form): Form<SignInForm>,
) -> ApiResult<Response> {
    let next = own_path(&form.next);
    match sign_in(&app, &form.email, form.password, &peer, SessionKind::Portal).await {
        Ok(session) => Ok(cookie::set(go(next.unwrap_or("/account")), &session.secret)),
        Err(error) => page_as(
            StatusCode::UNPROCESSABLE_ENTITY,
            &SignInPage {
                layout: visitor.layout(Here::SignIn),
                needed: false,
                next: next.unwrap_or_default().to_owned(),
                errors: FormErrors::of_error(error)?,
                email: form.email,
            },
        ),
    }
}

/// Ends this session.
pub async fn sign_out(State(app): State<App>, visitor: Visitor) -> ApiResult<Response> {
    if let Some(caller) = visitor.caller
        && let Some(session_id) = caller.session_id()
    {
        revoke_session(&app, &caller.scope, session_id).await?;
    }
    Ok(cookie::clear(go("/sign-in?done=signed_out")))
}

/// The path, if it leads to a page of this site and nowhere else. Browsers read `//host` and `/\host` as addresses.
fn own_path(next: &str) -> Option<&str> {
    let rest = next.strip_prefix('/')?;
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (plain && !rest.starts_with('/') && next.len() <= 200).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        assert_eq!(own_path("/account/usage"), Some("/account/usage"));
        for elsewhere in
            ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb", "/\t/evil.example"]
        {
            assert_eq!(own_path(elsewhere), None, "{elsewhere:?}");
        }
    }
}
