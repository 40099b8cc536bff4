//! Typed client of the server, one file per feature. It knows the session: it signs requests, exchanges the refresh
//! token shortly before the access token ends or when the server refuses it, and repeats what is safe to repeat.

mod ask;
mod auth;
mod chat;
mod error;
#[cfg(feature = "engine")]
pub mod fetch;
mod info;
mod me;
mod plans;
mod profile;
mod session;
pub mod sse;
mod transport;
mod usage;

use std::rc::Rc;

use futures::StreamExt;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use ask::AskStream;
pub use chat::{ChatEvent, ChatRequest, ChatStream, Message, ModelTurn, SentCall, ToolCall, TurnUsage};
pub use error::ApiError;
pub use session::Session;
pub use transport::{Lost, Method, Request, Response, Transport};

use crate::browser::Browser;
use crate::tagged::from_json;

/// Largest answer that is read whole.
const MAX_BODY: usize = 8 << 20;
/// Pauses before a safe request is sent again.
const PAUSES_MS: [u32; 2] = [250, 1_000];

/// Client of the server.
pub struct Client<B, T> {
    browser: Rc<B>,
    transport: T,
    session: Session<B>,
}

impl<B: Browser, T: Transport> Client<B, T> {
    /// A client with the session that is stored.
    pub async fn open(browser: Rc<B>, transport: T) -> Rc<Self> {
        let session = Session::load(Rc::clone(&browser)).await;
        Rc::new(Self { browser, transport, session })
    }

    /// The session.
    pub fn session(&self) -> &Session<B> {
        &self.session
    }

    async fn get<R: DeserializeOwned>(self: &Rc<Self>, path: &str) -> Result<R, ApiError> {
        self.repeated(|| self.whole_signed(Request::new(Method::Get, path))).await
    }

    async fn get_open<R: DeserializeOwned>(&self, path: &str) -> Result<R, ApiError> {
        self.repeated(|| self.whole(Request::new(Method::Get, path))).await
    }

    /// A POST with everything it needs but the signature.
    fn post(&self, path: &str, body: &impl Serialize) -> Result<Request, ApiError> {
        let body = serde_json::to_vec(body).map_err(|_| ApiError::Malformed)?;
        Ok(Request::new(Method::Post, path).body("application/json", body))
    }

    /// Sends `call` again after passing faults. For requests without effect only.
    async fn repeated<R, F>(&self, call: impl Fn() -> F) -> Result<R, ApiError>
    where
        F: Future<Output = Result<R, ApiError>>,
    {
        for pause in PAUSES_MS {
            match call().await {
                Err(error) if error.is_passing() => self.browser.sleep(pause).await,
                done => return done,
            }
        }
        call().await
    }

    /// Sends without a signature and reads the answer whole.
    async fn whole<R: DeserializeOwned>(&self, request: Request) -> Result<R, ApiError> {
        parse(self.send(&request).await?).await
    }

    /// Sends signed and reads the answer whole.
    async fn whole_signed<R: DeserializeOwned>(self: &Rc<Self>, request: Request) -> Result<R, ApiError> {
        parse(self.send_signed(request).await?).await
    }

    /// Sends signed; a refused token is exchanged once. A 401 means that nothing happened, so this is safe for all.
    async fn send_signed(self: &Rc<Self>, mut request: Request) -> Result<Response<T::Body>, ApiError> {
        if request.method == Method::Post {
            // Only signed: the server knows keys by who sends them.
            request = request.header("Idempotency-Key", self.browser.random());
        }
        let token = self.access_token().await?;
        match self.send(&request.clone().header("Authorization", format!("Bearer {token}"))).await {
            Err(error) if error.is_unauthorized() => {
                self.session.forget_access(&token);
                let token = self.access_token().await?;
                let sent = self.send(&request.header("Authorization", format!("Bearer {token}"))).await;
                if sent.as_ref().err().is_some_and(ApiError::is_unauthorized) {
                    self.session.end().await;
                    return Err(ApiError::SignedOut);
                }
                sent
            }
            sent => sent,
        }
    }

    async fn send(&self, request: &Request) -> Result<Response<T::Body>, ApiError> {
        let answer =
            self.transport.send(&self.session.server(), request).await.map_err(|_| ApiError::Offline)?;
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        let status = answer.status;
        Err(ApiError::from_body(status, &collect(answer.body).await?))
    }
}

async fn parse<R: DeserializeOwned>(
    answer: Response<impl futures::Stream<Item = Result<Vec<u8>, Lost>> + Unpin>,
) -> Result<R, ApiError> {
    from_json(&collect(answer.body).await?).map_err(|_| ApiError::Malformed)
}

async fn collect(
    mut body: impl futures::Stream<Item = Result<Vec<u8>, Lost>> + Unpin,
) -> Result<Vec<u8>, ApiError> {
    let mut whole = Vec::new();
    while let Some(chunk) = body.next().await {
        whole.extend(chunk.map_err(|_| ApiError::Interrupted)?);
        if whole.len() > MAX_BODY {
            return Err(ApiError::Malformed);
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests;
