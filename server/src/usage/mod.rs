//! Metering: exact limits, counted before anything goes upstream.
//!
//! For every (workspace, meter, period) `granted = settled + held <= limit`. A request reserves a true upper bound and
//! gets a [`Hold`]; nothing reaches an upstream without one. The hold ends exactly once, when it is dropped: with what
//! was used, or with everything returned. One writer task commits reservations and endings in groups, so that a
//! durable commit is shared by all requests that wait for one.
//!
//! Leases (units granted to a replica ahead of need) will stand between [`Metering::reserve`] and the writer; callers
//! will not notice.

mod commit;
mod hold;
pub mod pages;
mod period;
mod read;
mod rules;
mod store;
mod wallet;
mod writer;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use hold::{Hold, Spent};
pub use read::load_usage;
pub use rules::cost_nanos;
pub use writer::{Metering, Refusal, Reservation, sweep};

use crate::app::App;

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read::usage))
}
