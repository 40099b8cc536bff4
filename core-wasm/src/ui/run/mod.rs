//! What overlay and popup say of a run of the agent. What decides is pure; the rest draws.

pub mod follow;
pub mod phase;
pub mod reason;
pub mod step;
pub mod wording;

#[cfg(feature = "ui")]
mod budget;
#[cfg(feature = "ui")]
mod watch;

#[cfg(feature = "ui")]
pub(super) use {
    budget::{BudgetLine, BudgetLineProps},
    watch::{Watch, now_ms},
};
