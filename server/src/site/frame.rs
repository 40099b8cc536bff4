//! What stands around every page.

use api_types::{Code, Problem};
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error_page::ErrorPage;
use crate::app::App;
use crate::auth::Visitor;
use crate::platform::problem::ApiError;
use crate::platform::request_id;
use crate::portal::{Here, go, is_same_site, page_as, protect};

/// Most bytes of a problem document.
const MOST_OF_A_PROBLEM: usize = 64 << 10;

/// Refuses forms of other sites, finds out who looks, turns problems into pages and adds the headers.
pub async fn frame(State(app): State<App>, request: Request, next: Next) -> Response {
    // Files are the same for everybody, and not worth a look at the session.
    let path = request.uri().path();
    let mut response = if path.starts_with("/static/") {
        next.run(request).await
    } else if path.starts_with("/api/") {
        // An address of the API that is none: programs read problems.
        return next.run(request).await;
    } else {
        framed(&app, request, next).await
    };
    protect(response.headers_mut());
    response
}

async fn framed(app: &App, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match Visitor::of(&mut parts, app).await {
        Ok(visitor) => visitor,
        Err(error) => return error.into_response(),
    };
    let allowed = is_same_site(&parts.method, &parts.headers, &app.settings.public_url);
    parts.extensions.insert(visitor.clone());
    let response = if allowed {
        next.run(Request::from_parts(parts, body)).await
    } else {
        ApiError::new(Code::Forbidden, "The form was sent from another site.").into_response()
    };
    for_people(response, &visitor).await
}

/// An error without a page of its own gets one.
async fn for_people(response: Response, visitor: &Visitor) -> Response {
    let status = response.status();
    let is_page = media_type(response.headers()).starts_with("text/html");
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    if status.as_u16() == 401 {
        return go("/sign-in?next=/account");
    }
    let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
    let problem = problem_of(response).await;
    let seconds = retry_after.as_ref().and_then(|value| value.to_str().ok()?.parse().ok());
    let page = ErrorPage::of(problem, seconds, visitor.layout(Here::Elsewhere));
    let mut response = page_as(status, &page).unwrap_or_else(ApiError::into_response);
    if let Some(value) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

async fn problem_of(response: Response) -> Problem {
    let status = response.status().as_u16();
    let is_problem = media_type(response.headers()) == "application/problem+json";
    let body = to_bytes(response.into_body(), MOST_OF_A_PROBLEM).await.unwrap_or_default();
    let parsed = if is_problem { serde_json::from_slice(&body).ok() } else { None };
    let mut problem: Problem = parsed.unwrap_or_else(|| {
        // What axum itself refuses: a form that can not be read, a path that is none.
        let code = Code::ALL.iter().copied().find(|code| code.status() == status);
        Problem { status, ..Problem::new(code.unwrap_or(Code::InvalidBody), "") }
    });
    problem.request_id = problem.request_id.or_else(request_id::current);
    problem
}

fn media_type(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
