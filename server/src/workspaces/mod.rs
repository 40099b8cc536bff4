//! Workspaces: what a plan, its meters and everything people make belong to. One is made at sign-up.

mod create;
mod me;
mod rules;
mod store;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use create::create_for_owner;
pub use me::load_me;
pub use store::set_plan_of_owner;

use crate::app::App;

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(me::me))
}
