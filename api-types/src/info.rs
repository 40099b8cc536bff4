//! `GET /api/v1/info`: what a view needs before anyone is signed in.

use serde::{Deserialize, Serialize};

/// Who answers questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answerer {
    /// A language model behind the server's key.
    Llm,
    /// The built-in offline answerer: quotes the passages that fit best, writes nothing of its own.
    Offline,
}

/// What a model costs, in nano-dollars a token ($1 a million tokens = 1,000).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ModelPrice {
    /// A token sent.
    pub input: u64,
    /// A token written.
    pub output: u64,
}

/// Answer of `GET /info`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerInfo {
    /// Server version.
    pub version: String,
    /// Who answers.
    pub answerer: Answerer,
    /// Model that answers, `offline` without one.
    pub model: String,
    /// What a token of it costs; absent when nobody knows.
    #[serde(default)]
    pub price: Option<ModelPrice>,
    /// Address of the account portal, no trailing slash.
    pub portal_url: String,
    /// Whether asking needs a confirmed e-mail address.
    pub require_verified_email: bool,
}
