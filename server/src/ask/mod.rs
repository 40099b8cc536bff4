//! A question about a page, answered with quotes that stand in it.
//!
//! The engine in the browser sends the passages that matter; this feature checks the bounds, takes one question from
//! the plan, asks the model (or the offline answerer), and turns its markup into text, quotes and follow-up
//! questions. A quote that does not stand in the page never becomes one.

mod answer;
mod handler;
mod markup;
mod offline;
mod prompt;
mod rules;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handler::ask))
}
