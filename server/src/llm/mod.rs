//! The way to a language model: one upstream that speaks the OpenAI API, metered from the first byte to the last.
//!
//! Whoever wants an answer reserves first ([`reserve`]) and then streams through [`Metered`], which keeps the hold and
//! writes into it what was used, so that it is right whenever the stream is dropped.

mod chat_completions;
mod chunk;
mod client;
mod metered;
mod models;
mod offline;
mod prices;
mod reserve;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use client::{Client, UpstreamError};
pub use metered::Metered;
pub use offline::best_sentences;
pub use prices::listed as listed_price;
pub use reserve::{Bound, reserve};

use crate::app::App;
use crate::platform::config::{Settings, Upstream};

/// Name of the offline answerer where a model is named.
pub const OFFLINE_MODEL: &str = "offline";

/// Who answers.
pub enum Llm {
    /// The built-in extractive answerer.
    Offline,
    /// An upstream.
    OpenAi {
        /// Connection to it.
        client: Client,
        /// Model asked for when the request names none.
        model: String,
    },
}

impl Llm {
    /// The configured one.
    pub fn new(settings: &Settings) -> anyhow::Result<Self> {
        Ok(match &settings.upstream {
            Upstream::Offline => Self::Offline,
            Upstream::OpenAi { base_url, api_key, model } => {
                let client =
                    Client::new(base_url.clone(), api_key.clone(), settings.upstream_silence_seconds)?;
                Self::OpenAi { client, model: model.clone() }
            }
        })
    }

    /// Model asked for by default.
    pub fn model(&self) -> &str {
        match self {
            Self::Offline => OFFLINE_MODEL,
            Self::OpenAi { model, .. } => model,
        }
    }
}

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(chat_completions::chat_completions)).routes(routes!(models::models))
}
