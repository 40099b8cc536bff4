//! An act as it comes to the gate, before it is done.

use super::contract::{Money, Used};
use super::facts::TargetFacts;
use super::origin::Origin;
use super::taint::Tainted;
use serde::{Deserialize, Serialize};

/// What an act does, without its target and data. One for each action of the agent, and [`Verb::Hop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "named like the actions")]
pub enum Verb {
    Click,
    Hover,
    Type,
    Clear,
    Press,
    Select,
    Check,
    Drag,
    Scroll,
    Upload,
    Download,
    Focus,
    Navigate,
    Back,
    Forward,
    Reload,
    OpenTab,
    SwitchTab,
    CloseTab,
    Wait,
    Extract,
    ReadMore,
    AskUser,
    Remember,
    Done,
    /// The browser is about to go, or went, somewhere by itself: a redirect, a window that opened, a script's
    /// navigation. No action of the agent: judge it for every hop with [`Proposal::destination`].
    Hop,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Self; 26] = [
        Self::Click,
        Self::Hover,
        Self::Type,
        Self::Clear,
        Self::Press,
        Self::Select,
        Self::Check,
        Self::Drag,
        Self::Scroll,
        Self::Upload,
        Self::Download,
        Self::Focus,
        Self::Navigate,
        Self::Back,
        Self::Forward,
        Self::Reload,
        Self::OpenTab,
        Self::SwitchTab,
        Self::CloseTab,
        Self::Wait,
        Self::Extract,
        Self::ReadMore,
        Self::AskUser,
        Self::Remember,
        Self::Done,
        Self::Hop,
    ];
}

/// An act about to be done. Everything the verdict depends on besides contract, approvals and clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What is done.
    pub verb: Verb,
    /// Origin of the tab's document; `None` when it has none of its own (`about:blank`, sandboxed).
    pub page: Option<Origin>,
    /// Origin of the frame the target is in; the page's for the top frame.
    pub frame: Option<Origin>,
    /// The target, of acts that have one. For `press` without a target, the focused element.
    pub target: Option<TargetFacts>,
    /// What a drag ends on.
    pub onto: Option<TargetFacts>,
    /// Where `navigate`, `open_tab` and a hop go, absolute. A link's is in its facts.
    pub destination: Option<String>,
    /// What is about to be written, placeholders of secrets still in place.
    pub data: Vec<Datum>,
    /// Keys of `press`, `Control+A` style.
    pub keys: Vec<String>,
    /// What the act costs the person, when it pays and the amount is known.
    pub amount: Option<Money>,
    /// What the run holds from pages and from the person (observed texts, memory notes, profile values), to recognise
    /// it in what is written and in addresses.
    pub held: Vec<Tainted>,
    /// What the run has used of its limits.
    pub used: Used,
}

impl Proposal {
    /// A proposal without target and data, on a page.
    #[must_use]
    pub fn new(verb: Verb, page: Option<Origin>) -> Self {
        Self {
            verb,
            frame: page.clone(),
            page,
            target: None,
            onto: None,
            destination: None,
            data: Vec::new(),
            keys: Vec::new(),
            amount: None,
            held: Vec::new(),
            used: Used::default(),
        }
    }
}

/// A value about to be written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// The text, option or file name. Of a model's text leave the labels empty: they are those of all it has read, and
    /// the gate finds what of [`Proposal::held`] it really contains. Labels set here count besides.
    pub value: Tainted,
    /// What kind of data it is.
    pub class: DataClass,
}

/// Kinds of data a contract allows to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataClass {
    /// Made for the task: a search word, a comment the person asked for.
    Plain,
    /// From the person's profile or resume.
    Personal,
    /// A value of the vault, or typed into a password or code field.
    Secret,
    /// Card and bank details.
    Payment,
    /// A file of the person.
    File,
}
