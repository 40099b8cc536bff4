//! The one error of handlers. [`Problem`] is what clients see; this adds what belongs to HTTP.
//!
//! Which error belongs where: `rules.rs` returns its own enum or [`FieldError`]s; `store.rs` returns `sqlx::Error`;
//! handlers return [`ApiError`]. A fault of ours is logged with its cause and answered as `internal` without it.

use api_types::{Code, FieldError, LimitReached, Problem};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::request_id;

/// A problem on its way to the client.
#[derive(Debug)]
pub struct ApiError {
    /// What the client sees.
    pub problem: Box<Problem>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
}

/// What handlers return.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// A problem with a sentence for the person.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { problem: Box::new(Problem::new(code, detail)), retry_after: None }
    }

    /// Missing or foreign: the same body.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here.")
    }

    /// Not signed in.
    pub fn unauthorized() -> Self {
        Self::new(Code::Unauthorized, "Sign in to go on.")
    }

    /// One or more fields break a rule.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let detail = fields.first().map_or_else(String::new, |field| field.detail.clone());
        let mut error = Self::new(Code::Invalid, detail);
        error.problem.fields = fields;
        error
    }

    /// A limit of the plan is reached.
    pub fn limit_reached(detail: impl Into<String>, limit: LimitReached, retry_after: u64) -> Self {
        let mut error = Self::new(Code::LimitReached, detail);
        error.problem.limit_reached = Some(limit);
        error.retry_after = Some(retry_after);
        error
    }

    /// A fault of ours: logged, not told.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(request_id = request_id::current(), %cause, "internal error");
        Self::new(Code::Internal, "Something went wrong on our side. It is logged; please try again.")
    }

    /// Sets the seconds after which trying again makes sense.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                tracing::error!(request_id = request_id::current(), %error, "database unavailable");
                Self::new(Code::Unavailable, "The database can not be reached. Please try again shortly.")
                    .retry_after(5)
            }
            other => Self::internal(other),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut problem = self.problem;
        problem.request_id = problem.request_id.or_else(request_id::current);
        problem.retry_after = self.retry_after;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(limit) = &problem.limit_reached {
            headers.insert("x-ratelimit-limit", HeaderValue::from(limit.limit));
            headers
                .insert("x-ratelimit-remaining", HeaderValue::from(limit.limit.saturating_sub(limit.used)));
            if let Some(seconds) = self.retry_after {
                headers.insert("x-ratelimit-reset", HeaderValue::from(seconds));
            }
        }
        response
    }
}
