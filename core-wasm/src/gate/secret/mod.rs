//! Secrets: the model sees `{{secret:name}}` and never the value.
//!
//! [`Vault::fill`] puts a value in at the last step, [`Vault::mask`] takes it out of what is observed afterwards, and
//! [`Vault::check_outgoing`] is the last look at every prompt before it leaves.

mod fill;
mod search;
mod view;

use super::origin::Origin;
use search::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

pub use fill::{Filled, SecretRefusal, is_secret_name, named_secret, placeholder};

/// One value of the vault.
#[derive(Clone)]
pub struct Secret {
    /// What the model calls it: letters, digits, `_`, `-` and `.`.
    pub name: String,
    /// The only origin it may be put in.
    pub origin: Origin,
    /// Which fields it fits.
    pub kind: SecretKind,
    /// The value. Nothing prints it.
    pub value: SecretValue,
}

/// Which fields a secret fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// User name, mail address or customer number to sign in with.
    Username,
    /// Password.
    Password,
    /// One-time or recovery code.
    Code,
    /// Number, holder, expiry or check number of a card.
    Card,
    /// Anything else: a passport number.
    Text,
}

/// The value of a secret. Not serialisable, and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretValue(String);

impl SecretValue {
    /// Wraps a value.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SecretValue(…)")
    }
}

/// The secrets a run may use.
#[derive(Clone, Default)]
pub struct Vault {
    secrets: Vec<Secret>,
    /// Put in and told no more, but found all the same: they may still stand where they were typed.
    retired: Vec<Secret>,
}

impl Vault {
    /// A vault of these. Empty values are left out: they stand in every text.
    #[must_use]
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self { secrets: kept(secrets), retired: Vec::new() }
    }

    /// The same, which knows what was kept before.
    #[must_use]
    pub fn with_retired(self, retired: impl IntoIterator<Item = Secret>) -> Self {
        Self { retired: kept(retired), ..self }
    }

    /// The same for texts of a page of `origin`: a value that is kept for several sites goes by its name there.
    #[must_use]
    pub fn read_at(&self, origin: Option<&Origin>) -> Self {
        let mut here = self.clone();
        here.secrets.sort_by_key(|secret| Some(&secret.origin) != origin);
        here
    }

    fn find(&self, text: &str) -> Vec<Span<'_>> {
        search::find(self.secrets.iter().chain(&self.retired), text)
    }

    /// Names and kinds of the secrets for an origin, to be told to the model.
    pub fn names_for<'a>(&'a self, origin: &'a Origin) -> impl Iterator<Item = (&'a str, SecretKind)> {
        self.secrets
            .iter()
            .filter(move |secret| secret.origin == *origin)
            .map(|secret| (secret.name.as_str(), secret.kind))
    }

    /// The text with every value of the vault, in whatever encoding, replaced by its placeholder. For observations and
    /// everything else read from pages.
    #[must_use]
    pub fn mask(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        // Two encodings may lie across each other; what is left of one is found in the next round.
        for _ in 0..4 {
            let found = self.find(&masked);
            if found.is_empty() {
                break;
            }
            for span in found.iter().rev() {
                masked.replace_range(span.range.clone(), &placeholder(span.name));
            }
        }
        masked
    }

    /// Refuses a prompt that contains a value of the vault in any encoding. Give it the whole body that is sent.
    ///
    /// # Errors
    ///
    /// The name of the first secret found. The prompt must not leave.
    pub fn check_outgoing(&self, prompt: &str) -> Result<(), Leak> {
        match self.find(prompt).first() {
            Some(span) => Err(Leak { name: span.name.to_owned() }),
            None => Ok(()),
        }
    }
}

fn kept(secrets: impl IntoIterator<Item = Secret>) -> Vec<Secret> {
    secrets.into_iter().filter(|secret| !secret.value.0.trim().is_empty()).collect()
}

impl fmt::Debug for Vault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Vault({})", self.secrets.len())
    }
}

/// A prompt contains a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the prompt contains the secret {name}")]
pub struct Leak {
    /// Name of the secret.
    pub name: String,
}
