//! Every way a provider fails.

use std::io;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::chat::{Turn, plain, telling};
use crate::stream::{chunks, event, mark_first_text, sse};
use crate::{Answer, Behaviour};

/// Long enough for any time-out under test; the client leaves earlier.
const SILENCE: Duration = Duration::from_secs(3_600);
const BETWEEN: Duration = Duration::from_millis(2);

pub(crate) async fn fail(mut turn: Turn, behaviour: Behaviour) -> Response {
    match behaviour {
        Behaviour::Answer(_) | Behaviour::Obey { .. } => unreachable!("answers are not failures"),
        Behaviour::Status { status, retry_after } => {
            turn.open.end();
            refusal(status, retry_after)
        }
        Behaviour::HangBeforeHeaders {} => {
            sleep(SILENCE).await;
            refusal(504, None)
        }
        Behaviour::HangMidStream { after_chunks } => parts(turn, after_chunks, Ending::Silence),
        Behaviour::CutMidStream { after_chunks } => parts(turn, after_chunks, Ending::Cut),
        Behaviour::ErrorInStream { after_chunks } => {
            parts(turn, after_chunks, Ending::Say(event(&error_object(500).to_string())))
        }
        Behaviour::MissingDone {} => parts(turn, usize::MAX, Ending::Say(Bytes::new())),
        Behaviour::DripBytes {} => drip(turn),
        Behaviour::GarbageJson {} => {
            whole(turn, |_| Bytes::from_static(b"{\"choices\": [{\"delta\": {\"cont"))
        }
        Behaviour::InvalidUtf8 {} => whole(turn, with_broken_bytes),
        Behaviour::HugeLine { bytes } => whole(turn, |_| Bytes::from(vec![b'x'; bytes])),
        Behaviour::EmptyBody {} => {
            turn.open.end();
            if turn.streams() { sse(Body::empty()) } else { StatusCode::OK.into_response() }
        }
        Behaviour::WrongContentType {} => {
            turn.open.end();
            ([(header::CONTENT_TYPE, "text/html")], "<h1>Welcome to the proxy</h1>").into_response()
        }
    }
}

/// An OpenAI error object with its status.
pub(crate) fn refusal(status: u16, retry_after: Option<String>) -> Response {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (code, Json(error_object(status))).into_response();
    if let Some(value) = retry_after.and_then(|value| value.parse().ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn error_object(status: u16) -> Value {
    let (kind, message) = match status {
        400 => ("invalid_request_error", "The request is malformed."),
        401 => ("invalid_request_error", "Incorrect API key provided: sk-secret-of-the-company."),
        429 => ("rate_limit_error", "Rate limit reached."),
        _ => ("server_error", "The server had an error while processing your request."),
    };
    json!({ "error": { "message": message, "type": kind, "param": null, "code": null } })
}

/// How a broken stream ends.
enum Ending {
    Silence,
    Cut,
    Say(Bytes),
}

/// The first `count` chunks of a right answer, then `ending`. A plain answer is halved instead.
fn parts(mut turn: Turn, count: usize, ending: Ending) -> Response {
    let told = telling(&turn, &Answer::default());
    let streams = turn.streams();
    let pieces: Vec<(Bytes, Value)> = if streams {
        let all = chunks(&turn, &told).into_iter().take(count);
        all.map(|chunk| (event(&chunk.to_string()), chunk)).collect()
    } else {
        let text = plain(&turn, &told).to_string();
        let half = if matches!(ending, Ending::Say(_)) { text.len() } else { text.len() / 2 };
        vec![(Bytes::copy_from_slice(&text.as_bytes()[..half]), Value::Null)]
    };
    let body = Body::from_stream(async_stream::stream! {
        for (bytes, chunk) in pieces {
            sleep(BETWEEN).await;
            mark_first_text(&turn, &chunk);
            yield Ok(bytes);
        }
        match ending {
            Ending::Silence => sleep(SILENCE).await,
            Ending::Cut => {
                // Let what was sent leave first: an error drops what hyper still holds back.
                sleep(BETWEEN).await;
                turn.open.end();
                yield Err(io::Error::from(io::ErrorKind::ConnectionReset));
            }
            Ending::Say(last) => {
                turn.open.end();
                if streams && !last.is_empty() {
                    yield Ok(last);
                }
            }
        }
    });
    typed(streams, body)
}

/// A right answer, one byte at a time.
fn drip(mut turn: Turn) -> Response {
    let told = telling(&turn, &Answer::default());
    let streams = turn.streams();
    let bytes: Vec<u8> = if streams {
        let all = chunks(&turn, &told).into_iter().map(|chunk| event(&chunk.to_string()));
        all.chain([event("[DONE]")]).flatten().collect()
    } else {
        plain(&turn, &told).to_string().into_bytes()
    };
    let body = Body::from_stream(async_stream::stream! {
        for byte in bytes {
            tokio::task::yield_now().await;
            yield Ok::<_, io::Error>(Bytes::copy_from_slice(&[byte]));
        }
        turn.open.end();
    });
    typed(streams, body)
}

/// One wrong piece in the place of the answer: a whole body, or the data of a stream's only event.
fn whole(mut turn: Turn, content: impl FnOnce(&Turn) -> Bytes) -> Response {
    let bytes = content(&turn);
    let streams = turn.streams();
    let body = Body::from_stream(async_stream::stream! {
        if streams {
            yield Ok::<_, io::Error>(Bytes::from_static(b"data: "));
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            yield Ok(rest.split_to(rest.len().min(64 << 10)));
        }
        if streams {
            yield Ok(Bytes::from_static(b"\n\ndata: [DONE]\n\n"));
        }
        turn.open.end();
    });
    typed(streams, body)
}

fn with_broken_bytes(turn: &Turn) -> Bytes {
    let told = telling(turn, &Answer { text: Some("BROKEN".into()), ..Answer::default() });
    let streams = turn.streams();
    let json = if streams { chunks(turn, &told)[1].to_string() } else { plain(turn, &told).to_string() };
    let mut bytes = json.into_bytes();
    if let Some(at) = bytes.windows(2).position(|pair| pair == b"BR") {
        bytes[at] = 0xff;
        bytes[at + 1] = 0xc0;
    }
    Bytes::from(bytes)
}

fn typed(streams: bool, body: Body) -> Response {
    if streams { sse(body) } else { ([(header::CONTENT_TYPE, "application/json")], body).into_response() }
}
