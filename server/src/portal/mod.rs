//! The frame of the account portal: texts, figures, forms, layout, static files. It knows no feature; features bring
//! their own pages (`pages.rs`) and use it to draw them. Templates and styles are in `portal/` at the top.

mod assets;
mod chart;
mod device;
mod figures;
pub mod filters;
mod form;
mod headers;
mod layout;
mod origin;
mod reference;
mod statics;
mod texts;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};

pub use chart::Chart;
pub use device::device_name;
pub use figures::{bytes, cents, nanos, number};
pub use form::{FieldMessage, FormErrors};
pub use headers::protect;
pub use layout::{Here, Layout, Viewer};
pub use origin::is_same_site;
pub use reference::Reference;
pub use statics::router as static_files;
pub use texts::{counted, text};

use crate::platform::problem::{ApiError, ApiResult};

/// What a page's address may say: `?done=` names a notice.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Said {
    /// The notice.
    pub done: Option<String>,
}

/// The page, with status 200.
pub fn page(template: &impl Template) -> ApiResult<Response> {
    page_as(StatusCode::OK, template)
}

/// The page, with another status.
pub fn page_as(status: StatusCode, template: &impl Template) -> ApiResult<Response> {
    let html = template.render().map_err(ApiError::internal)?;
    Ok((status, Html(html)).into_response())
}

/// After a form was done: look at `path` (303, so that reloading sends nothing twice).
pub fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}
