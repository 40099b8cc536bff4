//! Everything of Legwork in the browser that is not glue: the page model, the client of the server, the engine of the
//! background and the views.
//!
//! With neither feature this is the pure core, tested natively. `engine` adds the background bundle, `ui` the views'.

pub mod agent;
pub mod api;
pub mod background;
pub mod browser;
pub mod chat;
mod drive;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(test)]
mod fakes;
pub mod fill;
pub mod gate;
pub mod locate;
pub mod page;
pub mod protocol;
pub mod recipe;
mod tagged;
pub mod ui;
#[cfg(feature = "ui")]
pub mod views;
