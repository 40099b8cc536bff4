//! Streamed answers: the chunks and the body that sends them.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::UsageMode;
use crate::chat::Turn;

/// Lengths of the text chunks in characters, in turn: uneven, so that markup arrives torn.
const CHUNK_CHARS: [usize; 8] = [4, 9, 1, 14, 6, 2, 11, 3];

/// What an answer tells.
pub(crate) struct Telling {
    pub text: String,
    /// Name and arguments of a tool called after it.
    pub tool: Option<(String, String)>,
    pub usage: UsageMode,
}

impl Telling {
    pub fn finish_reason(&self) -> &'static str {
        if self.tool.is_some() { "tool_calls" } else { "stop" }
    }

    /// Four characters a token: near enough for a meter to have something to check.
    pub fn usage_of(&self, body: &Value) -> Value {
        if self.usage == UsageMode::Zeros {
            return json!({ "prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0 });
        }
        let prompt = body["messages"].to_string().chars().count() / 4;
        let told = self.tool.as_ref().map_or(self.text.as_str(), |(_, arguments)| arguments.as_str());
        let completion = told.chars().count() / 4 + 1;
        json!({ "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion })
    }
}

/// Every chunk of the answer, `[DONE]` not included.
pub(crate) fn chunks(turn: &Turn, telling: &Telling) -> Vec<Value> {
    let asked = turn.body["stream_options"]["include_usage"] == true;
    let usage = telling.usage_of(&turn.body);
    let chunk = |delta: Value, finish: Value| {
        let mut chunk = json!({
            "id": "chatcmpl-scripted", "object": "chat.completion.chunk", "created": 1_700_000_000,
            "model": turn.model(),
            "choices": [{ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish }],
        });
        if asked {
            chunk["usage"] = Value::Null;
        }
        if telling.usage == UsageMode::EveryChunk {
            chunk["usage"] = usage.clone();
        }
        chunk
    };
    let mut all = vec![chunk(json!({ "role": "assistant", "content": "" }), Value::Null)];
    all.extend(deltas(telling).into_iter().map(|delta| chunk(delta, Value::Null)));
    all.push(chunk(json!({}), telling.finish_reason().into()));
    let last = all.len() - 1;
    match telling.usage {
        UsageMode::FirstChunk => all[0]["usage"] = usage,
        UsageMode::WithFinish => all[last]["usage"] = usage,
        UsageMode::Standard | UsageMode::Zeros if asked => {
            let mut closing = chunk(json!({}), Value::Null);
            closing["choices"] = json!([]);
            closing["usage"] = usage;
            all.push(closing);
        }
        _ => {}
    }
    all
}

fn deltas(telling: &Telling) -> Vec<Value> {
    let mut deltas: Vec<Value> =
        torn(&telling.text).into_iter().map(|part| json!({ "content": part })).collect();
    if let Some((name, arguments)) = &telling.tool {
        let call = |function: Value| json!({ "tool_calls": [{ "index": 0, "function": function }] });
        let first = json!({ "tool_calls": [{ "index": 0, "id": "call_1", "type": "function",
            "function": { "name": name, "arguments": "" } }] });
        deltas.push(first);
        deltas.extend(torn(arguments).into_iter().map(|part| call(json!({ "arguments": part }))));
    }
    deltas
}

fn torn(text: &str) -> Vec<String> {
    let mut rest = text.chars().peekable();
    let mut parts = Vec::new();
    for length in CHUNK_CHARS.iter().cycle() {
        if rest.peek().is_none() {
            break;
        }
        parts.push(rest.by_ref().take(*length).collect());
    }
    parts
}

/// One server-sent event.
pub(crate) fn event(data: &str) -> Bytes {
    Bytes::from(format!("data: {data}\n\n"))
}

/// Sends the chunks and `[DONE]`, a pause before each.
pub(crate) fn respond(chunks: Vec<Value>, mut turn: Turn, pause: Duration) -> Response {
    let body = async_stream::stream! {
        for chunk in chunks {
            if !pause.is_zero() {
                sleep(pause).await;
            }
            mark_first_text(&turn, &chunk);
            yield Ok::<_, Infallible>(event(&chunk.to_string()));
        }
        turn.open.end();
        yield Ok(event("[DONE]"));
    };
    sse(Body::from_stream(body))
}

/// Notes the time when `chunk` is the first with text.
pub(crate) fn mark_first_text(turn: &Turn, chunk: &Value) {
    let text = chunk["choices"][0]["delta"]["content"].as_str().unwrap_or_default();
    if !text.is_empty() {
        turn.shared.first_text(turn.place);
    }
}

pub(crate) fn sse(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-cache")], body).into_response()
}
