//! Why a document could not be read, in words for the person who uploaded it.

use serde::{Deserialize, Serialize};

/// Reason a document is refused. `Display` is a sentence for a person, [`Unreadable::code`] the name for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// No bytes at all.
    #[error("This file is empty.")]
    Empty,
    /// More bytes than [`super::limits::FILE_BYTES`].
    #[error("This file is larger than 5 MB. Please upload a smaller one.")]
    TooLarge,
    /// Not one of the four kinds, whatever its name says.
    #[error(
        "This is not a PDF, Word (.docx), text or Markdown file. Please save it as one of these and upload it again."
    )]
    UnknownKind,
    /// Opening it takes a password.
    #[error("This document is protected with a password. Please remove the password and upload it again.")]
    Encrypted,
    /// Nothing but pictures or empty pages.
    #[error("No text was found in this document. If it is a scan, please upload a version with real text.")]
    NoText,
    /// Broken or cut off.
    #[error("This document is damaged and can not be read. Please save it again and upload the new file.")]
    Damaged,
    /// More than [`super::limits::PAGES`].
    #[error("This document has more than 200 pages. Please upload a shorter one.")]
    TooManyPages,
    /// More than [`super::limits::TEXT_CHARS`].
    #[error("This document has more than 200,000 characters of text. Please upload a shorter one.")]
    TooLong,
    /// Reading it would take more time or memory than any honest document of this size needs.
    #[error(
        "This document is too complex to read safely. Please save it in a simpler form, such as plain text."
    )]
    TooComplex,
    /// Not the document's fault: the reader could not be started, or is busy.
    #[error("Documents can not be read right now. Please try again in a minute.")]
    Unavailable,
}

impl Unreadable {
    /// Stable name, as in the JSON of the child process.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::UnknownKind => "unknown_kind",
            Self::Encrypted => "encrypted",
            Self::NoText => "no_text",
            Self::Damaged => "damaged",
            Self::TooManyPages => "too_many_pages",
            Self::TooLong => "too_long",
            Self::TooComplex => "too_complex",
            Self::Unavailable => "unavailable",
        }
    }
}
