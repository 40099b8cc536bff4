//! What overlay, popup and side panel say of a run of the agent. What decides is pure; the rest draws.

pub mod follow;
pub mod phase;
pub mod reason;
pub mod step;
pub mod wording;

#[cfg(feature = "ui")]
mod approval;
#[cfg(feature = "ui")]
mod bar;
#[cfg(feature = "ui")]
mod budget;
#[cfg(feature = "ui")]
mod card;
#[cfg(feature = "ui")]
mod files;
#[cfg(feature = "ui")]
mod question;
#[cfg(feature = "ui")]
mod seat;
#[cfg(feature = "ui")]
mod watch;

#[cfg(feature = "ui")]
pub(super) use {
    approval::{Approval, ApprovalProps},
    bar::{RunBar, RunBarProps},
    budget::{BudgetLine, BudgetLineProps},
    card::{RunCard, RunCardProps},
    files::{Attach, AttachProps, Files, FilesProps},
    seat::Seat,
    watch::{Watch, now_ms},
};
