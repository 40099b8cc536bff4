//! What the upstream can be told to do with a request.

use serde::{Deserialize, Serialize};

/// One way to treat a request. In JSON the field `do` names it: `{"do": "status", "status": 500}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Behaviour {
    /// Answer as a healthy provider does, odd usage reports included.
    Answer(Answer),
    /// Obey every order that stands anywhere in the request, each once, and else make these calls one after the other.
    Obey {
        /// What is done besides; the last of them again and again.
        then: Vec<ToolCall>,
    },
    /// Refuse with a status and an OpenAI error object.
    Status {
        /// HTTP status.
        status: u16,
        /// `Retry-After`, seconds or a date.
        #[serde(default)]
        retry_after: Option<String>,
    },
    /// Take the request and send nothing, not even headers, until the client leaves.
    HangBeforeHeaders {},
    /// Send the headers and some chunks, then nothing until the client leaves.
    HangMidStream {
        /// Chunks before the silence.
        #[serde(default = "three")]
        after_chunks: usize,
    },
    /// Send some chunks, then break the connection.
    CutMidStream {
        /// Chunks before the break.
        #[serde(default = "three")]
        after_chunks: usize,
    },
    /// A right answer, one byte a frame, so that lines and characters arrive torn.
    DripBytes {},
    /// Status 200 and something that is not JSON.
    GarbageJson {},
    /// Bytes that are no UTF-8 within otherwise right JSON.
    InvalidUtf8 {},
    /// Status 200, an HTML page.
    WrongContentType {},
    /// One line of this many bytes.
    HugeLine {
        /// Length of the line.
        #[serde(default = "twenty_megabytes")]
        bytes: usize,
    },
    /// Every chunk, then an end without `[DONE]`.
    MissingDone {},
    /// Some chunks, then an error object in the stream, as providers do when they run out of memory mid-way.
    ErrorInStream {
        /// Chunks before the error.
        #[serde(default = "three")]
        after_chunks: usize,
    },
    /// Status 200 and an empty body.
    EmptyBody {},
}

/// Settings of a healthy answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answer {
    /// The text; without it, what [`crate::answer::compose`] finds, or nothing beside a tool call.
    pub text: Option<String>,
    /// Call a tool.
    pub tool_call: Option<ToolCall>,
    /// How usage is reported.
    pub usage: UsageMode,
    /// Milliseconds before the first byte.
    pub wait_ms: u64,
    /// Milliseconds between chunks; absent: the upstream's own.
    pub chunk_ms: Option<u64>,
}

impl Default for Answer {
    fn default() -> Self {
        Self { text: None, tool_call: None, usage: UsageMode::Standard, wait_ms: 0, chunk_ms: None }
    }
}

/// A tool the "model" calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ToolCall {
    /// Its name; absent: the first tool of the request.
    pub name: Option<String>,
    /// Its arguments as JSON text, in which `{ref:WORDS}` is the number of the element that has those words (`{ref:button
    /// Send}`), `{next:WORDS}` that of the first element after them, as they stand in the newest message that has them;
    /// absent: the last user message echoed as `{"echo": …}`.
    pub arguments: Option<String>,
}

/// Where and how usage is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsageMode {
    /// As OpenAI: plain answers carry it, streams only with `stream_options.include_usage`, in a last chunk without
    /// choices.
    #[default]
    Standard,
    /// Never.
    Missing,
    /// Explicit zeros, which mean 0 and not "unknown".
    Zeros,
    /// Once, in the first chunk.
    FirstChunk,
    /// In the chunk with the finish reason.
    WithFinish,
    /// Running totals in every chunk, asked for or not.
    EveryChunk,
}

impl Behaviour {
    /// A healthy answer composed from the prompt.
    pub fn answer() -> Self {
        Self::Answer(Answer::default())
    }

    /// A healthy answer with this text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Answer(Answer { text: Some(text.into()), ..Answer::default() })
    }

    /// A call of the request's first tool.
    pub fn tool_call() -> Self {
        Self::Answer(Answer { tool_call: Some(ToolCall::default()), ..Answer::default() })
    }

    /// A refusal.
    pub fn status(status: u16) -> Self {
        Self::Status { status, retry_after: None }
    }

    /// The same refusal with a `Retry-After`; any other behaviour unchanged.
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        if let Self::Status { retry_after, .. } = &mut self {
            *retry_after = Some(value.into());
        }
        self
    }

    /// The same answer with another way to report usage; any other behaviour unchanged.
    pub fn usage(mut self, mode: UsageMode) -> Self {
        if let Self::Answer(answer) = &mut self {
            answer.usage = mode;
        }
        self
    }

    /// The same answer at another pace; any other behaviour unchanged.
    pub fn chunk_ms(mut self, milliseconds: u64) -> Self {
        if let Self::Answer(answer) = &mut self {
            answer.chunk_ms = Some(milliseconds);
        }
        self
    }

    /// The same answer after a wait; any other behaviour unchanged.
    pub fn wait_ms(mut self, milliseconds: u64) -> Self {
        if let Self::Answer(answer) = &mut self {
            answer.wait_ms = milliseconds;
        }
        self
    }
}

fn three() -> usize {
    3
}

fn twenty_megabytes() -> usize {
    20 << 20
}
