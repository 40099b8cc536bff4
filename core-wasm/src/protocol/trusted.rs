//! Input that the browser makes itself: an act asks for it in its middle, when the person lets Legwork debug the tab.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::{Modifier, MouseButton};

/// One event of mouse or keyboard. Places are CSS pixels of the window's view.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "input", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum TrustedInput {
    /// The mouse moves, or a button of it goes down or up for the `count`th time in a row.
    Mouse { phase: MousePhase, x: f64, y: f64, button: MouseButton, count: u8, modifiers: Vec<Modifier> },
    /// A key goes down or up; `text` is what it writes.
    Key { down: bool, key: String, code: String, number: u16, text: String, modifiers: Vec<Modifier> },
    /// Text that no key writes.
    Text { text: String },
}

/// What the mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum MousePhase {
    Move,
    Press,
    Release,
}
