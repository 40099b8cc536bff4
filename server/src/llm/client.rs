//! HTTP to the upstream: every way of failing ends in time and in a typed error.

use std::time::Duration;

use api_types::Code;
use bytes::Bytes;
use eventsource_stream::{EventStreamError, Eventsource as _};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::platform::problem::ApiError;

/// Most bytes of one answer: far above any model's longest.
const MOST_ANSWER_BYTES: usize = 16 << 20;
/// Most bytes of one line of a stream: the parser looks through an unfinished line again with every part.
const MOST_LINE_BYTES: usize = 1 << 20;

/// What went wrong upstream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamError {
    /// It limits this server or is overloaded.
    #[error("busy (status {status})")]
    Busy {
        /// Its status.
        status: u16,
        /// Seconds it asks to wait.
        retry_after: Option<u64>,
    },
    /// It was silent for too long.
    #[error("silent for too long")]
    Timeout,
    /// It refused the request as malformed; its words are for the client that wrote it.
    #[error("refused: {0}")]
    Refused(String),
    /// Everything else: no connection, 5xx, a refused key, cut, garbage.
    #[error("failed: {0}")]
    Failed(String),
}

/// A connection to one upstream.
pub struct Client {
    http: reqwest::Client,
    endpoint: Url,
    api_key: SecretString,
    silence: Duration,
}

/// The data of server-sent events, `[DONE]` included.
pub type Events = BoxStream<'static, Result<String, UpstreamError>>;

impl Client {
    /// A client for the base address, that gives up after `silence` seconds without a byte.
    pub fn new(base_url: Url, api_key: SecretString, silence: u64) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .pool_max_idle_per_host(256)
            .build()?;
        let endpoint = Url::parse(&format!("{}/chat/completions", base_url.as_str().trim_end_matches('/')))?;
        Ok(Self { http, endpoint, api_key, silence: Duration::from_secs(silence) })
    }

    /// Sends the request; an answer with status 200, or an error.
    async fn send(&self, body: Vec<u8>) -> Result<reqwest::Response, UpstreamError> {
        let request = self
            .http
            .post(self.endpoint.clone())
            .header(CONTENT_TYPE, "application/json")
            .bearer_auth(self.api_key.expose_secret())
            .body(body);
        let response = within(self.silence, request.send()).await?.map_err(|error| failed(&error))?;
        match response.status() {
            StatusCode::OK => Ok(response),
            status => Err(self.refusal(status, response).await),
        }
    }

    async fn refusal(&self, status: StatusCode, response: reqwest::Response) -> UpstreamError {
        let wait =
            response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
        match status.as_u16() {
            429 | 503 | 529 => UpstreamError::Busy { status: status.as_u16(), retry_after: wait },
            400 | 404 | 413 | 422 => {
                let body = self.collect(response).await.unwrap_or_default();
                UpstreamError::Refused(message_of(&body))
            }
            code => UpstreamError::Failed(format!("status {code}")),
        }
    }

    /// The whole answer.
    pub async fn complete(&self, body: Vec<u8>) -> Result<Bytes, UpstreamError> {
        let response = self.send(body).await?;
        self.collect(response).await
    }

    async fn collect(&self, response: reqwest::Response) -> Result<Bytes, UpstreamError> {
        let mut bytes = Vec::new();
        let mut stream = std::pin::pin!(bounded(response, self.silence));
        while let Some(part) = stream.next().await {
            bytes.extend_from_slice(&part?);
        }
        Ok(bytes.into())
    }

    /// The answer's events as they come.
    pub async fn stream(&self, body: Vec<u8>) -> Result<Events, UpstreamError> {
        let response = self.send(body).await?;
        let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.to_ascii_lowercase().starts_with("text/event-stream") {
            return Err(UpstreamError::Failed(format!("expected an event stream, got {kind:?}")));
        }
        let mut line = 0;
        let parts = bounded(response, self.silence).map(move |part| {
            let part = part?;
            line = part.iter().rev().position(|byte| *byte == b'\n').unwrap_or(line + part.len());
            if line > MOST_LINE_BYTES {
                return Err(UpstreamError::Failed("a line is longer than any chunk".into()));
            }
            Ok(part)
        });
        let events = Box::pin(parts).eventsource();
        let events = events.filter_map(async |event| match event {
            Ok(event) if event.data.is_empty() => None,
            Ok(event) => Some(Ok(event.data)),
            Err(EventStreamError::Transport(error)) => Some(Err(error)),
            Err(other) => Some(Err(UpstreamError::Failed(other.to_string()))),
        });
        Ok(events.boxed())
    }
}

/// The body's parts; an error when it is silent, too long or cut.
fn bounded(
    response: reqwest::Response,
    silence: Duration,
) -> impl Stream<Item = Result<Bytes, UpstreamError>> + Send {
    async_stream::stream! {
        let mut total = 0;
        let mut parts = response.bytes_stream();
        loop {
            let part = match within(silence, parts.next()).await {
                Ok(None) => return,
                Ok(Some(part)) => part.map_err(|error| failed(&error)),
                Err(timeout) => Err(timeout),
            };
            total += part.as_ref().map_or(0, Bytes::len);
            if total > MOST_ANSWER_BYTES {
                yield Err(UpstreamError::Failed("the answer is longer than any answer".into()));
                return;
            }
            let last = part.is_err();
            yield part;
            if last {
                return;
            }
        }
    }
}

async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Result<T, UpstreamError> {
    tokio::time::timeout(limit, work).await.map_err(|_| UpstreamError::Timeout)
}

fn failed(error: &reqwest::Error) -> UpstreamError {
    if error.is_timeout() { UpstreamError::Timeout } else { UpstreamError::Failed(error.to_string()) }
}

/// The message of an error object, shortened; it is shown to whoever wrote the request.
fn message_of(body: &[u8]) -> String {
    let json: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let message = json["error"]["message"].as_str().unwrap_or("the request was refused without a reason");
    message.chars().take(300).collect()
}

impl From<UpstreamError> for ApiError {
    fn from(error: UpstreamError) -> Self {
        tracing::warn!(request_id = crate::platform::request_id::current(), %error, "upstream");
        match error {
            UpstreamError::Busy { retry_after, .. } => {
                Self::new(Code::UpstreamBusy, "The model's provider is overloaded. Your question was not counted; please try again in a moment.")
                    .retry_after(retry_after.unwrap_or(10).min(3600))
            }
            UpstreamError::Timeout => {
                Self::new(Code::UpstreamTimeout, "The model took too long. Your question was not counted; please try again.")
            }
            UpstreamError::Refused(message) => {
                Self::new(Code::Invalid, format!("The model's provider did not accept the request: {message}."))
            }
            UpstreamError::Failed(_) => Self::new(
                Code::UpstreamFailed,
                "The model's provider failed. Your question was not counted; please try again.",
            ),
        }
    }
}
