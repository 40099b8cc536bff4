//! Runs of the past: a list, and each of them step by step.

pub mod page;
pub mod words;

#[cfg(feature = "ui")]
mod list;
#[cfg(feature = "ui")]
mod replay;
#[cfg(feature = "ui")]
mod room;
#[cfg(feature = "ui")]
mod save;

#[cfg(feature = "ui")]
pub(super) use room::{HistoryRoom, HistoryRoomProps};
