//! `Idempotency-Key`: the same request twice is answered once.
//!
//! The claim is the first durable write of a request. The same key and body gets the stored answer, another body 422,
//! and a request that is still under way 409. Only whole answers are stored: one that failed or was left by its client
//! frees the key, so that trying again is a try.

mod layer;
mod store;

pub use layer::{Unrepeatable, layer};
pub use store::delete_older_than;
