//! The replay as a pure function: where it stands and what happened give where it stands then, and what it wants done.

mod act;
mod find;
mod person;

use super::notes::{Choice, NOTES};
use super::run::{Ending, Heal, Replay, State};
use crate::agent::log::{self, Allowed, Outcome};
use crate::agent::notes::fill;
use crate::agent::observation::{Fault, TabInfo};
use crate::agent::{self, Act, ActEnd, Action, Resolved, Subject, Target, Ticket};
use crate::gate::{self, Class, DataClass, Datum, Proposal, Taint, Tainted, Verdict};
use crate::locate::Locator;
use crate::recipe::{Condition, ParameterKind, Step};

/// How long an act, an element and a wait may take.
const ACT_MS: u32 = 10_000;
const FIND_MS: u32 = 5_000;
const WAIT_MS: u32 = 30_000;
/// Times an element is looked for again when it changed right before the act.
const AGAIN: u32 = 3;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "handed over once")]
pub enum What {
    /// Begin.
    Start,
    /// The background was killed and the replay is read back from storage.
    Woken,
    /// Answers [`Command::Find`].
    Found { ticket: Ticket, found: Result<Here, Missing> },
    /// Answers [`Command::Act`].
    Acted { ticket: Ticket, end: ActEnd },
    /// It could not be stored: the act of this ticket was not begun.
    NotSaved { ticket: Ticket },
    /// The person said something.
    Person(agent::What),
}

/// What a step is about, as it is right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Here {
    /// Its element.
    pub target: Option<Target>,
    /// What a drag ends on.
    pub onto: Option<Target>,
    /// What is known of the element now and why it is it, where it is not as it was recorded.
    pub healed: Option<(Locator, String)>,
    /// Facts for the gate.
    pub resolved: Resolved,
    /// Names the document; empty when nobody asked.
    pub document: String,
    /// Address of the page.
    pub url: String,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The tab is closed.
    Tab,
    /// The page the last step opens did not come, or can not be read.
    Page,
    /// A sentence that may quote the page.
    Element(String),
}

/// What a replay wants done, in this order.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "few at a time")]
pub enum Command {
    /// Store it as it is now. What follows is not begun before that is done.
    Save,
    /// Tell the views where it stands.
    TellState,
    /// Tell the views of the last step of the log.
    TellStep,
    /// Look for what a step is about. → [`What::Found`]
    Find { ticket: Ticket, find: Find },
    /// Act. → [`What::Acted`]
    Act(Act),
    /// Cancel what is being done in the tab.
    Cancel { tab: i32 },
}

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Find {
    /// The browser's number of the tab.
    pub tab: i32,
    /// The element.
    pub on: Option<Locator>,
    /// What a drag ends on.
    pub onto: Option<Locator>,
    /// What the gate needs facts of when no element is named.
    pub subject: Subject,
    /// Wait for another document than this one.
    pub after: Option<String>,
    /// Whether the name of the document is asked for.
    pub names_document: bool,
    /// How long.
    pub patience_ms: u32,
}

impl Command {
    /// The ticket of a command that is answered.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Find { ticket, .. } => Some(*ticket),
            Self::Act(act) => Some(act.ticket),
            Self::Save | Self::TellState | Self::TellStep | Self::Cancel { .. } => None,
        }
    }
}

/// Moves `replay` on by what happened at `now_ms`.
pub fn step(replay: &mut Replay, what: What, now_ms: u64) -> Vec<Command> {
    let working = replay.state.is_working() && what != What::Woken;
    replay.budget.tick(now_ms, working);
    let mut machine = Machine { replay, now_ms, commands: Vec::new() };
    machine.take(what);
    machine.commands
}

struct Machine<'a> {
    replay: &'a mut Replay,
    now_ms: u64,
    commands: Vec<Command>,
}

impl Machine<'_> {
    fn take(&mut self, what: What) {
        use agent::What as Said;
        match (std::mem::take(&mut self.replay.state), what) {
            (state @ State::Ended { .. }, _) => self.replay.state = state,
            (state, What::Person(Said::Stop)) => {
                self.abandon(&state);
                self.end(Ending::Stopped {});
            }
            (State::Ready {}, What::Start | What::Woken) => self.begin(),
            (state, What::Woken) => self.wake(state),
            (state, What::Person(Said::TakeOver)) => {
                self.abandon(&state);
                self.go(State::TakenOver {});
            }
            (State::Acting { ticket, class, again, .. }, What::Person(Said::Pause)) => {
                self.replay.state = State::Acting { ticket, class, again, pause: true };
                self.commands.push(Command::TellState);
            }
            (state @ State::Finding { .. }, What::Person(Said::Pause)) => {
                self.abandon(&state);
                self.go(State::Paused {});
            }
            (State::Paused {}, What::Person(Said::Resume))
            | (State::TakenOver {}, What::Person(Said::HandBack)) => {
                self.go_on();
            }
            (State::Finding { ticket, again, approved }, What::Found { ticket: of, found })
                if ticket == of =>
            {
                self.found(again, approved, found);
            }
            (
                State::WaitingForApproval { ticket, request },
                What::Person(Said::Approved { ticket: of, yes }),
            ) if ticket == of => {
                if yes {
                    self.replay.approvals.grant(request, self.now_ms);
                    self.find(0, true);
                } else {
                    self.settle(Outcome::Declined {});
                    self.stuck(NOTES.declined.clone());
                }
            }
            (
                State::WaitingForUser { ticket, question, choices },
                What::Person(Said::Replied { ticket: of, answer }),
            ) if ticket == of => match Choice::of(&answer).filter(|choice| choices.contains(choice)) {
                Some(choice) => self.chosen(choice),
                None => self.replay.state = State::WaitingForUser { ticket, question, choices },
            },
            (State::Acting { ticket, class, again, pause }, What::Acted { ticket: of, end })
                if ticket == of =>
            {
                self.acted(class, again, pause, end);
            }
            (State::Acting { ticket, .. }, What::NotSaved { ticket: of }) if ticket == of => {
                self.settle(Outcome::Dropped {});
                self.end(Ending::NotSaved {});
            }
            // Late, twice, or of no meaning here.
            (state, _) => self.replay.state = state,
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.replay.last_ticket += 1;
        self.replay.last_ticket
    }

    fn go(&mut self, state: State) {
        self.replay.state = state;
        self.commands.extend([Command::Save, Command::TellState]);
    }

    fn end(&mut self, ending: Ending) {
        self.replay.approvals.void();
        self.go(State::Ended { ending });
    }
}
