//! A scripted upstream: a small server that speaks the OpenAI API for tests. It streams, calls tools, reports usage in
//! every odd way, and fails on command in every way a provider fails.
//!
//! ```no_run
//! # async fn example() {
//! use scripted_upstream::{Behaviour, Upstream};
//! let upstream = Upstream::start().await;
//! upstream.push(Behaviour::status(429).retry_after("7"));
//! // … point OPENAI_BASE_URL at upstream.base_url(), ask …
//! assert_eq!(upstream.stats().total, 1);
//! # }
//! ```
//!
//! Without a script it answers like a model that follows Legwork's prompt: see [`answer`].

pub mod answer;
mod behaviour;
mod chat;
mod control;
mod failure;
mod obey;
mod script;
mod server;
mod stats;
mod stream;
mod tool;

pub use behaviour::{Answer, Behaviour, ToolCall, UsageMode};
pub use script::Rule;
pub use server::Upstream;
pub use stats::{Seen, Stats};
