//! The server over HTTP, on SQLite and on Postgres: `<feature>/<verb>.rs`.

#![allow(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod harness;

mod ask;
mod auth;
mod llm;
mod platform;
mod portal;
mod profile;
mod usage;
