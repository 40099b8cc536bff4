use askama::Template;
use axum::extract::Query;
use axum::response::Response;

use super::filters;
use crate::auth::Visitor;
use crate::plans;
use crate::platform::problem::ApiResult;
use crate::portal::{Here, Layout, Said, page};

#[derive(Template)]
#[template(path = "landing/landing.html")]
struct LandingPage {
    layout: Layout,
    free_questions: u64,
}

/// The start page.
pub async fn show(visitor: Visitor, Query(said): Query<Said>) -> ApiResult<Response> {
    let layout = visitor.layout(Here::Elsewhere).notice(said.done.as_deref());
    page(&LandingPage { layout, free_questions: plans::free_questions() })
}
