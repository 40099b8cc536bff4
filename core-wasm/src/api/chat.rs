//! `POST /chat/completions` (the OpenAI API's wire format), streamed: text and tool calls, put together as they come.

use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use api_types::{Code, Problem};
use futures::{Stream, StreamExt};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::sse::SseParser;
use super::{ApiError, Client, Lost, Transport};
use crate::browser::Browser;
use crate::tagged::from_json;

/// Most bytes of text and arguments one turn may have: far beyond what `max_tokens` allows.
const MAX_TURN: usize = 1 << 20;
/// Most tool calls of one turn.
const MAX_CALLS: usize = 32;

/// What is sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChatRequest {
    /// The conversation, oldest first.
    pub messages: Vec<Message>,
    /// Tools the model may call, as `{"type":"function","function":{…}}`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<Value>,
    /// Whether it must call one: `required`, `auto`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_choice: Option<&'static str>,
    /// Most tokens of the answer; the server reserves them.
    pub max_tokens: u32,
}

/// [`ChatRequest`] with what every streamed call has.
#[derive(Serialize)]
struct Streamed<'a> {
    #[serde(flatten)]
    request: &'a ChatRequest,
    stream: bool,
    stream_options: Value,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "role", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the fields are the API's")]
pub enum Message {
    /// Rules.
    System { content: String },
    /// Material and questions.
    User { content: String },
    /// What the model said before.
    Assistant {
        content: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tool_calls: Vec<SentCall>,
    },
    /// What came of a tool call.
    Tool { tool_call_id: String, content: String },
}

/// A tool call of an earlier turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentCall {
    /// Joins it with its [`Message::Tool`].
    pub id: String,
    /// Always `function`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Which tool, with what.
    pub function: ToolCall,
}

/// A call of a tool by the model: the name and arguments as it wrote them, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolCall {
    /// Name of the tool.
    pub name: String,
    /// Arguments, JSON as text.
    pub arguments: String,
}

/// Tokens of one turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnUsage {
    /// Sent.
    #[serde(default)]
    pub prompt_tokens: u64,
    /// Written.
    #[serde(default)]
    pub completion_tokens: u64,
}

/// What the model said, whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelTurn {
    /// Text.
    pub text: String,
    /// Tool calls, in their order.
    pub calls: Vec<ToolCall>,
    /// Tokens, when the upstream told them.
    pub usage: Option<TurnUsage>,
    /// Whether `max_tokens` cut it.
    pub cut: bool,
}

/// What comes of a streamed turn.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatEvent {
    /// Text to append.
    Text(String),
    /// The turn is whole; nothing comes after it.
    Done(ModelTurn),
}

impl<B: Browser, T: Transport> Client<B, T> {
    /// Asks the model for a turn of the agent. It is never sent twice by itself: a turn costs.
    pub async fn chat(self: &Rc<Self>, request: &ChatRequest) -> Result<ChatStream<T::Body>, ApiError> {
        let stream_options = serde_json::json!({ "include_usage": true });
        let body = Streamed { request, stream: true, stream_options };
        let request = self.post("/chat/completions", &body)?;
        let request = request.header("Accept", "text/event-stream").header("Legwork-Operation", "agent_step");
        Ok(ChatStream::new(self.send_signed(request).await?.body))
    }
}

/// The events of a turn. Its last item is `Done` or an error: it never just ends. Dropping it tells the server that
/// nobody reads on.
pub struct ChatStream<S> {
    body: S,
    parser: SseParser,
    assembly: Assembly,
    ready: VecDeque<Result<ChatEvent, ApiError>>,
    ended: bool,
}

impl<S> ChatStream<S> {
    fn new(body: S) -> Self {
        Self {
            body,
            parser: SseParser::default(),
            assembly: Assembly::default(),
            ready: VecDeque::new(),
            ended: false,
        }
    }

