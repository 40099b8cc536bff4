use api_types::Code;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt as _;

use super::store::{self, Claim};
use crate::app::App;
use crate::auth;
use crate::platform::body;
use crate::platform::clock::now;
use crate::platform::db::Db;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::digest;

/// Largest answer that is kept; a larger one frees its key.
const MOST_STORED: usize = 1 << 20;

/// An answer that is given once: it tells a secret, which is never stored.
#[derive(Clone, Copy)]
pub struct Unrepeatable;

/// Answers a repeated POST from its first answer. Stands outside the handlers of signed-in people.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get("idempotency-key").cloned() else { return next.run(request).await };
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    match replayed(&app, &key, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn replayed(app: &App, key: &HeaderValue, request: Request, next: Next) -> ApiResult<Response> {
    if key.is_empty() || key.len() > 200 {
        return Err(ApiError::new(Code::Invalid, "An Idempotency-Key has 1 to 200 characters."));
    }
    // A stranger's key can not be told from another stranger's: it has no meaning.
    let Some(asker) = auth::asker(request.headers(), app).await? else { return Ok(next.run(request).await) };
    let path = request.uri().path().to_owned();
    let claim_hash = digest(&[asker.as_bytes(), path.as_bytes(), key.as_bytes()]);
    let (parts, body) = request.into_parts();
    let bytes = body::read(Request::from_parts(parts.clone(), body), app).await?;
    let body_hash = digest(&[&bytes]);
    if !store::claim(&app.db, &claim_hash, &body_hash, now()).await? {
        return answer_again(store::find(&app.db, &claim_hash).await?, &body_hash);
    }
    let guard = Release { db: app.db.clone(), claim_hash: Some(claim_hash) };
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    Ok(keep(response, guard))
}

fn answer_again(claim: Option<Claim>, body_hash: &str) -> ApiResult<Response> {
    let under_way = || {
        ApiError::new(Code::Conflict, "The first request with this Idempotency-Key is still under way.")
            .retry_after(1)
    };
    let claim = claim.ok_or_else(under_way)?;
    if claim.body_hash != body_hash {
        return Err(ApiError::new(
            Code::IdempotencyKeyReused,
            "This Idempotency-Key came before with another body. Use a new key for a new request.",
        ));
    }
    let (Some(status), Some(content_type), Some(answer)) = (claim.status, claim.content_type, claim.answer)
    else {
        return Err(under_way());
    };
    let status = StatusCode::from_u16(status as u16).map_err(ApiError::internal)?;
    let headers = [(header::CONTENT_TYPE, content_type.as_str()), (header::CACHE_CONTROL, "no-store")];
    let mut response = (status, headers, answer).into_response();
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    Ok(response)
}

/// Passes the answer on and stores it when it is whole.
fn keep(response: Response, mut guard: Release) -> Response {
    if !response.status().is_success() || response.extensions().get::<Unrepeatable>().is_some() {
        return response;
    }
    let status = response.status().as_u16();
    let content_type = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("")
        .to_owned();
    let (mut parts, body) = response.into_parts();
    // With a length the connection would stop reading at the last byte, before the answer is stored.
    parts.headers.remove(header::CONTENT_LENGTH);
    let stream = async_stream::stream! {
        let mut kept: Option<Vec<u8>> = Some(Vec::new());
        let mut data = body.into_data_stream();
        while let Some(part) = data.next().await {
            match &part {
                Ok(bytes) => kept = kept.filter(|kept| kept.len() + bytes.len() <= MOST_STORED).map(|mut kept| {
                    kept.extend_from_slice(bytes);
                    kept
                }),
                Err(_) => kept = None,
            }
            yield part;
        }
        let text = kept.and_then(|kept| String::from_utf8(kept).ok());
        // A stream that ended in an error event is no answer to give again.
        let whole = text.filter(|text| !text.contains("\nevent: error\n") && !text.contains("data: {\"error\""));
        if let (Some(answer), Some(claim)) = (whole, &guard.claim_hash) {
            match store::finish(&guard.db, claim, status, &content_type, &answer).await {
                Ok(()) => guard.claim_hash = None,
                Err(error) => tracing::error!(%error, "idempotency: storing an answer"),
            }
        }
        drop(guard);
    };
    Response::from_parts(parts, Body::from_stream(stream))
}

/// Frees the key unless the answer was stored.
struct Release {
    db: Db,
    claim_hash: Option<String>,
}

impl Drop for Release {
    fn drop(&mut self) {
        let Some(claim_hash) = self.claim_hash.take() else { return };
        let db = self.db.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = store::release(&db, &claim_hash).await {
                    tracing::error!(%error, "idempotency: freeing a key");
                }
            });
        }
    }
}
