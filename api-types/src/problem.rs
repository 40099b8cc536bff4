//! RFC 9457 problem documents: the one shape of every error.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $status:literal $title:literal),* $(,)?) => {
        /// What went wrong, as a program reads it. The status and title belong to the code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $variant),* }

        impl Code {
            /// Every code, for documentation and tests.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];
            /// HTTP status of the code.
            pub const fn status(self) -> u16 { match self { $(Code::$variant => $status),* } }
            /// Short title of the code, the same each time it is used.
            pub const fn title(self) -> &'static str { match self { $(Code::$variant => $title),* } }
        }
    };
}

codes! {
    /// The body is not JSON, or not of the documented shape.
    InvalidBody = 400 "Malformed request",
    /// No credentials, or none that hold.
    Unauthorized = 401 "Sign in needed",
    /// Mail address and password do not match.
    InvalidCredentials = 401 "Wrong e-mail or password",
    /// The token is unknown, used or expired.
    InvalidToken = 400 "Link or token no longer valid",
    /// The plan does not include this.
    SubscriptionNeeded = 402 "Subscription needed",
    /// The role does not allow this.
    Forbidden = 403 "Not allowed",
    /// The e-mail address must be confirmed first.
    EmailNotVerified = 403 "Confirm your e-mail address",
    /// Missing, or another tenant's.
    NotFound = 404 "Not found",
    /// The path exists, the method does not.
    MethodNotAllowed = 405 "Method not allowed",
    /// The state does not allow it.
    Conflict = 409 "Conflict",
    /// The body is larger than allowed.
    TooLarge = 413 "Too large",
    /// The media type is not accepted.
    UnsupportedMediaType = 415 "Unsupported media type",
    /// A field breaks a rule; see `fields`.
    Invalid = 422 "Invalid input",
    /// The idempotency key came before with another body.
    IdempotencyKeyReused = 422 "Idempotency key reused",
    /// The document can not be read; `detail` says why.
    UnreadableDocument = 422 "Document not readable",
    /// A limit of the plan is reached.
    LimitReached = 429 "Plan limit reached",
    /// Too many requests, or too many failed attempts.
    TooManyRequests = 429 "Too many requests",
    /// A fault of the server.
    Internal = 500 "Internal error",
    /// The model's provider failed or answered nonsense.
    UpstreamFailed = 502 "The model's provider failed",
    /// The server can not answer now.
    Unavailable = 503 "Temporarily unavailable",
    /// The model's provider is overloaded or limits this server.
    UpstreamBusy = 503 "The model's provider is busy",
    /// The model's provider took too long.
    UpstreamTimeout = 504 "The model's provider took too long",
}

/// `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Always `about:blank`; `code` tells problems apart.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short title, the same for every problem of this code.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What went wrong, as a program reads it.
    pub code: Code,
    /// A sentence a person understands.
    pub detail: String,
    /// Fields that break a rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// Names this request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Seconds after which trying again makes sense, as `Retry-After` says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// Which limit, with code `limit_reached`.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub limit_reached: Option<LimitReached>,
}

impl Problem {
    /// A problem of `code` with the sentence `detail`.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".into(),
            title: code.title().into(),
            status: code.status(),
            code,
            detail: detail.into(),
            fields: Vec::new(),
            request_id: None,
            retry_after: None,
            limit_reached: None,
        }
    }
}

/// A field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Path of the field, as `page.passages[3].text`.
    pub field: String,
    /// Which rule: `required`, `too_short`, `too_long`, `malformed`, `taken`, `too_weak`.
    pub code: String,
    /// A sentence a person understands.
    pub detail: String,
}

/// Extension members of a `limit_reached` problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitReached {
    /// Plan key.
    pub plan: String,
    /// Meter: `questions`, `cost_nanos`, …
    pub meter: String,
    /// The limit.
    pub limit: u64,
    /// Units used or held.
    pub used: u64,
    /// When the next period starts.
    pub resets_at: String,
}
