//! What actions are told: the types of their arguments.

use serde::{Deserialize, Serialize};

use super::target::Target;
pub use crate::protocol::{Distance, Modifier, MouseButton as Button, RefState};

/// How many clicks: written as 1 or 2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Clicks {
    /// A click.
    #[default]
    One,
    /// A double click.
    Two,
}

impl TryFrom<u8> for Clicks {
    type Error = &'static str;

    fn try_from(count: u8) -> Result<Self, Self::Error> {
        match count {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            _ => Err("count is 1 or 2"),
        }
    }
}

impl From<Clicks> for u8 {
    fn from(clicks: Clicks) -> u8 {
        match clicks {
            Clicks::One => 1,
            Clicks::Two => 2,
        }
    }
}

/// What to wait for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum WaitFor {
    /// The text stands in the page.
    Text(String),
    /// The text no longer stands in the page.
    GoneText(String),
    /// The element is in a state.
    RefState { target: Target, state: RefState },
    /// The address contains this.
    Url(String),
    /// Nothing was loaded for a moment.
    NetworkQuiet {},
    /// This many milliseconds passed.
    Ms(u32),
}

/// A column of rows to extract; a bare name is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ColumnWire")]
pub struct Column {
    /// Its name, unique among the columns.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// What it means, when the name does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ColumnKind {
    #[default]
    Text,
    Number,
    Boolean,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnWire {
    Name(String),
    Whole {
        name: String,
        #[serde(default)]
        kind: ColumnKind,
        #[serde(default)]
        about: Option<String>,
    },
}

impl From<ColumnWire> for Column {
    fn from(wire: ColumnWire) -> Self {
        match wire {
            ColumnWire::Name(name) => Self { name, kind: ColumnKind::Text, about: None },
            ColumnWire::Whole { name, kind, about } => Self { name, kind, about },
        }
    }
}

/// Words of a page that support the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Words copied exactly from a page.
    pub quote: String,
    /// Address of the page they stand on, as the model names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
