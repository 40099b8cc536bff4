//! What both sides of HTTP must agree on: request and response bodies, ids and error codes. Serde only, so that it
//! compiles for the server and for the browser. One file per server feature.
//!
//! Requests refuse unknown fields; responses may grow. Times are RFC 3339 UTC strings.

pub mod api_keys;
pub mod ask;
pub mod auth;
pub mod info;
pub mod me;
pub mod plans;
pub mod problem;
pub mod profile;
pub mod usage;

pub use problem::{Code, FieldError, LimitReached, Problem};
