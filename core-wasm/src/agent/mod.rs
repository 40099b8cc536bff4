//! The loop: goal → observe → ask the model → gate → act → observe what changed.
//!
//! It knows neither the browser nor the network.

mod action;
pub mod evidence;
mod notes;
pub mod rows;
mod schema;
mod target;
mod tools;

pub use action::{
    Action, Button, Clicks, Column, ColumnKind, Distance, Evidence, Modifier, Place, RefState, Subject,
    WaitFor,
};
pub use target::Target;
