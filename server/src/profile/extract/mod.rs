//! From an uploaded document to its text.
//!
//! A document is hostile until proven otherwise. [`extract`] bounds sizes before it decodes; [`extract_in_child`] runs it
//! in a process of its own with hard limits on memory and time, so that a parser that loops, overflows or exhausts
//! memory takes nothing with it but itself. The server uses only the latter.

mod docx;
mod kind;
mod limits;
mod pdf;
mod plain;
mod process;
mod tidy;
mod unreadable;

use serde::{Deserialize, Serialize};

pub use kind::Kind;
pub use limits::FILE_BYTES;
pub use process::{SUBCOMMAND, extract_in_child, run_child};
pub use unreadable::Unreadable;

/// A document's kind and text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// Found by content.
    pub kind: Kind,
    /// Cleaned text, at most 200,000 characters, never empty.
    pub text: String,
}

/// Reads a document in this process. Bounded by the limits, but not against flaws of the parsers: see [`extract_in_child`].
pub fn extract(bytes: &[u8], file_name: &str) -> Result<Extracted, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let kind = Kind::of(bytes, file_name)?;
    let raw = match kind {
        Kind::Pdf => pdf::read(bytes)?,
        Kind::Docx => docx::read(bytes)?,
        Kind::Text | Kind::Markdown => plain::read(bytes)?,
    };
    let text = tidy::tidy(&raw);
    if text.trim().is_empty() {
        return Err(Unreadable::NoText);
    }
    if text.chars().count() > limits::TEXT_CHARS {
        return Err(Unreadable::TooLong);
    }
    Ok(Extracted { kind, text })
}

#[cfg(test)]
mod tests;
