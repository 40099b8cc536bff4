//! The conversation about a page, as the overlay shows it.

use api_types::ask::Answer;
use serde::{Deserialize, Serialize};

use super::*;

/// The conversation about one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chat {
    /// The tab it stands in.
    pub tab: i32,
    /// Title of the page.
    pub page_title: String,
    /// Host of the page, punycode.
    pub page_host: String,
    /// Whether the page can be read.
    pub page: Option<PageCheck>,
    /// Text that is selected in the page now.
    pub selection: Option<String>,
    /// Turns, oldest first.
    pub turns: Vec<ChatTurn>,
    /// Text typed and not sent.
    pub draft: String,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChatTurn {
    /// Number in the conversation, from 1; never used again after `ClearChat`.
    pub turn: u32,
    /// The question.
    pub question: String,
    /// What was read of the page for it.
    pub read: Option<ReadSummary>,
    /// The answer so far.
    pub answer: Answer,
    /// How it stands.
    pub status: TurnStatus,
    /// Why it failed, with `TurnStatus::Failed`.
    pub failure: Option<Failure>,
}

/// How a turn stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnStatus {
    /// Reading the page.
    Reading,
    /// Sent, or answer under way.
    Answering,
    /// Whole.
    Done,
    /// Stopped by the person.
    Stopped,
    /// Failed.
    Failed,
}

/// How much of the page a question took along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSummary {
    /// Characters of visible text on the page.
    pub page_chars: u32,
    /// Characters sent.
    pub sent_chars: u32,
    /// Passages on the page.
    pub page_passages: u32,
    /// Passages sent.
    pub sent_passages: u32,
    /// Frames of other sites that could not be read.
    pub unread_frames: u32,
    /// Milliseconds of page time.
    pub page_ms: u32,
}
