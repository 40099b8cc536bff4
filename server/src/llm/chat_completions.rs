//! The OpenAI-compatible surface: bytes pass unchanged, the meter watches.

use api_types::{Code, Problem};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::chunk::{self, Chunk};
use super::metered::{Metered, failed, sent};
use super::offline::best_sentences;
use super::prices::price;
use super::{Bound, Client, Llm, OFFLINE_MODEL, UpstreamError, reserve};
use crate::app::App;
use crate::auth::{Caller, PersonOrKey};
use crate::platform::body::Json;
use crate::platform::clock::now;
use crate::platform::problem::{ApiError, ApiResult};
use crate::usage::{Fate, Hold, Unit};

/// Sent upstream when the client names no bound, so that the reservation is a true one.
const DEFAULT_MAX_TOKENS: u64 = 4_096;
/// Most a client may ask for.
const MOST_MAX_TOKENS: u64 = 128_000;

/// OpenAI-compatible chat completions.
///
/// Official OpenAI clients work with `base_url` and `api_key` (an API key or an access token) changed. One question is
/// counted, or with `Legwork-Operation: agent_step` one step of the agent.
#[utoipa::path(post, path = "/api/v1/chat/completions", tag = "models", operation_id = "create_chat_completion",
    request_body(content = Object, description = "As the OpenAI API takes it"),
    params(("Legwork-Operation" = Option<String>, Header, description = "`agent_step` for a turn of the agent")),
    responses((status = 200, description = "As the OpenAI API answers", body = Object),
        (status = 401, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 502, body = Problem), (status = 503, body = Problem), (status = 504, body = Problem)))]
pub async fn chat_completions(
    State(app): State<App>,
    PersonOrKey(caller): PersonOrKey,
    headers: HeaderMap,
    Json(mut request): Json<Map<String, Value>>,
) -> ApiResult<Response> {
    let call = Call::prepare(&mut request, app.llm.model())?;
    let body = serde_json::to_vec(&request).map_err(ApiError::internal)?;
    let (operation, unit) = kind(&headers, &caller)?;
    let bound = Bound {
        operation,
        unit,
        model: &call.model,
        input_bytes: body.len(),
        max_output_tokens: call.max_tokens * call.choices,
    };
    let hold = reserve(&app, &caller, &bound).await?;
    let rate = hold.rate_headers();
    let mut response = match &app.llm {
        Llm::Offline => offline(&request, &call, hold),
        Llm::OpenAi { client, .. } if call.stream => stream(client, body, call, hold).await?,
        Llm::OpenAi { client, .. } => complete(client, body, &call, hold).await?,
    };
    response.headers_mut().extend(rate);
    Ok(response)
}

/// Header by which the agent says that a call is one of its turns.
const OPERATION: &str = "legwork-operation";

/// Programs ask questions: a key's limit of questions is none if they could call them steps.
fn kind(headers: &HeaderMap, caller: &Caller) -> ApiResult<(&'static str, Unit)> {
    match headers.get(OPERATION).map(HeaderValue::as_bytes) {
        None => Ok(("chat_completions", Unit::Question)),
        Some(_) if caller.api_key().is_some() => {
            Err(ApiError::new(Code::Forbidden, "Legwork-Operation is for the agent of a signed-in person."))
        }
        Some(b"agent_step") => Ok(("agent_step", Unit::AgentStep)),
        Some(_) => Err(ApiError::new(Code::Invalid, "The header Legwork-Operation may be agent_step.")),
    }
}

struct Call {
    model: String,
    max_tokens: u64,
    choices: u64,
    stream: bool,
    /// Whether the client wants the chunk that only reports usage. We ask for it in any case.
    wants_usage: bool,
    prompt: String,
}

impl Call {
    /// Reads what metering needs and fills in what bounds the call.
    fn prepare(request: &mut Map<String, Value>, default_model: &str) -> ApiResult<Self> {
        let invalid = |field: &str, detail: &str| {
            let field = api_types::FieldError {
                field: field.into(),
                code: "malformed".into(),
                detail: detail.into(),
            };
            ApiError::invalid(vec![field])
        };
        let messages =
            request.get("messages").and_then(Value::as_array).filter(|messages| !messages.is_empty());
        let prompt = prompt_text(messages.ok_or_else(|| invalid("messages", "Send at least one message."))?);
        let model = match request.get("model") {
            None | Some(Value::Null) => default_model.to_owned(),
            Some(Value::String(model))
                if (1..=200).contains(&model.len()) && !model.contains(char::is_control) =>
            {
                model.clone()
            }
            Some(_) => return Err(invalid("model", "Name a model.")),
        };
        request.insert("model".into(), model.clone().into());
        let mut number = |names: &[&str], default: u64, most: u64| -> ApiResult<u64> {
            for name in names {
                match request.get(*name) {
                    None | Some(Value::Null) => {}
                    Some(value) => {
                        let fits = value.as_u64().filter(|number| (1..=most).contains(number));
                        return fits
                            .ok_or_else(|| invalid(name, &format!("Give a whole number from 1 to {most}.")));
                    }
                }
            }
            request.insert(names[0].into(), default.into());
            Ok(default)
        };
        let max_tokens =
            number(&["max_tokens", "max_completion_tokens"], DEFAULT_MAX_TOKENS, MOST_MAX_TOKENS)?;
        let choices = number(&["n"], 1, 16)?;
        let stream = match request.get("stream") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(stream)) => *stream,
            Some(_) => return Err(invalid("stream", "Give true or false.")),
        };
        let wants_usage = request
            .get("stream_options")
            .and_then(|options| options.get("include_usage"))
            .and_then(Value::as_bool)
            .unwrap_or(false);
        if stream {
            request.insert("stream_options".into(), json!({ "include_usage": true }));
        }
        Ok(Self { model, max_tokens, choices, stream, wants_usage, prompt })
    }
}

