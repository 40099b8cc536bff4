//! The page model: what a content script measured of a page becomes passages of visible text. Pure.
//!
//! [`buffer`] decodes, [`visibility`] decides what a person can see, [`semantics`] tells what elements are, [`roles`] what
//! they are to the text around them, [`passages`] makes text of it, [`select`] fits it into a budget, [`Page`] is the whole.

pub mod buffer;
mod change;
mod colour;
mod frames;
mod model;
mod outline;
mod passage;
mod passages;
mod rect;
mod roles;
mod select;
pub mod semantics;
mod shape;
pub mod visibility;

#[cfg(test)]
pub(crate) mod build;

pub use change::FrameChange;
pub(crate) use frames::{Shows, shown as shown_frames};
pub use model::{Page, RawFrame};
pub use outline::{Line, LineKind, Outline, changes, words};
pub(crate) use outline::{Shown, is_offered};
pub use passage::PagePassage;
pub use select::Chosen;
