//! A run: one goal, everything known about it, and where it stands. All of it is stored before each act, so that a
//! background that was killed goes on from here.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::action::Action;
use super::argument::Column;
use super::budget::{Budget, Price};
use super::evidence::{Quote, Seen};
use super::log::Step;
use super::memory::Memory;
use super::observation::{Fault, Look, Observation, View};
use super::progress::Progress;
use super::rows::Table;
use super::tabs::Tabs;
use crate::api::ToolCall;
use crate::gate::{ApprovalRequest, Approvals, Class, Contract, Limit, Origin, Verb};

/// Joins a command with the event that answers it. Never given twice in a run, so a late answer is known as one; the
/// ticket of an act is its id.
pub type Ticket = u64;

/// One goal and everything known about it. [`super::step`] alone changes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Names it.
    pub id: String,
    /// What the person asked for, in their words.
    pub goal: String,
    /// Files it was given with the goal; what is in them is stored apart.
    #[serde(default)]
    pub files: Vec<GivenFile>,
    /// What it may do.
    pub contract: Contract,
    /// What the person approved.
    pub approvals: Approvals,
    /// Where it stands.
    pub state: State,
    /// What it has used.
    pub budget: Budget,
    /// Its tabs.
    pub tabs: Tabs,
    /// What the model has before it.
    pub view: View,
    /// What it keeps in mind.
    pub memory: Memory,
    /// What the person answered, with the questions.
    pub answers: Vec<Answer>,
    /// Every text it saw, for quotes and rows.
    pub seen: Seen,
    /// Rows it took out of pages.
    pub table: Option<Table>,
    /// Every step.
    pub log: Vec<Step>,
    /// Whether it gets anywhere.
    pub progress: Progress,
    /// The place that is not shown to the model though a tab is there, and why.
    #[serde(default)]
    pub withheld: Option<Withheld>,
    /// What the model is told next, sentences of ours.
    pub told: Vec<String>,
    /// Sensitive acts nobody knows the end of: not done again without the person.
    pub unsure: Vec<(Verb, Option<Origin>)>,
    /// Times in a row that the gate or the person said no.
    pub refusals: u32,
    /// Times in a row that no page could be read.
    pub blind: u32,
    /// Every step is used: the model may still say what it found, once.
    pub closing: bool,
    pub(super) last_ticket: Ticket,
}

/// A place outside of the task that the gate or the person said no to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Which; none where documents have no origin of their own.
    pub origin: Option<Origin>,
    /// A sentence for the model.
    pub why: String,
}

/// A file the person gave with the goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenFile {
    /// Its name, without folders; no other file of the run has it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A question of the run and what the person said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The run's question.
    pub question: String,
    /// The person's words.
    pub answer: String,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "state", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "one a run")]
pub enum State {
    /// Not started.
    Ready {},
    /// Looking at the page; to take rows with `columns` out of it, or to go on. `tries` failed before.
    Observing { ticket: Ticket, look: Look, columns: Option<Vec<Column>>, tries: u32 },
    /// Asking the model. `tries` failed before.
    Asking { ticket: Ticket, purpose: Purpose, tries: u32 },
    /// Waiting a moment before the model is asked again.
    RestingToAsk { ticket: Ticket, purpose: Purpose, tries: u32 },
    /// Waiting a moment before looking again.
    RestingToLook { ticket: Ticket, look: Look, columns: Option<Vec<Column>>, tries: u32 },
    /// Resolving the target of an act for the gate, `approved` by the person or not.
    Judging { ticket: Ticket, act: Planned, approved: bool },
    /// Waiting for the person's yes or no.
    WaitingForApproval { ticket: Ticket, asked: Asked, request: ApprovalRequest },
    /// Waiting for the person's answer; `stuck` when it is the run that does not know how to go on.
    WaitingForUser { ticket: Ticket, question: String, choices: Vec<String>, stuck: bool },
    /// Doing it. Stored before it is begun. `pause` when the person wants a pause after it.
    Acting { ticket: Ticket, act: Planned, class: Class, pause: bool },
    /// Halted until the person says go on. Nothing is lost.
    Paused { reason: Halt },
    /// The person does it themselves for a while.
    TakenOver {},
    /// Over.
    Ended { ending: Ending },
}

impl Default for State {
    fn default() -> Self {
        Self::Ready {}
    }
}

