//! The Legwork server: accounts and workspaces, plans and metering, the way to the model, the portal.
//!
//! `app` is the only list of features; each feature is a folder whose `mod.rs` says what it is for. `platform` is what
//! they stand on.

pub mod admin;
pub mod app;
pub mod ask;
pub mod auth;
pub mod docs;
pub mod health;
pub mod idempotency;
pub mod llm;
pub mod plans;
pub mod platform;
pub mod portal;
pub mod profile;
pub mod serve;
pub mod site;
pub mod usage;
pub mod workspaces;
