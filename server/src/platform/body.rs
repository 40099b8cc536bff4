//! The JSON body of a request, with every way of being wrong told apart.

use api_types::Code;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::problem::ApiError;

/// A JSON body, in and out.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(&request) {
            return Err(ApiError::new(
                Code::UnsupportedMediaType,
                "Send JSON, with Content-Type: application/json.",
            ));
        }
        let bytes = read(request, state).await?;
        parse(&bytes).map(Json)
    }
}

/// The body's bytes; too large and broken bodies are problems.
pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|rejection: BytesRejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            ApiError::new(Code::TooLarge, "The request is larger than this operation takes.")
        }
        _ => ApiError::new(Code::InvalidBody, "The request broke off before its end."),
    })
}

/// Parses JSON: 400 for what is not JSON, 422 for JSON of another shape.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        ApiError::new(
            Code::InvalidBody,
            format!("The body is not UTF-8: byte {} is wrong.", error.valid_up_to()),
        )
    })?;
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => {
            ApiError::new(Code::Invalid, format!("The body does not fit this operation: {error}."))
        }
        _ => ApiError::new(Code::InvalidBody, format!("The body is not JSON: {error}.")),
    })
}

fn is_json(request: &Request) -> bool {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}
