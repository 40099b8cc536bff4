use askama::Template;
use axum::response::Response;

use super::filters;
use crate::auth::Visitor;
use crate::platform::problem::ApiResult;
use crate::portal::{Here, Layout, page};

#[derive(Template)]
#[template(path = "pages/privacy.html")]
struct PrivacyPage {
    layout: Layout,
}

/// What is sent and what is stored.
pub async fn show(visitor: Visitor) -> ApiResult<Response> {
    page(&PrivacyPage { layout: visitor.layout(Here::Privacy) })
}
