//! The loop: goal → observe → ask the model → gate → act → observe what changed.
//!
//! It knows neither the browser nor the network.

mod action;
mod argument;
pub mod budget;
pub mod driver;
mod event;
pub mod evidence;
pub mod log;
pub mod memory;
mod model;
pub(crate) mod notes;
pub mod observation;
pub mod progress;
pub mod prompt;
pub mod rows;
mod run;
mod schema;
mod step;
pub mod tabs;
mod target;
pub mod tools;

pub use action::{Action, Place, Subject};
pub use argument::{Button, Clicks, Column, ColumnKind, Distance, Evidence, Modifier, RefState, WaitFor};
pub use event::{Act, ActEnd, Command, Event, ModelFault, Resolved, Told, What};
pub use run::{Answer, Asked, Ending, GivenFile, Halt, Planned, Purpose, Repair, Run, State, Ticket};
pub use step::{step, step_in_place};
pub use target::Target;