/// Every text of the messages, for estimates and the offline answerer.
fn prompt_text(messages: &[Value]) -> String {
    messages.iter().map(text_of).collect::<Vec<_>>().join("\n")
}

fn text_of(message: &Value) -> String {
    match &message["content"] {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            parts.iter().filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

async fn complete(client: &Client, body: Vec<u8>, call: &Call, mut hold: Hold) -> ApiResult<Response> {
    sent(&mut hold, &call.model, &call.prompt);
    let (bytes, answer) = match whole(client, body).await {
        Ok(answered) => answered,
        Err(error) => {
            failed(&mut hold);
            return Err(error.into());
        }
    };
    let spent = &mut hold.spent;
    spent.fate = Fate::Delivered;
    spent.estimated = answer.usage.is_none();
    (spent.input_tokens, spent.output_tokens) = match answer.usage {
        Some(usage) => (usage.prompt_tokens, usage.completion_tokens),
        None => (spent.input_tokens, text::estimate_tokens(&answer.text).into()),
    };
    spent.cost_nanos = price(&call.model).cost(spent.input_tokens, spent.output_tokens);
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

async fn whole(client: &Client, body: Vec<u8>) -> Result<(Bytes, Chunk), UpstreamError> {
    let bytes = client.complete(body).await?;
    let text = std::str::from_utf8(&bytes).map_err(|error| UpstreamError::Failed(error.to_string()))?;
    let answer = chunk::read(text).map_err(UpstreamError::Failed)?;
    Ok((bytes, answer))
}

/// Waits for the first chunk, so that an upstream that fails before it is a problem document, then passes on.
async fn stream(client: &Client, body: Vec<u8>, call: Call, hold: Hold) -> ApiResult<Response> {
    let mut metered = Metered::open(client, body, hold, &call.model, &call.prompt).await?;
    let mut next = match metered.next().await {
        Some(Err(error)) => return Err(error.into()),
        other => other,
    };
    let body = async_stream::stream! {
        while let Some(result) = next {
            match result {
                Ok((_, chunk)) if chunk.only_usage && !call.wants_usage => {}
                Ok((data, _)) => yield Ok::<_, std::convert::Infallible>(format!("data: {data}\n\n")),
                Err(error) => {
                    // The status is out; OpenAI clients raise this object as an error.
                    let problem = ApiError::from(error).problem;
                    let error = json!({ "error": { "message": problem.detail, "type": "upstream_error", "code": problem.code } });
                    yield Ok(format!("data: {error}\n\n"));
                    return;
                }
            }
            next = metered.next().await;
        }
        yield Ok("data: [DONE]\n\n".to_owned());
    };
    Ok(event_stream(Body::from_stream(body)))
}

fn event_stream(body: Body) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (headers, body).into_response()
}

/// Sentences of the earlier messages that answer the last one.
fn offline(request: &Map<String, Value>, call: &Call, mut hold: Hold) -> Response {
    let messages = request.get("messages").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let texts: Vec<String> = messages.iter().map(text_of).collect();
    let (question, before) =
        texts.split_last().map_or(("", &[][..]), |(last, before)| (last.as_str(), before));
    let passages: Vec<&str> = before.iter().flat_map(|text| text.lines()).collect();
    let sentences = best_sentences(question, &passages, &[], 3);
    let answer = match sentences.as_slice() {
        [] => "This server answers offline and found nothing in the earlier messages that answers this."
            .to_owned(),
        found => found.iter().map(|sentence| sentence.text).collect::<Vec<_>>().join(" "),
    };
    let (input, output) = (text::estimate_tokens(&call.prompt), text::estimate_tokens(&answer));
    let spent = &mut hold.spent;
    (spent.fate, spent.estimated, spent.model) = (Fate::Delivered, true, OFFLINE_MODEL.into());
    (spent.input_tokens, spent.output_tokens) = (input.into(), output.into());
    let usage =
        json!({ "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output });
    let id = format!("chatcmpl-{}", hold.request_id());
    let created = now() / 1000;
    let frame = |object: &str, choice: Value, usage: Value| json!({ "id": id, "object": object, "created": created, "model": OFFLINE_MODEL, "choices": choice, "usage": usage });
    if !call.stream {
        let choice = json!([{ "index": 0, "finish_reason": "stop",
            "message": { "role": "assistant", "content": answer } }]);
        return Json(frame("chat.completion", choice, usage)).into_response();
    }
    let delta =
        json!([{ "index": 0, "finish_reason": null, "delta": { "role": "assistant", "content": answer } }]);
    let end = json!([{ "index": 0, "finish_reason": "stop", "delta": {} }]);
    let mut body = format!("data: {}\n\n", frame("chat.completion.chunk", delta, Value::Null));
    body.push_str(&format!("data: {}\n\n", frame("chat.completion.chunk", end, Value::Null)));
    if call.wants_usage {
        body.push_str(&format!("data: {}\n\n", frame("chat.completion.chunk", json!([]), usage)));
    }
    body.push_str("data: [DONE]\n\n");
    event_stream(Body::from(body))
}
