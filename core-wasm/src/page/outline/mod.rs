//! The page as the agent reads it: one line for each thing, numbers in brackets before what can be operated.
//!
//! [`build`] turns a frame's records into lines, [`operable`] says what can be operated and how it is written, [`shown`] what one can get at, [`fit`]
//! keeps a budget, [`diff`] tells what changed since the last look. `docs/AGENT.md` describes the format.

mod build;
mod diff;
mod fit;
mod line;
mod operable;
mod shown;

#[cfg(test)]
mod tests;

pub use diff::changes;
pub use line::{Line, LineKind, Outline, words};
pub(crate) use shown::Shown;

use super::buffer::{Buffer, Record};
use super::frames::{self, Shows};
use super::model::RawFrame;
use super::semantics::Role;

impl Outline {
    /// The outline of a page: that of its top frame, then those of the frames that show, each under a line of its own.
    pub fn of(frames: &[RawFrame]) -> Self {
        let (shown, unread) = frames::shown(frames);
        let mut outline = Self::default();
        for (frame, shows) in frames.iter().zip(shown).filter(|(_, shows)| *shows != Shows::Nothing) {
            if frame.frame_id != 0 {
                outline.push_frame(frame);
            }
            build::lines(frame, shows == Shows::Fully, &mut outline);
        }
        if unread > 0 {
            outline.push_unread(unread);
        }
        outline.settle_view();
        outline
    }
}

/// Whether a person can operate the element: what gets a number, and what would if it were not disabled or covered.
pub(crate) fn is_offered(record: &Record<'_>, role: Role, shown: &Shown, buffer: &Buffer<'_>) -> bool {
    operable::is_operable(record, role)
        && !shown.is_for_control(record.index)
        && (shown.has(buffer, record.index) || operable::is_shown_by_label(record, shown.visible()))
}
