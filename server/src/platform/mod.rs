//! What every feature stands on: configuration, database, errors, mail, time. Nothing here knows a feature.

pub mod body;
pub mod clock;
pub mod config;
pub mod db;
pub mod id;
pub mod mail;
pub mod peer;
pub mod problem;
pub mod request_id;
pub mod secret;
