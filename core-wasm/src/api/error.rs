//! How a call of the server fails, and how the views hear of it.

use api_types::{Code, Problem};

use crate::protocol::{Failure, FailureKind};
use crate::tagged::from_json;

/// How a call fails.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// No connection.
    Offline,
    /// The answer broke off.
    Interrupted,
    /// There is no session, or it ended.
    SignedOut,
    /// The answer is not of the documented shape: something else than our server is there.
    Malformed,
}

impl ApiError {
    /// Reads the body of an answer with an error status. Proxies in between answer without a problem document.
    pub fn from_body(status: u16, body: &[u8]) -> Self {
        match from_json::<Problem>(body) {
            Ok(problem) => ApiError::Problem(Box::new(problem)),
            Err(_) if matches!(status, 502..=504) => {
                ApiError::Problem(Box::new(Problem::new(Code::Unavailable, String::new())))
            }
            Err(_) if status == 429 => {
                ApiError::Problem(Box::new(Problem::new(Code::TooManyRequests, String::new())))
            }
            Err(_) if status == 413 => {
                ApiError::Problem(Box::new(Problem::new(Code::TooLarge, String::new())))
            }
            Err(_) => ApiError::Malformed,
        }
    }

    /// Whether the server is only away for a moment.
    pub fn is_passing(&self) -> bool {
        match self {
            ApiError::Offline | ApiError::Interrupted => true,
            ApiError::Problem(problem) => {
                matches!(problem.code, Code::Unavailable | Code::UpstreamTimeout | Code::UpstreamBusy)
            }
            ApiError::SignedOut | ApiError::Malformed => false,
        }
    }

    /// Whether the server does not accept the access token.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, ApiError::Problem(problem) if problem.code == Code::Unauthorized)
    }
}

impl From<FailureKind> for Failure {
    fn from(kind: FailureKind) -> Self {
        Failure { kind, detail: String::new(), fields: Vec::new(), limit: None }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        let kind = match problem.code {
            Code::Unauthorized => FailureKind::SignedOut,
            code => FailureKind::Api(code),
        };
        Failure { kind, detail: problem.detail, fields: problem.fields, limit: problem.limit_reached }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Problem(problem) => (*problem).into(),
            // Whatever answers there is not our server: for a person the same as none.
            ApiError::Offline | ApiError::Malformed => FailureKind::Offline.into(),
            ApiError::Interrupted => FailureKind::Interrupted.into(),
            ApiError::SignedOut => FailureKind::SignedOut.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_document_keeps_its_limit() {
        let body = br#"{"type":"about:blank","title":"Plan limit reached","status":429,"code":"limit_reached",
            "detail":"10 of 10","plan":"free","meter":"questions","limit":10,"used":10,"resets_at":"2026-12-01T00:00:00Z"}"#;
        let failure = Failure::from(ApiError::from_body(429, body));
        assert_eq!(failure.kind, FailureKind::Api(Code::LimitReached));
        assert_eq!(failure.limit.unwrap().limit, 10);
    }

    #[test]
    fn a_proxys_error_page_is_not_taken_for_our_server() {
        assert!(ApiError::from_body(503, b"<html>").is_passing());
        assert_eq!(ApiError::from_body(404, b"<html>"), ApiError::Malformed);
    }
}
