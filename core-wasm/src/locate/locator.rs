//! What is known of an element.

use serde::{Deserialize, Serialize};

use super::stable;

/// What was known of an element when it was recorded. Texts are the page's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locator {
    /// Token of its role (WAI-ARIA 1.2); `generic` for what has none and can be operated all the same.
    pub role: String,
    /// Its accessible name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Names that programs gave it.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// Its type, of an `input`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// What stands in it while it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub placeholder: String,
    /// The heading above it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// The part of the page it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Section>,
    /// The words beside it, its own left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub near: String,
    /// Of the words beside it those that tell it from others of its role and name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// How far out those words stand: through so many boxes with more words each.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub reach: u32,
    /// Roles around it, from the outside in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// Address of its frame without query, of a child frame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<String>,
    /// How many others of its role and name there were.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub twins: u32,
    /// How many of these in the same part of the page, under the same heading.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub twins_here: u32,
    /// Whether it was the only one of its role and type in its part of the page.
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
}

/// A part of a page: a landmark, a form, a dialog, a group, a list or table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Token of its role.
    pub role: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Names that programs gave an element: only its content script knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// `data-testid` or one of its relatives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub test_id: String,
    /// The `id` attribute.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The `name` attribute.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
}

impl Marks {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without those that look made up anew for each rendering.
    pub(super) fn stable(&self) -> Self {
        let kept = |mark: &String| if stable::is_stable(mark) { mark.clone() } else { String::new() };
        Self { test_id: kept(&self.test_id), id: kept(&self.id), field: kept(&self.field) }
    }
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

fn is_false(is: &bool) -> bool {
    !is
}
