//! `/static/{name}`: with its hash in the address a file is kept for ever, without it is asked for again.

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::assets;
use crate::platform::problem::ApiError;

#[derive(serde::Deserialize)]
struct Version {
    v: Option<String>,
}

/// Route of the static files.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/static/{name}", get(file)).route("/favicon.ico", get(favicon))
}

async fn file(Path(name): Path<String>, Query(version): Query<Version>, headers: HeaderMap) -> Response {
    let Some(asset) = assets::find(&name) else { return ApiError::not_found().into_response() };
    let etag = format!("\"{}\"", asset.hash);
    let forever = version.v.as_deref() == Some(asset.hash.as_str());
    let cache = if forever { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes());
    let about = [(header::ETAG, etag), (header::CACHE_CONTROL, cache.to_owned())];
    if known {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(header::CONTENT_TYPE, asset.media_type)], asset.content).into_response()
}

async fn favicon() -> Response {
    super::go(&assets::address("icon.svg"))
}
