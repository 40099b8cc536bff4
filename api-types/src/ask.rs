//! `POST /api/v1/ask`: a question about a page, answered with quotes.
//!
//! With `stream: true` the answer is `text/event-stream`; every event's data is one [`AskEvent`] and its name is the
//! event's `type`. Without, it is one [`Answer`].

use serde::{Deserialize, Serialize};

use crate::info::Answerer;
use crate::problem::Problem;

/// Most passages in one question.
pub const MAX_PASSAGES: usize = 400;
/// Most characters of all passages together.
pub const MAX_PASSAGE_CHARS: usize = 120_000;
/// Most characters of a question.
pub const MAX_QUESTION_CHARS: usize = 4_000;
/// Most earlier turns sent along.
pub const MAX_HISTORY_TURNS: usize = 20;

/// A question about a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskRequest {
    /// The question, 1 to 4,000 characters.
    pub question: String,
    /// The page it is about.
    pub page: Page,
    /// Earlier turns of the conversation, oldest first, 20 at most.
    #[serde(default)]
    pub history: Vec<Turn>,
    /// Whether the answer may use the stored resume.
    #[serde(default)]
    pub use_profile: bool,
    /// Stream the answer.
    #[serde(default)]
    pub stream: bool,
}

/// What was read of the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// Language tag, when the page names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Text the person selected; the answer looks at it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<String>,
    /// Passages in reading order, the ones that matter when the page is long.
    pub passages: Vec<Passage>,
}

/// A passage of the page: a paragraph, a list item, a table row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Number of the passage in the page, unique in the request.
    pub id: u32,
    /// Text.
    pub text: String,
    /// Headings above it, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<String>,
}

/// Who wrote a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The person.
    User,
    /// Legwork.
    Assistant,
}

/// An earlier turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Who wrote it.
    pub author: Author,
    /// What it says.
    pub text: String,
}

/// A quote: words that stand in the page. In the answer's Markdown its place is `[^n]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Number in the answer, from 1.
    pub n: u32,
    /// The passage it stands in.
    pub passage: u32,
    /// The words, as they stand in the passage.
    pub text: String,
}

/// Tokens of one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tokens {
    /// Tokens sent to the model.
    pub input: u64,
    /// Tokens the model wrote.
    pub output: u64,
    /// Whether the server counted because the upstream told nothing.
    pub estimated: bool,
}

/// The whole answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// Markdown; `[^n]` marks the place of quote n.
    pub answer: String,
    /// Quotes, every one of which stands in the page.
    pub quotes: Vec<Quote>,
    /// Questions that suggest themselves, three at most.
    pub follow_ups: Vec<String>,
    /// Who answered.
    pub answerer: Answerer,
    /// Model that answered.
    pub model: String,
    /// Tokens used.
    pub tokens: Tokens,
    /// Questions left in the period; absent: no limit.
    pub questions_left: Option<u64>,
}

/// One event of a streamed answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AskEvent {
    /// First event: the question was accepted and counted.
    Start {
        /// Who answers.
        answerer: Answerer,
        /// Model that answers.
        model: String,
        /// Questions left in the period; absent: no limit.
        questions_left: Option<u64>,
    },
    /// More Markdown.
    Delta {
        /// Text to append.
        text: String,
    },
    /// A quote; its `[^n]` comes in the next delta.
    Quote(Quote),
    /// Questions that suggest themselves.
    FollowUps {
        /// The questions.
        questions: Vec<String>,
    },
    /// Last event of a whole answer.
    Done {
        /// Tokens used.
        tokens: Tokens,
    },
    /// Last event of a broken answer; what came before stands.
    Error {
        /// What went wrong.
        problem: Problem,
    },
}
