//! Doing a recipe's steps: no model, the same gate. Pure but for the driver.
//!
//! ```text
//! Finding → (WaitingForApproval → Finding) → Acting → Finding … → Ended
//!    └── not there, or not done: WaitingForUser (try again, it is done, let the agent) ──┘
//! ```
//!
//! As with a run of the agent every answer carries the ticket of its command, an act is begun in one place, behind an
//! `Allow` of the gate for what was found right before it, and the state is stored first.

mod driver;
mod notes;
mod run;
mod step;

#[cfg(test)]
mod tests;

pub use driver::{World, drive};
pub use notes::{Choice, goal, secret_missing};
pub use run::{Ending, Heal, Replay, State};
pub use step::{Command, Find, Here, Missing, What, step};
