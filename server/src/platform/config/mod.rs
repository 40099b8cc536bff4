//! Configuration: command line, then environment, then a TOML file, then defaults. The only place that reads the
//! environment.

mod dev_secrets;
mod settings;
mod source;

pub use settings::{Database, Flags, Mail, Settings, Upstream};
pub use source::Source;
