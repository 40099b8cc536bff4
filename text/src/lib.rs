//! Text as both the engine and the server need it: words, sentences, ranking, quotes, token estimates.
//!
//! Pure and without dependencies, so that it weighs little in the browser. Written for English, Arabic and Chinese
//! and kind to the rest.

mod bm25;
mod clean;
mod fold;
mod quote;
mod sentences;
mod stop;
mod tokens;
mod words;

pub use bm25::Bm25;
pub use clean::{clean, is_invisible};
pub use quote::find_quote;
pub use sentences::sentences;
pub use tokens::estimate_tokens;
pub use words::words;
