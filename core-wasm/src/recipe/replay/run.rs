//! A replay: a recipe, its values, and where it stands. Stored before each act.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::notes::{Choice, NOTES};
use crate::agent::budget::Budget;
use crate::agent::log;
use crate::agent::notes::fill;
use crate::agent::{Action, Target, Ticket, WaitFor};
use crate::gate::{ApprovalRequest, Approvals, Class, Contract, Limit, Origin};
use crate::locate::Locator;
use crate::recipe::{Recipe, Step, Values};

/// A recipe being done. [`super::step`] alone changes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replay {
    /// Names it.
    pub id: String,
    /// Names the recipe it is of.
    pub recipe_id: String,
    /// The recipe as it was when it began.
    pub recipe: Recipe,
    /// Values of its parameters; of secrets only what the vault knows them by.
    pub values: Values,
    /// The browser's number of the tab.
    pub tab: i32,
    /// What it may do.
    pub contract: Contract,
    /// What the person approved.
    pub approvals: Approvals,
    /// Where it stands.
    pub state: State,
    /// The step it is at, from 0.
    pub at: usize,
    /// What was done.
    pub log: Vec<log::Step>,
    /// Elements that were found under another name or in another place.
    pub heals: Vec<Heal>,
    /// What it has used.
    pub budget: Budget,
    /// The document the last act left: the next step waits for another one.
    pub left: Option<String>,
    pub(super) last_ticket: Ticket,
}

/// An element that is another than it was, and is it all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heal {
    /// Its step, from 0.
    pub at: usize,
    /// What is known of it now.
    pub locator: Locator,
    /// By what it was found and what changed, as a sentence.
    pub told: String,
}

/// Where a replay stands.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "state", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "one a replay")]
pub enum State {
    /// Not started.
    Ready {},
    /// Looking for the step's element; `again` after it changed so often, `approved` by the person or not.
    Finding { ticket: Ticket, again: u32, approved: bool },
    /// Waiting for the person's yes or no.
    WaitingForApproval { ticket: Ticket, request: ApprovalRequest },
    /// Doing it. Stored before it is begun. `pause` when the person wants a pause after it.
    Acting { ticket: Ticket, class: Class, again: u32, pause: bool },
    /// Waiting for the person to say how to go on.
    WaitingForUser { ticket: Ticket, question: String, choices: Vec<Choice> },
    /// Halted by the person.
    Paused {},
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

/// How a replay ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged)]
#[serde(tag = "ending", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Ending {
    /// Every step is done.
    Done {},
    /// The person stopped it.
    Stopped {},
    /// The agent goes on from here, with what is left.
    HandedOver { left: String },
    /// A limit is reached.
    Limit { limit: Limit },
    /// The tab was closed.
    NoTab {},
    /// It could not be stored.
    NotSaved {},
}

impl State {
    /// The ticket of the answer it waits for.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Finding { ticket, .. }
            | Self::WaitingForApproval { ticket, .. }
            | Self::Acting { ticket, .. }
            | Self::WaitingForUser { ticket, .. } => Some(*ticket),
            Self::Ready {} | Self::Paused {} | Self::TakenOver {} | Self::Ended { .. } => None,
        }
    }

    /// Whether it goes on without a person.
    pub fn is_working(&self) -> bool {
        matches!(self, Self::Finding { .. } | Self::Acting { .. })
    }
}

impl Replay {
    /// A replay that is not started, on a page of the origin `home`. `values` are settled.
    pub fn new(
        id: String,
        recipe_id: String,
        recipe: Recipe,
        values: Values,
        tab: i32,
        home: Option<Origin>,
    ) -> Self {
        Self {
            id,
            recipe_id,
            contract: recipe.contract(home),
            recipe,
            values,
            tab,
            approvals: Approvals::default(),
            state: State::Ready {},
            at: 0,
            log: Vec::new(),
            heals: Vec::new(),
            budget: Budget::new(None),
            left: None,
            last_ticket: 0,
        }
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Ended { .. })
    }

    /// The step it is at.
    pub fn current(&self) -> Option<&Step> {
        self.recipe.steps.get(self.at)
    }

    /// What a step does, as an act on `target`.
    pub(super) fn action(&self, step: &Step, target: Target, onto: Target) -> Action {
        let shown = crate::agent::RefState::Visible;
        step.action(target, onto, &self.values).unwrap_or_else(|| match step {
            Step::Person { say } => Action::AskUser { question: say.clone(), choices: Vec::new() },
            _ => Action::Wait { r#for: WaitFor::RefState { target, state: shown } },
        })
    }

    /// What the person is told in the end, as Markdown: how many steps, and what was found otherwise than recorded.
    pub fn report(&self) -> String {
        let steps = self.recipe.steps.len().to_string();
        let seconds = format!("{:.1}", self.budget.used.time_ms as f64 / 1_000.0);
        let mut report = fill(&NOTES.finished, &[("steps", &steps), ("seconds", &seconds)]);
        for heal in &self.heals {
            let step = (heal.at + 1).to_string();
            report.push_str("\n\n");
            report.push_str(&fill(&NOTES.healed, &[("step", &step), ("told", &heal.told)]));
        }
        report
    }

    /// What the agent is to go on with, in words: those of pages, or of whoever wrote the recipe. They make no goal.
    pub(super) fn left(&self) -> String {
        let mut left = fill(&NOTES.left, &[("name", &self.recipe.name)]);
        for step in self.recipe.steps.iter().skip(self.at).take(40) {
            let name = step.locator().map(|on| format!(" “{}”", on.name)).unwrap_or_default();
            let texts: Vec<String> =
                step.texts().iter().map(|text| crate::recipe::filled(text, &self.values)).collect();
            let texts = if texts.is_empty() { String::new() } else { format!(": {}", texts.join(", ")) };
            let verb = serde_json::to_value(step.verb()).ok();
            let verb = verb.as_ref().and_then(|verb| verb.as_str()).unwrap_or_default();
            left.push_str(&format!("\n- {verb}{name}{texts}"));
        }
        left
    }
}
