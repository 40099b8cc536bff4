//! What the person keeps for sites. Values come in and never go out.

use serde::{Deserialize, Serialize};

use crate::gate::{Origin, SecretKind};

/// A secret as the views know it: without its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSecret {
    /// What the model calls it.
    pub name: String,
    /// The only site it is typed into.
    pub origin: Origin,
    /// Which fields take it.
    pub kind: SecretKind,
}

/// A secret to be kept. In place of one of the same name for the same site.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSecret {
    /// Letters, digits, `_`, `-` and `.`; 40 at most.
    pub name: String,
    /// An address of the site; without a scheme, `https`.
    pub site: String,
    /// Which fields take it.
    pub kind: SecretKind,
    /// Up to 500 characters.
    pub value: String,
}

impl std::fmt::Debug for NewSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewSecret({} for {})", self.name, self.site)
    }
}
