//! Metering: exact limits, counted before anything goes upstream.
//!
//! For every (workspace, subject, meter, period) `granted = settled + the units of all leases <= limit`. A request
//! reserves a true upper bound and gets a [`Hold`]; nothing reaches an upstream without one. The hold ends exactly once,
//! when it is dropped: with what was used, or with everything returned.
//!
//! Units are leased to a replica in the database and handed out from memory (`book.rs`). One writer task commits what
//! memory can not grant and what ended, in groups (`writer.rs`, `commit.rs`); the arithmetic is pure (`rules.rs`). A row
//! that is used a lot is leased ahead of need, one that is not is leased request by request.

mod book;
mod commit;
mod event;
mod hold;
mod metering;
#[cfg(test)]
mod model;
pub mod pages;
mod period;
mod read;
mod replicas;
mod row;
mod rules;
mod store;
mod wallet;
mod writer;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use hold::{Fate, Hold, Spent};
pub use metering::{Metering, Reservation};
pub use read::load_usage;
pub use row::Unit;
pub use rules::cost_nanos;
pub use store::delete_past_days;

use crate::app::App;

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read::usage))
}
