//! What an agent can do. The tag `do` is the name of the model's tool (`tools.json`), the fields are its arguments.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::argument::{Button, Clicks, Column, Distance, Evidence, Modifier, WaitFor};
use super::target::Target;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Action {
    /// Click an element.
    Click {
        target: Target,
        #[serde(default)]
        button: Button,
        #[serde(default)]
        count: Clicks,
        #[serde(default)]
        modifiers: Vec<Modifier>,
    },
    /// Move the pointer onto an element.
    Hover { target: Target },
    /// Type into a field; with `replace` in place of what is there.
    Type {
        target: Target,
        text: String,
        #[serde(default = "yes")]
        replace: bool,
    },
    /// Empty a field.
    Clear { target: Target },
    /// Press keys or chords one after the other, on an element or where the focus is: `Enter`, `Control+A`.
    Press {
        #[serde(default)]
        target: Option<Target>,
        keys: Vec<String>,
    },
    /// Choose options of a list by label or value.
    Select { target: Target, options: Vec<String> },
    /// Set a checkbox, radio button or switch.
    Check {
        target: Target,
        #[serde(default = "yes")]
        checked: bool,
    },
    /// Drag one element onto another.
    Drag { from: Target, to: Target },
    /// Scroll the page, or `target` as a container: until `to` is in view, or `by` pixels.
    Scroll {
        #[serde(default)]
        target: Option<Target>,
        #[serde(default)]
        to: Option<Target>,
        #[serde(default)]
        by: Option<Distance>,
    },
    /// Put a file the person gave (by its name) into a file input.
    Upload { target: Target, file: String },
    /// Save what a link or button downloads.
    Download { target: Target },
    /// Focus an element.
    Focus { target: Target },
    /// Answer a dialog of the page's script; `text` goes into the field of a prompt.
    Dialog {
        accept: bool,
        #[serde(default)]
        text: Option<String>,
    },
    /// Load an address in the current tab.
    Navigate { url: String },
    /// One page back in the tab's history.
    Back {},
    /// One page forward in the tab's history.
    Forward {},
    /// Load the page again.
    Reload {},
    /// Open an address in a new tab and go there.
    OpenTab { url: String },
    /// Go to another tab of the run, by its number in the observation.
    SwitchTab { tab: u32 },
    /// Close a tab of the run, by its number in the observation.
    CloseTab { tab: u32 },
    /// Wait until something is so.
    Wait { r#for: WaitFor },
    /// Take rows with these columns out of the page, or out of the element `scope`.
    Extract {
        columns: Vec<Column>,
        #[serde(default)]
        scope: Option<Target>,
    },
    /// Read the next part of a table or list that was summarised.
    ReadMore { target: Target },
    /// Ask the person.
    AskUser {
        question: String,
        #[serde(default)]
        choices: Vec<String>,
    },
    /// Keep a note for later steps.
    Remember { note: String },
    /// Say how the goal is to be reached, and how many of these steps are done.
    Plan {
        steps: Vec<String>,
        #[serde(default)]
        done: u32,
    },
    /// Finish with an answer and the words of pages that support it.
    Done {
        answer: String,
        #[serde(default)]
        evidence: Vec<Evidence>,
    },
}

/// Who carries an action out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The content script, on the page.
    Page,
    /// The browser: tabs and addresses.
    Browser,
    /// The loop itself: no effect outside of it.
    Run,
}

fn yes() -> bool {
    true
}

impl Action {
    /// Who carries it out. Everything but [`Place::Run`] passes the gate first.
    pub fn place(&self) -> Place {
        use Action::*;
        match self {
            Click { .. }
            | Hover { .. }
            | Type { .. }
            | Clear { .. }
            | Press { .. }
            | Select { .. }
            | Check { .. }
            | Drag { .. }
            | Scroll { .. }
            | Upload { .. }
            | Download { .. }
            | Focus { .. }
            | Wait { .. } => Place::Page,
            Dialog { .. }
            | Navigate { .. }
            | Back {}
            | Forward {}
            | Reload {}
            | OpenTab { .. }
            | SwitchTab { .. }
            | CloseTab { .. } => Place::Browser,
            Extract { .. }
            | ReadMore { .. }
            | AskUser { .. }
            | Remember { .. }
            | Plan { .. }
            | Done { .. } => Place::Run,
        }
    }

