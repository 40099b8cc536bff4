//! A step of a recipe: an act of the agent on an element that is described, not numbered.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::parameter::{self, Values};
use crate::agent::{Action, Button, Clicks, Modifier, Target, WaitFor};
use crate::gate::Verb;
use crate::locate::Locator;

/// One step. Texts, options and addresses may hold `{{parameter}}`s.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "nearly all of them have a locator")]
pub enum Step {
    /// Click; with `opens_page` another document takes the place of the page.
    Click {
        on: Locator,
        #[serde(default, skip_serializing_if = "is_default")]
        button: Button,
        #[serde(default, skip_serializing_if = "is_default")]
        count: Clicks,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        modifiers: Vec<Modifier>,
        #[serde(default, skip_serializing_if = "is_default")]
        opens_page: bool,
    },
    /// Move the pointer onto it.
    Hover { on: Locator },
    /// Type in place of what is there.
    Type { on: Locator, text: String },
    /// Press keys or chords, there or where the focus is.
    Press {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Locator>,
        keys: Vec<String>,
        #[serde(default, skip_serializing_if = "is_default")]
        opens_page: bool,
    },
    /// Choose options by label or value.
    Select { on: Locator, options: Vec<String> },
    /// Set a checkbox, radio button or switch.
    Check { on: Locator, checked: bool },
    /// Drag it onto another element.
    Drag { on: Locator, onto: Locator },
    /// Go to an address.
    Navigate { url: String },
    /// One page back.
    Back {},
    /// Load the page again.
    Reload {},
    /// Wait until something is so.
    Wait { r#for: Condition },
    /// Go on only if something is so.
    Expect { that: Condition },
    /// The person does something themselves, say chooses a file.
    Person { say: String },
}

/// What is waited for or expected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[allow(clippy::large_enum_variant, reason = "few of them")]
pub enum Condition {
    /// The text stands in the page.
    Text(String),
    /// The text no longer stands in the page.
    GoneText(String),
    /// The address contains this.
    Url(String),
    /// The element is there.
    Element(Locator),
    /// So many milliseconds passed.
    Ms(u32),
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Step {
    /// The element it is about.
    pub fn locator(&self) -> Option<&Locator> {
        match self {
            Self::Click { on, .. }
            | Self::Hover { on }
            | Self::Type { on, .. }
            | Self::Select { on, .. }
            | Self::Check { on, .. }
            | Self::Drag { on, .. } => Some(on),
            Self::Press { on, .. } => on.as_ref(),
            Self::Wait { r#for: Condition::Element(on) } | Self::Expect { that: Condition::Element(on) } => {
                Some(on)
            }
            _ => None,
        }
    }

    /// The same, to be healed.
    pub fn locator_mut(&mut self) -> Option<&mut Locator> {
        match self {
            Self::Click { on, .. }
            | Self::Hover { on }
            | Self::Type { on, .. }
            | Self::Select { on, .. }
            | Self::Check { on, .. }
            | Self::Drag { on, .. } => Some(on),
            Self::Press { on, .. } => on.as_mut(),
            Self::Wait { r#for: Condition::Element(on) } | Self::Expect { that: Condition::Element(on) } => {
                Some(on)
            }
            _ => None,
        }
    }

    /// What a drag ends on.
    pub fn onto(&self) -> Option<&Locator> {
        match self {
            Self::Drag { onto, .. } => Some(onto),
            _ => None,
        }
    }

    /// Whether another document takes the place of the page by it.
    pub fn opens_page(&self) -> bool {
        match self {
            Self::Click { opens_page, .. } | Self::Press { opens_page, .. } => *opens_page,
            Self::Navigate { .. } | Self::Back {} | Self::Reload {} => true,
            _ => false,
        }
    }

    /// Whether doing it twice leaves the page as doing it once.
    pub fn is_repeatable(&self) -> bool {
        !matches!(self, Self::Click { .. } | Self::Press { .. } | Self::Drag { .. } | Self::Back {})
    }

    /// Its texts in which parameters may stand.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Type { text, .. } => vec![text],
            Self::Select { options, .. } => options.iter_mut().collect(),
            Self::Navigate { url } => vec![url],
            Self::Wait { r#for: condition } | Self::Expect { that: condition } => match condition {
                Condition::Text(text) | Condition::GoneText(text) | Condition::Url(text) => vec![text],
                Condition::Element(_) | Condition::Ms(_) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The same, to read.
    pub fn texts(&self) -> Vec<String> {
        self.clone().texts_mut().into_iter().map(|text| text.clone()).collect()
    }

    /// The agent's act it is, on these elements, with the parameters filled in. `None` for what the loop itself does:
    /// asking the person, and looking whether an element is there.
    pub fn action(&self, target: Target, onto: Target, values: &Values) -> Option<Action> {
        let filled = |text: &str| parameter::fill(text, values);
        Some(match self {
            Self::Click { button, count, modifiers, .. } => {
                Action::Click { target, button: *button, count: *count, modifiers: modifiers.clone() }
            }
            Self::Hover { .. } => Action::Hover { target },
            Self::Type { text, .. } if text.is_empty() => Action::Clear { target },
            Self::Type { text, .. } => Action::Type { target, text: filled(text), replace: true },
            Self::Press { on, keys, .. } => {
                Action::Press { target: on.as_ref().map(|_| target), keys: keys.clone() }
            }
            Self::Select { options, .. } => {
                Action::Select { target, options: options.iter().map(|option| filled(option)).collect() }
            }
            Self::Check { checked, .. } => Action::Check { target, checked: *checked },
            Self::Drag { .. } => Action::Drag { from: target, to: onto },
            Self::Navigate { url } => Action::Navigate { url: filled(url) },
            Self::Back {} => Action::Back {},
            Self::Reload {} => Action::Reload {},
            Self::Wait { r#for: condition } | Self::Expect { that: condition } => {
                let wanted = match condition {
                    Condition::Text(text) => WaitFor::Text(filled(text)),
                    Condition::GoneText(text) => WaitFor::GoneText(filled(text)),
                    Condition::Url(part) => WaitFor::Url(filled(part)),
                    Condition::Ms(ms) => WaitFor::Ms(*ms),
                    Condition::Element(_) => return None,
                };
                Action::Wait { r#for: wanted }
            }
            Self::Person { .. } => return None,
        })
    }

    /// The gate's name of what it does.
    pub fn verb(&self) -> Verb {
        match self {
            Self::Click { .. } => Verb::Click,
            Self::Hover { .. } => Verb::Hover,
            Self::Type { text, .. } if text.is_empty() => Verb::Clear,
            Self::Type { .. } => Verb::Type,
            Self::Press { .. } => Verb::Press,
            Self::Select { .. } => Verb::Select,
            Self::Check { .. } => Verb::Check,
            Self::Drag { .. } => Verb::Drag,
            Self::Navigate { .. } => Verb::Navigate,
            Self::Back {} => Verb::Back,
            Self::Reload {} => Verb::Reload,
            Self::Wait { .. } | Self::Expect { .. } => Verb::Wait,
            Self::Person { .. } => Verb::AskUser,
        }
    }
}
