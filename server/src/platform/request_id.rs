//! Every request has an id: in its answer's `X-Request-Id`, in problems and in the log.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;

use super::id::new_id;

tokio::task_local! {
    static CURRENT: String;
}

/// Id of the request that this task serves.
pub fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Gives the request an id. One sent by the client is not taken: it names rows of the usage ledger.
pub async fn assign(request: Request, next: Next) -> Response {
    let id = new_id();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let started = std::time::Instant::now();
    let mut response = CURRENT.scope(id.clone(), next.run(request)).await;
    let status = response.status().as_u16();
    tracing::info!(request_id = %id, %method, path, status, ms = started.elapsed().as_millis() as u64, "request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
