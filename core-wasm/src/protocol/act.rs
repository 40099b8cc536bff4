//! What hands can do in a page (`extension/content/act/`) and what they tell of it.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

/// One act in a page; the target, when it has one, comes beside it.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ContentAct {
    /// Click `count` times: once or twice.
    Click { button: MouseButton, count: u8, modifiers: Vec<Modifier> },
    /// Move the mouse onto it.
    Hover {},
    /// Type, with `replace` in place of what is there. Never presses Enter: line breaks are written without the key.
    Type { text: String, replace: bool },
    /// Empty the field.
    Clear {},
    /// Press keys or chords one after the other, there or where the focus is: `Enter`, `Control+A`.
    Press { keys: Vec<String> },
    /// Choose options by label or value: all of a list that takes several.
    Select { options: Vec<String> },
    /// Set a checkbox, radio button or switch.
    Check { checked: bool },
    /// Drag it onto the element `to` of the same frame, if the fingerprint of that is still `expect`.
    Drag { to: u32, expect: Option<String> },
    /// Scroll until `to` is in view, or the box around the target (the page without one) by a distance; a screenful down
    /// without either.
    Scroll { to: Option<u32>, by: Option<Distance> },
    /// Give it files.
    Upload { files: Vec<UploadFile> },
    /// Put the focus there.
    Focus {},
    /// Wait until something is so.
    Wait { r#for: ContentWait },
}

/// A mouse button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum MouseButton {
    #[default]
    Left,
    Right,
    Middle,
}

/// A key held during a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Modifier {
    Alt,
    Control,
    Meta,
    Shift,
}

/// CSS pixels to the right and down; negative to the left and up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Distance {
    #[serde(default)]
    pub x: f64,
    #[serde(default)]
    pub y: f64,
}

/// A file to upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UploadFile {
    /// Its name, without folders.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes in base64.
    pub content: String,
}

/// What to wait for in a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ContentWait {
    /// The text is shown, whatever its case and spaces.
    Text(String),
    /// The text is not shown.
    GoneText(String),
    /// The target is in this state.
    RefState(RefState),
    /// The document is loaded, and for half a second nothing ended loading and nothing changed. An isolated world does
    /// not see requests that are under way.
    NetworkQuiet {},
}

/// State of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum RefState {
    Visible,
    Hidden,
    Enabled,
    Disabled,
    Checked,
    Unchecked,
    Gone,
}

/// What an act itself could see; the next observation tells the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acted {
    /// What stands in the field, list or editor now, at most 2,000 characters; never of password and card fields.
    pub value: Option<String>,
    /// Whether it is checked now.
    pub checked: Option<bool>,
    /// Ref of what has the focus now.
    pub focus: Option<u32>,
    /// The target left the document.
    pub gone: bool,
    /// The page prevented what the browser would have done.
    pub prevented: bool,
    /// Ref of the file input by which the page asked for a file: `Upload` gives it one.
    pub file_input: Option<u32>,
    /// Where what was scrolled stands now.
    pub scroll: Option<ScrollPlace>,
}

/// How far something is scrolled and can be, in CSS pixels. Lists that go the other way count below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct ScrollPlace {
    pub x: i32,
    pub y: i32,
    pub most_x: i32,
    pub most_y: i32,
}

/// Why an act was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActCode {
    /// The element is gone from the document.
    Stale,
    /// It can not be seen.
    NotVisible,
    /// It keeps moving.
    NotStable,
    /// It, or something around it, is disabled.
    Disabled,
    /// Something else would get the click; the detail says what.
    Covered,
    /// It takes no text.
    NotEditable,
    /// There is no such option; the detail says which there are.
    NoOption,
    /// The field takes another kind of value; the detail says which.
    BadValue,
    /// It is no longer what was judged.
    Changed,
    /// It was done, and the page did not take it.
    Unchanged,
    /// It can not be done there.
    Unsupported,
    /// What was waited for did not come.
    Timeout,
    /// It was cancelled.
    Cancelled,
}

impl ActCode {
    /// Every code.
    pub const ALL: [Self; 13] = [
        Self::Stale,
        Self::NotVisible,
        Self::NotStable,
        Self::Disabled,
        Self::Covered,
        Self::NotEditable,
        Self::NoOption,
        Self::BadValue,
        Self::Changed,
        Self::Unchanged,
        Self::Unsupported,
        Self::Timeout,
        Self::Cancelled,
    ];
}
