//! Sensitive acts a person approved beforehand, for runs nobody watches.

use super::contract::Money;
use super::origin::Origin;
use super::proposal::Verb;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One sensitive act, approved beforehand: exactly this verb, on this origin, with these fields, so often and so dear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Origin of the page and of the frame; where the act submits to or goes must be the same.
    pub origin: Origin,
    /// What is done.
    pub verb: Verb,
    /// Names of the fields of the form that is submitted, or of the field that is written: all of them, and no more.
    pub fields: BTreeSet<String>,
    /// How often and how dear.
    pub cap: Cap,
}

/// What a template allows in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// How many times.
    pub count: u32,
    /// How much in all. An act that pays and whose amount is not known, or is in another currency, does not match.
    pub spend: Option<Money>,
}
