//! The network as the client needs it: one request, one answer whose body comes in pieces.

use futures::Stream;

/// HTTP methods the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Safe: may be sent again.
    Get,
    /// Carries an `Idempotency-Key`.
    Post,
    /// Removes.
    Delete,
}

/// A request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Path below the server's origin, with its slash.
    pub path: String,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: Option<Vec<u8>>,
}

impl Request {
    /// A request without a body.
    pub fn new(method: Method, path: &str) -> Self {
        Self { method, path: format!("/api/v1{path}"), headers: Vec::new(), body: None }
    }

    /// The same with a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same with a body.
    pub fn body(mut self, media_type: impl Into<String>, body: Vec<u8>) -> Self {
        self.body = Some(body);
        self.header("Content-Type", media_type)
    }
}

/// An answer whose head is there.
pub struct Response<B> {
    /// HTTP status.
    pub status: u16,
    /// The body in pieces. Dropping it closes the connection.
    pub body: B,
}

/// No connection, or it broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

/// Sends requests. Dropping the future or the body aborts the exchange.
#[allow(async_fn_in_trait)]
pub trait Transport: 'static {
    /// The body of an answer.
    type Body: Stream<Item = Result<Vec<u8>, Lost>> + Unpin + 'static;

    /// Sends `request` to the server at `origin`.
    async fn send(&self, origin: &str, request: &Request) -> Result<Response<Self::Body>, Lost>;
}
