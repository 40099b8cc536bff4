//! Locators: what is known of an element, so that it is found again on a page that was rendered anew, moved about or
//! renamed. Pure.
//!
//! [`record`] writes down what is known of an element, [`find`] looks for it in a page read later, and says by what it
//! was found and what changed, or that two are equally good, or that there is none. In doubt nothing is chosen.

mod compare;
mod describe;
mod explain;
mod find;
mod locator;
mod scene;
mod stable;

#[cfg(test)]
mod tests;

pub use explain::{Change, told, told_missing};
pub use find::{Found, Match, find, shortlist};
pub use locator::{Locator, Marks, Section};

use crate::agent::Target;
use crate::page::RawFrame;

/// Writes down what is known of an element of `frames`: of the first of `targets` that can be operated, so that a click
/// on the picture in a button is one on the button. `marks` are its own.
pub fn record(frames: &[RawFrame], targets: &[(Target, Marks)]) -> Option<(Target, Locator)> {
    targets.iter().find_map(|(target, marks)| {
        let mut locator = describe::locator(frames, *target)?;
        locator.marks = marks.stable();
        Some((*target, locator))
    })
}
