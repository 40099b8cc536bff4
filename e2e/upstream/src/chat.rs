//! `POST /v1/chat/completions`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::control::MODEL;
use crate::server::{Shared, held, now_ms};
use crate::stats::Open;
use crate::stream::Telling;
use crate::{Answer, Behaviour, Seen, UsageMode, answer, failure, obey, stream, tool};

/// A request under way.
pub(crate) struct Turn {
    pub body: Value,
    pub shared: Arc<Shared>,
    pub open: Open,
    pub place: Option<usize>,
}

impl Turn {
    pub fn streams(&self) -> bool {
        self.body["stream"] == true
    }

    pub fn model(&self) -> &str {
        self.body["model"].as_str().unwrap_or(MODEL)
    }
}

pub(crate) async fn complete(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let mut open = shared.counters.arrive();
    let json: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let authorization =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let refused = refuse(&json, authorization.as_deref());
    let behaviour =
        held(&shared.script).take(&answer::last_user_message(&json), &answer::first_user_message(&json));
    let place = shared.keep(Seen {
        body: json.clone(),
        authorization,
        headers: headers.keys().map(ToString::to_string).collect(),
        at_ms: now_ms(),
        first_text_ms: None,
    });
    if let Some(response) = refused {
        open.end();
        return response;
    }
    let turn = Turn { body: json, shared, open, place };
    match behaviour {
        Behaviour::Answer(settings) => healthy(turn, settings).await,
        Behaviour::Obey { then } => {
            let call = held(&turn.shared.obedience).next(&turn.body, &then);
            let call = obey::filled(&turn.body, call);
            healthy(turn, Answer { tool_call: Some(call), ..Answer::default() }).await
        }
        broken => failure::fail(turn, broken).await,
    }
}

/// What every provider refuses, whatever the script says.
fn refuse(body: &Value, authorization: Option<&str>) -> Option<Response> {
    if !authorization.is_some_and(|value| value.starts_with("Bearer ") && value.len() > 7) {
        return Some(failure::refusal(401, None));
    }
    if body["messages"].as_array().is_none_or(Vec::is_empty) {
        return Some(failure::refusal(400, None));
    }
    None
}

async fn healthy(mut turn: Turn, settings: Answer) -> Response {
    if settings.wait_ms > 0 {
        sleep(Duration::from_millis(settings.wait_ms)).await;
    }
    let telling = telling(&turn, &settings);
    if turn.streams() {
        let pause =
            settings.chunk_ms.unwrap_or(turn.shared.chunk_ms.load(std::sync::atomic::Ordering::Relaxed));
        return stream::respond(stream::chunks(&turn, &telling), turn, Duration::from_millis(pause));
    }
    turn.open.end();
    Json(plain(&turn, &telling)).into_response()
}

/// What is told, whether streamed or not.
pub(crate) fn telling(turn: &Turn, settings: &Answer) -> Telling {
    let tool = settings.tool_call.as_ref().map(|call| tool::call(&turn.body, call));
    let text = match (&settings.text, &tool) {
        (Some(text), _) => text.clone(),
        (None, Some(_)) => String::new(),
        (None, None) => answer::compose(&turn.body),
    };
    Telling { text, tool, usage: settings.usage }
}

/// The plain answer.
pub(crate) fn plain(turn: &Turn, telling: &Telling) -> Value {
    let message = match &telling.tool {
        Some((name, arguments)) => json!({
            "role": "assistant",
            "content": if telling.text.is_empty() { Value::Null } else { telling.text.as_str().into() },
            "tool_calls": [{ "id": "call_1", "type": "function",
                "function": { "name": name, "arguments": arguments } }],
        }),
        None => json!({ "role": "assistant", "content": telling.text, "refusal": null }),
    };
    let mut answer = json!({
        "id": "chatcmpl-scripted", "object": "chat.completion", "created": 1_700_000_000,
        "model": turn.model(),
        "choices": [{ "index": 0, "message": message, "logprobs": null,
            "finish_reason": telling.finish_reason() }],
    });
    if telling.usage != UsageMode::Missing {
        answer["usage"] = telling.usage_of(&turn.body);
    }
    answer
}