    fn read(&mut self, data: &str) {
        if data.trim() == "[DONE]" {
            self.finish();
            return;
        }
        match self.assembly.push(data) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => self.ready.push_back(Ok(ChatEvent::Text(text))),
            Err(error) => self.ready.push_back(Err(error)),
        }
    }

    /// Some upstreams leave out `[DONE]`; a turn that said why it stopped is whole.
    fn finish(&mut self) {
        let assembly = std::mem::take(&mut self.assembly);
        let end =
            if assembly.finished { Ok(ChatEvent::Done(assembly.turn)) } else { Err(ApiError::Interrupted) };
        self.ready.push_back(end);
    }
}

impl<S: Stream<Item = Result<Vec<u8>, Lost>> + Unpin> Stream for ChatStream<S> {
    type Item = Result<ChatEvent, ApiError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while !self.ended {
            if let Some(event) = self.ready.pop_front() {
                self.ended = !matches!(event, Ok(ChatEvent::Text(_)));
                return Poll::Ready(Some(event));
            }
            match self.body.poll_next_unpin(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => {
                    for event in self.parser.feed(&chunk) {
                        self.read(&event.data);
                    }
                }
                Poll::Ready(Some(Err(Lost)) | None) => self.finish(),
            }
        }
        Poll::Ready(None)
    }
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<TurnUsage>,
    #[serde(default)]
    error: Option<StreamError>,
}

#[derive(Deserialize)]
struct StreamError {
    #[serde(default)]
    message: String,
    #[serde(default)]
    code: Value,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default, alias = "message")]
    delta: Option<Delta>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    tool_calls: Option<Vec<CallDelta>>,
}

#[derive(Deserialize)]
struct CallDelta {
    #[serde(default)]
    index: Option<usize>,
    #[serde(default)]
    function: Option<FunctionDelta>,
}

#[derive(Deserialize)]
struct FunctionDelta {
    #[serde(default)]
    name: Option<String>,
    /// Text that goes on; some upstreams send the object itself.
    #[serde(default)]
    arguments: Value,
}

/// Puts chunks together. Lenient where upstreams differ: a call without an index is a new one.
#[derive(Default)]
struct Assembly {
    turn: ModelTurn,
    size: usize,
    finished: bool,
}

impl Assembly {
    /// Takes a chunk's data and gives the text it adds.
    fn push(&mut self, data: &str) -> Result<String, ApiError> {
        let chunk: Chunk = from_json(data.as_bytes()).map_err(|_| ApiError::Malformed)?;
        if let Some(error) = chunk.error {
            let code: Option<Code> = serde_json::from_value(error.code).ok();
            return Err(code.map_or(ApiError::Interrupted, |code| {
                ApiError::Problem(Box::new(Problem::new(code, error.message)))
            }));
        }
        self.turn.usage = chunk.usage.or(self.turn.usage);
        let Some(choice) = chunk.choices.into_iter().next() else { return Ok(String::new()) };
        self.finished |= choice.finish_reason.is_some();
        self.turn.cut |= choice.finish_reason.as_deref() == Some("length");
        let delta = choice.delta.unwrap_or_default();
        for call in delta.tool_calls.into_iter().flatten() {
            self.call(call)?;
        }
        let text = delta.content.unwrap_or_default();
        self.grow(text.len())?;
        self.turn.text.push_str(&text);
        Ok(text)
    }

    fn call(&mut self, delta: CallDelta) -> Result<(), ApiError> {
        let calls = &mut self.turn.calls;
        let index = delta.index.unwrap_or(calls.len());
        if index > calls.len() || index >= MAX_CALLS {
            return Err(ApiError::Malformed);
        }
        if index == calls.len() {
            calls.push(ToolCall::default());
        }
        let Some(function) = delta.function else { return Ok(()) };
        let (name, arguments) = (function.name.unwrap_or_default(), text_of(function.arguments));
        calls[index].name.push_str(&name);
        calls[index].arguments.push_str(&arguments);
        self.grow(name.len() + arguments.len())
    }

    fn grow(&mut self, bytes: usize) -> Result<(), ApiError> {
        self.size += bytes;
        if self.size > MAX_TURN { Err(ApiError::Malformed) } else { Ok(()) }
    }
}

fn text_of(arguments: Value) -> String {
    match arguments {
        Value::Null => String::new(),
        Value::String(text) => text,
        whole => whole.to_string(),
    }
}

#[cfg(test)]
mod tests;
