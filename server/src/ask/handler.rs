use std::convert::Infallible;

use api_types::Problem;
use api_types::ask::{Answer, AskEvent, AskRequest, Tokens};
use api_types::info::Answerer;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt as _};

use super::answer::{Source, events};
use super::{offline, prompt, rules};
use crate::app::App;
use crate::auth::{Caller, Operation, PersonOrKey};
use crate::llm::{Bound, Client, Llm, Metered, OFFLINE_MODEL, reserve};
use crate::platform::body::Json;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::new_token;
use crate::profile;
use crate::usage::{Fate, Unit};

/// Ask about a page.
///
/// With `stream: true` the answer is an event stream of `AskEvent`s, else one `Answer`.
#[utoipa::path(post, path = "/api/v1/ask", tag = "ask", operation_id = "ask", request_body = AskRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "Same key and body: the same answer, counted once")),
    responses((status = 200, content((Answer = "application/json"), (AskEvent = "text/event-stream"))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 502, body = Problem), (status = 503, body = Problem),
        (status = 504, body = Problem)))]
pub async fn ask(
    State(app): State<App>,
    PersonOrKey(caller): PersonOrKey,
    Json(request): Json<AskRequest>,
) -> ApiResult<Response> {
    let faults = rules::faults(&request);
    if !faults.is_empty() {
        return Err(ApiError::invalid(faults));
    }
    let profile = if request.use_profile {
        caller.require(Operation::OwnProfile)?;
        profile::text(&app, &caller.scope).await?
    } else {
        None
    };
    let source = match &app.llm {
        Llm::Offline => ask_offline(&app, &caller, &request, profile.as_deref()).await?,
        Llm::OpenAi { client, model } => {
            ask_model(&app, &caller, client, model, &request, profile.as_deref()).await?
        }
    };
    let (stream, rate) = (request.stream, source.hold().rate_headers());
    let events = events(source, request.page.passages, app.llm.model().to_owned());
    let mut response = if stream { event_stream(events) } else { Json(whole(events).await?).into_response() };
    response.headers_mut().extend(rate);
    Ok(response)
}

async fn ask_offline(
    app: &App,
    caller: &Caller,
    request: &AskRequest,
    profile: Option<&str>,
) -> ApiResult<Source> {
    let bound = Bound {
        operation: "ask",
        unit: Unit::Question,
        model: OFFLINE_MODEL,
        input_bytes: 0,
        max_output_tokens: 0,
    };
    let mut hold = reserve(app, caller, &bound).await?;
    let markup = offline::answer(request, profile);
    let input =
        request.page.passages.iter().map(|passage| u64::from(text::estimate_tokens(&passage.text))).sum();
    hold.spent.model = OFFLINE_MODEL.into();
    (hold.spent.fate, hold.spent.estimated) = (Fate::Delivered, true);
    (hold.spent.input_tokens, hold.spent.output_tokens) = (input, text::estimate_tokens(&markup).into());
    Ok(Source::Offline { hold: Box::new(hold), markup })
}

async fn ask_model(
    app: &App,
    caller: &Caller,
    client: &Client,
    model: &str,
    request: &AskRequest,
    profile: Option<&str>,
) -> ApiResult<Source> {
    let prompt = prompt::build(request, profile, &new_token(), model);
    let body = serde_json::to_string(&prompt).map_err(ApiError::internal)?;
    let bound = Bound {
        operation: "ask",
        unit: Unit::Question,
        model,
        input_bytes: body.len(),
        max_output_tokens: prompt::MAX_ANSWER_TOKENS.into(),
    };
    let hold = reserve(app, caller, &bound).await?;
    let mut metered = Box::new(Metered::open(client, body.clone().into_bytes(), hold, model, &body).await?);
    // What fails before the first word is a problem document with its status, not an event.
    let mut first = String::new();
    while first.is_empty() {
        match metered.next().await {
            Some(Ok((_, chunk))) => first = chunk.text,
            Some(Err(error)) => return Err(error.into()),
            None => break,
        }
    }
    Ok(Source::Model { metered, first })
}

fn event_stream(events: impl Stream<Item = AskEvent> + Send + 'static) -> Response {
    let frames = events.map(|event| {
        let data = serde_json::to_string(&event).unwrap_or_default();
        Ok::<_, Infallible>(format!("event: {}\ndata: {data}\n\n", name(&event)))
    });
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (headers, Body::from_stream(frames)).into_response()
}

const fn name(event: &AskEvent) -> &'static str {
    match event {
        AskEvent::Start { .. } => "start",
        AskEvent::Delta { .. } => "delta",
        AskEvent::Quote(_) => "quote",
        AskEvent::FollowUps { .. } => "follow_ups",
        AskEvent::Done { .. } => "done",
        AskEvent::Error { .. } => "error",
    }
}

/// Collects a stream into one answer. A broken stream is its problem.
async fn whole(events: impl Stream<Item = AskEvent>) -> ApiResult<Answer> {
    let mut answer = Answer {
        answer: String::new(),
        quotes: Vec::new(),
        follow_ups: Vec::new(),
        answerer: Answerer::Offline,
        model: String::new(),
        tokens: Tokens::default(),
        questions_left: None,
    };
    let mut events = std::pin::pin!(events);
    while let Some(event) = events.next().await {
        match event {
            AskEvent::Start { answerer, model, questions_left } => {
                (answer.answerer, answer.model, answer.questions_left) = (answerer, model, questions_left);
            }
            AskEvent::Delta { text } => answer.answer.push_str(&text),
            AskEvent::Quote(quote) => answer.quotes.push(quote),
            AskEvent::FollowUps { questions } => answer.follow_ups = questions,
            AskEvent::Done { tokens } => answer.tokens = tokens,
            AskEvent::Error { problem } => {
                return Err(ApiError { problem: Box::new(problem), retry_after: None });
            }
        }
    }
    Ok(answer)
}
