//! What happens to a run, and what it wants done.

use serde::{Deserialize, Serialize};

use super::action::{Action, Subject};
use super::observation::{Fault, Look, Observation};
use super::run::Ticket;
use super::target::Target;
use crate::api::ModelTurn;
use crate::gate::{Origin, TargetFacts};

/// Something happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, milliseconds since 1970.
    pub at_ms: u64,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "handed over once")]
pub enum What {
    /// Begin.
    Start,
    /// The background was killed and the run is read back from storage.
    Woken,
    /// Answers [`Command::Observe`].
    Observed { ticket: Ticket, seen: Result<Observation, Fault> },
    /// Answers [`Command::Ask`].
    Answered { ticket: Ticket, turn: Result<ModelTurn, ModelFault> },
    /// Answers [`Command::Resolve`].
    Resolved { ticket: Ticket, resolved: Result<Resolved, Fault> },
    /// Answers [`Command::Act`].
    Acted { ticket: Ticket, end: ActEnd },
    /// Answers [`Command::Rest`].
    Rested { ticket: Ticket },
    /// It could not be stored: the act of this ticket was not begun.
    NotSaved { ticket: Ticket },
    /// The person said yes or no to an approval, outside the page.
    Approved { ticket: Ticket, yes: bool },
    /// The person answered a question.
    Replied { ticket: Ticket, answer: String },
    /// The person wants it to stop.
    Stop,
    /// The person wants a pause.
    Pause,
    /// The person wants it to go on.
    Resume,
    /// The person wants to do something themselves.
    TakeOver,
    /// The person is done with that.
    HandBack,
}

/// What an action is about, resolved right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Origin of the tab's document.
    pub page: Option<Origin>,
    /// Origin of the target's frame, as the browser says; the page's without a target.
    pub frame: Option<Origin>,
    /// Facts of the subject.
    pub target: Option<TargetFacts>,
    /// Facts of what a drag ends on.
    pub onto: Option<TargetFacts>,
    /// What is known of the subject, to find it again.
    pub locator: Option<crate::locate::Locator>,
}

/// How an act ended.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ActEnd {
    /// It was done: what it could see of it (possibly in the page's words), and tabs that opened, by the browser's
    /// numbers.
    Done { detail: String, opened: Vec<i32> },
    /// It was not done, or not to its end; what was `begun` may have had an effect.
    Failed { fault: Fault, begun: bool },
    /// No answer came; `left` when the page went away meanwhile.
    Unknown { left: bool },
}

/// Why the model did not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ModelFault {
    /// It may answer in a moment, or in as many seconds as it says; 0 when it does not.
    Passing { detail: String, wait_s: u64 },
    /// A limit of the plan is reached.
    PlanLimit { detail: String },
    /// Nobody is signed in.
    SignedOut,
    /// The server refuses the request as it is.
    Refused { detail: String },
    /// The prompt holds a value of the vault; it was not sent.
    Secret,
}

/// What a run wants done, in this order.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Command {
    /// Store the run as it is now. What follows is not begun before that is done.
    Save,
    /// Tell the views.
    Tell(Told),
    /// Look at a page. → [`What::Observed`]
    Observe { ticket: Ticket, look: Look },
    /// Ask the model with [`super::prompt`]. → [`What::Answered`]
    Ask { ticket: Ticket },
    /// Get the facts the gate needs. → [`What::Resolved`]
    Resolve { ticket: Ticket, tab: i32, subject: Subject, onto: Option<Target> },
    /// Act. → [`What::Acted`]
    Act(Act),
    /// Wait. → [`What::Rested`]
    Rest { ticket: Ticket, ms: u32 },
    /// Cancel whatever is being done in a tab. It is waited for a moment only.
    Cancel { tab: i32 },
}

/// An act that passed the gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Its id.
    pub ticket: Ticket,
    /// Names the run or replay.
    pub run: String,
    /// The browser's number of the tab.
    pub tab: i32,
    /// For `switch_tab` and `close_tab`: the browser's number of that tab.
    pub other: Option<i32>,
    /// What is done.
    pub action: Action,
    /// Fingerprint of the subject as it was judged: another one now, and nothing is done.
    pub expect: Option<String>,
    /// The same of what a drag ends on.
    pub expect_onto: Option<String>,
    /// How long it may take.
    pub timeout_ms: u32,
    /// Whether the page gets a moment to react before the act counts as over.
    pub settles: bool,
}

/// What the views are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The state changed.
    State,
    /// This step of the log, by its place, is new or changed.
    Step(usize),
    /// What is used changed.
    Used,
}

impl Command {
    /// The ticket of a command that is answered.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Observe { ticket, .. }
            | Self::Ask { ticket }
            | Self::Resolve { ticket, .. }
            | Self::Rest { ticket, .. } => Some(*ticket),
            Self::Act(act) => Some(act.ticket),
            Self::Save | Self::Tell(_) | Self::Cancel { .. } => None,
        }
    }
}
