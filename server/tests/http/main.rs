//! The server over HTTP, on SQLite and on Postgres: `<feature>/<verb>.rs`.

mod harness;

mod ask;
mod auth;
mod llm;
mod platform;
mod portal;
mod profile;
mod usage;
