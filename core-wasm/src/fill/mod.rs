//! Filling forms from the profile: which field asks for what, and what is known. Pure; the person approves each value.

mod choice;
mod detail;
mod profile;

pub use choice::{Choice, choose};
pub use detail::Detail;
pub use profile::Profile;
