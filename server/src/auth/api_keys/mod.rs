//! Keys of programs: `sk_live_…`, shown once, kept as a hash.
//!
//! A key acts as the member who made it: it can do no more than the member's role, its scopes and its own limits allow,
//! and ends with the membership.

mod create;
mod list;
pub mod pages;
mod revoke;
mod rules;
mod store;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use rules::{KeyGrant, PREFIX, is_sealed};
pub use store::grant_of;

use crate::app::App;

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create::create, list::list)).routes(routes!(revoke::revoke))
}