    /// Whose facts the gate judges.
    pub fn subject(&self) -> Subject {
        use Action::*;
        match self {
            Click { target, .. }
            | Hover { target }
            | Type { target, .. }
            | Clear { target }
            | Select { target, .. }
            | Check { target, .. }
            | Upload { target, .. }
            | Download { target }
            | Focus { target }
            | Drag { from: target, .. } => Subject::Element(*target),
            Press { target, .. } => target.map_or(Subject::Focused, Subject::Element),
            Dialog { accept, .. } => Subject::Dialog { accept: *accept },
            Scroll { .. }
            | Wait { .. }
            | Navigate { .. }
            | Back {}
            | Forward {}
            | Reload {}
            | OpenTab { .. }
            | SwitchTab { .. }
            | CloseTab { .. }
            | Extract { .. }
            | ReadMore { .. }
            | AskUser { .. }
            | Remember { .. }
            | Plan { .. }
            | Done { .. } => Subject::Nothing,
        }
    }

    /// What a drag ends on.
    pub fn onto(&self) -> Option<Target> {
        match self {
            Action::Drag { to, .. } => Some(*to),
            _ => None,
        }
    }
}

/// What an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// This element.
    Element(Target),
    /// Whatever has the focus.
    Focused,
    /// The button of the page's open dialog that accepts it, or the one that does not.
    Dialog {
        /// Which of the two.
        accept: bool,
    },
    /// No element, or one nothing happens to.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::super::argument::{ColumnKind, RefState};
    use super::*;

    fn read(text: &str) -> Action {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_is_left_out_is_what_a_person_would_mean() {
        let click = read(r#"{"do":"click","target":7}"#);
        let target = Target::top(7);
        assert_eq!(
            click,
            Action::Click { target, button: Button::Left, count: Clicks::One, modifiers: vec![] }
        );
        assert_eq!(
            read(r#"{"do":"type","target":7,"text":"Ada"}"#),
            Action::Type { target, text: "Ada".into(), replace: true }
        );
        let column = |name: &str, kind| Column { name: name.into(), kind, about: None };
        assert_eq!(
            read(r#"{"do":"extract","columns":["Name",{"name":"Price","kind":"number"}]}"#),
            Action::Extract {
                columns: vec![column("Name", ColumnKind::Text), column("Price", ColumnKind::Number)],
                scope: None
            }
        );
    }

    #[test]
    fn unknown_fields_and_states_that_are_none_are_refused() {
        for text in [
            r#"{"do":"click","target":7,"force":true}"#,
            r#"{"do":"click","target":7,"count":3}"#,
            r#"{"do":"back","url":"x"}"#,
            r#"{"do":"fly"}"#,
            r#"{"do":"wait","for":{"moon":1}}"#,
        ] {
            assert!(serde_json::from_str::<Action>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn waiting_names_one_thing() {
        let visible = WaitFor::RefState { target: Target { frame: 2, node: 7 }, state: RefState::Visible };
        for (text, expected) in [
            (r#"{"text":"Saved"}"#, WaitFor::Text("Saved".into())),
            (r#"{"ref_state":{"target":"f2:7","state":"visible"}}"#, visible),
            (r#"{"network_quiet":{}}"#, WaitFor::NetworkQuiet {}),
            (r#"{"ms":500}"#, WaitFor::Ms(500)),
        ] {
            assert_eq!(serde_json::from_str::<WaitFor>(text).unwrap(), expected);
        }
    }
}
