//! Which sites a person literally named in a goal.

use super::address::{self, Blocked};
use super::origin::Origin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What looked like a site in a goal and did not become part of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// As the person wrote it.
    pub text: String,
    /// Why.
    pub reason: RefusedReason,
}

/// Why a name was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum RefusedReason {
    /// Nobody goes there.
    Blocked {
        /// Why.
        blocked: Blocked,
    },
    /// It mixes scripts, or is made of letters that look like others: `like` is how it reads.
    LookAlike {
        /// How it reads.
        like: String,
        /// What it is.
        host: String,
    },
}

/// The sites a goal names.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) origins: BTreeSet<Origin>,
    pub(super) addresses: BTreeSet<String>,
    pub(super) refused: Vec<Refused>,
}

/// The sites a goal names.
pub(super) fn named(goal: &str, home: Option<&Origin>) -> Named {
    let mut named = Named::default();
    for word in goal.split_whitespace() {
        if !word.starts_with("http://") && !word.starts_with("https://") {
            continue;
        }
        match address::check(word, home) {
            Ok((url, origin)) => {
                named.origins.extend(origin.upgraded());
                named.origins.insert(origin);
                named.addresses.insert(url.into());
            }
            Err(blocked) => named
                .refused
                .push(Refused { text: word.to_owned(), reason: RefusedReason::Blocked { blocked } }),
        }
    }
    named
}
