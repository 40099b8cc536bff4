//! What the content script tells of the element an act is about, the Rust half of `extension/content/act/facts.ts`.
//!
//! Facts are resolved twice: when an act is proposed and right before it is done. They are measured by the content
//! script in its isolated world, but what they say is the page's: labels lie, so a word in them only ever raises a class.

use serde::{Deserialize, Serialize};

/// The element an act is about. Missing texts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetFacts {
    /// Tag name in lower case.
    pub tag: String,
    /// Type of an `input` or `button` as the browser resolves it (`input.type`), in lower case; else empty.
    pub kind: String,
    /// The `autocomplete` attribute, in lower case.
    pub autocomplete: String,
    /// The `name` attribute.
    pub field_name: String,
    /// The visible name, at most 120 characters.
    pub label: String,
    /// The `role` attribute, in lower case.
    pub role_attribute: String,
    /// Where the link the element is, or is in, goes, resolved.
    pub href: Option<String>,
    /// Whether that link has a `download` attribute.
    pub download: bool,
    /// Whether activating it opens another window (`target=_blank` and the like).
    pub target_blank: bool,
    /// Whether text can be written into it.
    pub editable: Editable,
    /// Whether it is disabled, also by a `fieldset` or `aria-disabled`.
    pub disabled: bool,
    /// Whether a person can see it: it has a box and is not hidden, transparent or clipped away. Not whether it is
    /// scrolled into view.
    pub visible: bool,
    /// Whether it lies in the viewport. Not part of the fingerprint.
    pub in_view: bool,
    /// The form it belongs to.
    pub form: Option<FormFacts>,
    /// Whether activating it submits that form.
    pub submits: bool,
    /// The `data-testid` attribute or one of its relatives.
    pub test_id: String,
    /// Stable hash of all of this but `in_view` and `around`, with the values that stand in the fields of the form.
    pub fingerprint: String,
    /// URL of the document the element is in.
    pub document_url: String,
    /// Text of the part of the page it stands in, at most 2,000 characters: what a payment costs is read off it. Empty for
    /// fields. Not part of the fingerprint.
    pub around: String,
}

impl TargetFacts {
    /// The same with `mask` over what people typed, what stands on it and around it: a value of the vault may be among it.
    #[must_use]
    pub fn masked(mut self, mask: impl Fn(&str) -> String) -> Self {
        for field in self.form.iter_mut().flat_map(|form| &mut form.fields) {
            field.value = mask(&field.value);
        }
        self.label = mask(&self.label);
        self.around = mask(&self.around);
        self
    }
}

/// What kind of text an element takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Editable {
    /// None.
    #[default]
    None,
    /// Plain: `input`, `textarea`.
    Text,
    /// `contenteditable`.
    Rich,
}

/// A form, as it would be submitted by the element the facts are about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormFacts {
    /// Where it goes, resolved; the submitter's `formaction` counts.
    pub action: String,
    /// `get`, `post` or `dialog`; the submitter's `formmethod` counts.
    pub method: String,
    /// Encoding type; the submitter's `formenctype` counts.
    pub encoding: String,
    /// `search` when the form has that role or stands in a `search` element, else the `role` attribute.
    pub role: String,
    /// Visible name of its default submit button, at most 120 characters: what Enter in a field presses.
    pub submit_label: String,
    /// Its controls, hidden ones included, at most 100.
    pub fields: Vec<FieldFacts>,
}

/// A control of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldFacts {
    /// The `name` attribute.
    pub name: String,
    /// Its type as the browser resolves it: `text`, `password`, `hidden`, `select-one`, `textarea`, `submit`, …
    pub kind: String,
    /// The `autocomplete` attribute, in lower case.
    pub autocomplete: String,
    /// Whether it has a value or is checked.
    pub filled: bool,
    /// What it holds, at most 500 characters, for the person who approves; empty for secrets, boxes, files and what is
    /// hidden.
    pub value: String,
}
