//! `/developers`: the OpenAPI document as a page to read.

use std::sync::OnceLock;

use api_types::Code;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::auth::Visitor;
use crate::platform::problem::ApiResult;
use crate::portal::{Here, Layout, Reference, filters, page};

#[derive(Template)]
#[template(path = "pages/reference.html")]
struct ReferencePage {
    layout: Layout,
    server_url: String,
    reference: &'static Reference,
    codes: Vec<ErrorCode>,
}

struct ErrorCode {
    name: String,
    status: u16,
    title: &'static str,
}

/// Pages of the feature.
pub fn router() -> Router<App> {
    Router::new().route("/developers", get(show))
}

async fn show(State(app): State<App>, visitor: Visitor) -> ApiResult<Response> {
    // The document is compiled in, so it is read once.
    static REFERENCE: OnceLock<Reference> = OnceLock::new();
    let reference =
        REFERENCE.get_or_init(|| Reference::of(&serde_json::from_slice(&app.openapi).unwrap_or_default()));
    page(&ReferencePage {
        layout: visitor.layout(Here::Api),
        server_url: app.settings.public_url.clone(),
        reference,
        codes: Code::ALL.iter().map(|code| error_code(*code)).collect(),
    })
}

fn error_code(code: Code) -> ErrorCode {
    let name = serde_json::to_value(code).ok().and_then(|name| name.as_str().map(str::to_owned));
    ErrorCode { name: name.unwrap_or_default(), status: code.status(), title: code.title() }
}
