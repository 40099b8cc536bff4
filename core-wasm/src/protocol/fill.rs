//! Filling a form from the profile.

use serde::{Deserialize, Serialize};

/// A field and what could stand in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillField {
    /// Number in the proposal.
    pub n: u32,
    /// Its name, as the page gives it: untrusted.
    pub label: String,
    /// What the profile has for it.
    pub value: String,
    /// What can be chosen there, in the page's words; empty where it is typed.
    pub options: Vec<String>,
    /// Whether something stands in it already.
    pub filled: bool,
    /// Host of the frame it is in, where that is not the page's.
    pub host: Option<String>,
}

/// What the person wants in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FillValue {
    /// Number in the proposal.
    pub n: u32,
    /// The text, or the option.
    pub text: String,
}

/// What came of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledField {
    /// Number in the proposal.
    pub n: u32,
    /// Whether it holds the text now.
    pub done: bool,
}