impl State {
    /// The ticket of the answer it waits for.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Observing { ticket, .. }
            | Self::Asking { ticket, .. }
            | Self::RestingToAsk { ticket, .. }
            | Self::RestingToLook { ticket, .. }
            | Self::Judging { ticket, .. }
            | Self::WaitingForApproval { ticket, .. }
            | Self::WaitingForUser { ticket, .. }
            | Self::Acting { ticket, .. } => Some(*ticket),
            Self::Ready {} | Self::Paused { .. } | Self::TakenOver {} | Self::Ended { .. } => None,
        }
    }

    /// Whether it goes on without a person: this is the time a run is billed for.
    pub fn is_working(&self) -> bool {
        matches!(
            self,
            Self::Observing { .. }
                | Self::Asking { .. }
                | Self::RestingToAsk { .. }
                | Self::RestingToLook { .. }
                | Self::Judging { .. }
                | Self::Acting { .. }
        )
    }
}

/// What the model is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "for", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Purpose {
    /// The next action.
    Decide { repairs: Vec<Repair> },
    /// Rows of a page.
    Rows { columns: Vec<Column>, page: Box<Observation>, repairs: Vec<Repair> },
    /// A summary of the notes and of the steps before `until`.
    Summarise { until: usize },
}

/// An answer of the model that was of no use, and what it was told about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Its call, if there was one.
    pub call: Option<ToolCall>,
    /// Its text.
    pub text: String,
    /// What was wrong: a sentence of ours.
    pub told: String,
}

/// An act on its way through the gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// What is done. Its step is the last of the log.
    pub action: Action,
    /// The browser's number of the tab it is done in.
    pub tab: i32,
    /// The browser's number of the tab it is about, for tab actions.
    pub other: Option<i32>,
}

/// What an approval was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "for", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Asked {
    /// An act.
    Act { act: Planned },
    /// To go on at a place the tab went to by itself; `page` is not shown to the model before.
    Place { tab: i32, page: Box<Observation> },
}

/// Why a run is halted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged)]
#[serde(tag = "halt", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Halt {
    /// The person wanted it.
    Person {},
    /// A limit of the plan is reached: the server's sentence.
    PlanLimit { detail: String },
    /// Nobody is signed in.
    SignedOut {},
    /// The model can not be reached, again and again.
    ModelAway { detail: String },
    /// The server refuses the request.
    ModelRefused { detail: String },
    /// The model does not answer with an action, again and again: what it was told last.
    ModelUnusable { told: String },
    /// The prompt would have contained a value of the vault.
    SecretInPrompt {},
    /// No page can be read, again and again.
    PageAway { fault: Fault },
    /// It can not be stored, so nothing is done.
    NotSaved {},
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged)]
#[serde(tag = "ending", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Ending {
    /// With an answer, the quotes that support it, and those that do not stand in anything it saw.
    Done { answer: String, evidence: Vec<Quote>, unsupported: Vec<String> },
    /// The person stopped it.
    Stopped {},
    /// A limit of its contract is reached.
    Limit { limit: Limit },
    /// It did not get any further, and nobody was there to help.
    Stuck {},
    /// Every tab of it was closed.
    NoTab {},
    /// It could not go on, and nobody was there to help.
    Failed { reason: Halt },
}

impl Run {
    /// A run that is not started. `goal` must be the person's own words, `contract` made of them.
    pub fn new(id: String, goal: String, contract: Contract, tab: i32, price: Option<Price>) -> Self {
        Self {
            id,
            goal,
            files: Vec::new(),
            contract,
            approvals: Approvals::default(),
            state: State::Ready {},
            budget: Budget::new(price),
            tabs: Tabs::given(tab),
            view: View::default(),
            memory: Memory::default(),
            answers: Vec::new(),
            seen: Seen::default(),
            table: None,
            log: Vec::new(),
            progress: Progress::default(),
            withheld: None,
            told: Vec::new(),
            unsure: Vec::new(),
            refusals: 0,
            blind: 0,
            closing: false,
            last_ticket: 0,
        }
    }

    /// Every step with what was seen, asked, allowed and done, as JSON for a file.
    pub fn export(&self) -> String {
        let whole = serde_json::json!({
            "goal": self.goal,
            "contract": self.contract,
            "steps": self.log,
            "answers": self.answers,
            "used": self.budget.used,
            "state": self.state,
        });
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Ended { .. })
    }
}
