//! The loop: goal → observe → ask the model → gate → act → observe what changed.
//!
//! It knows neither the browser nor the network.

mod action;
pub mod budget;
pub mod evidence;
pub mod log;
pub mod memory;
mod notes;
pub mod observation;
pub mod progress;
pub mod rows;
mod schema;
pub mod tabs;
mod target;
mod tools;

pub use action::{
    Action, Button, Clicks, Column, ColumnKind, Distance, Evidence, Modifier, Place, RefState, Subject,
    WaitFor,
};
pub use target::Target;
