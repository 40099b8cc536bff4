//! The plan catalogue: what may be bought and which limits come with it. A data file, `server/data/plans.toml`;
//! this feature knows nobody else.

mod list;
pub mod pages;
mod rules;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use rules::{Meter, catalogue, find, free_questions, limit};

use crate::app::App;

/// Key of the plan a new workspace starts on.
pub const FREE: &str = "free";

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::from(Router::new()).routes(routes!(list::list))
}
