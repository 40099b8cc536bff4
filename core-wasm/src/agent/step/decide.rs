//! Asking the model, and what to make of its answers.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::action::{Action, Place};
use super::super::event::{Command, ModelFault, Told};
use super::super::log::{Outcome, Step};
use super::super::memory::RECENT;
use super::super::notes::{NOTES, fill};
use super::super::observation::{ObservationKind, TabInfo};
use super::super::progress::{Beat, Standstill};
use super::super::run::{Ending, Halt, Purpose, Repair, State};
use super::super::tools::{self, CallFault};
use super::Machine;
use crate::api::ModelTurn;
use crate::gate::{Limit, Taint, Tainted};

/// The model is asked again so often after passing faults, with pauses of 1, 2, 4, 8 seconds.
const TRIES: u32 = 5;
const PAUSE_MS: u32 = 1_000;
/// Longest pause that the model itself may ask for: a background that does nothing for longer is ended.
const LONGEST_PAUSE_MS: u32 = 25_000;
/// Answers of no use in a row that are answered with what was wrong.
const REPAIRS: usize = 3;
/// Longest thought that is kept, in characters.
const MAX_THOUGHT: usize = 1_000;

impl Machine<'_> {
    /// Asks for the next action; first for a summary when memory is long.
    pub(super) fn decide(&mut self) {
        match self.run.budget.reached(&self.run.contract.terms().limits) {
            // Without a step left it may still say what it found.
            Some(Limit::Steps) if !self.run.closing => {
                self.run.closing = true;
                return self.ask(Purpose::Decide { repairs: Vec::new() }, 0);
            }
            Some(limit) => return self.end(Ending::Limit { limit }),
            None => {}
        }
        let until = self.run.log.len().saturating_sub(RECENT);
        let old = self.run.log.get(self.run.memory.folded()..until).unwrap_or_default();
        let lines: Vec<String> = old.iter().map(super::super::prompt::line).collect();
        let purpose = if self.run.memory.is_long(lines.iter().map(String::as_str)) {
            Purpose::Summarise { until }
        } else {
            Purpose::Decide { repairs: Vec::new() }
        };
        self.ask(purpose, 0);
    }

    pub(super) fn ask(&mut self, purpose: Purpose, tries: u32) {
        let reached = self.run.budget.reached(&self.run.contract.terms().limits);
        if let Some(limit) = reached.filter(|limit| *limit != Limit::Steps || !self.run.closing) {
            return self.end(Ending::Limit { limit });
        }
        let ticket = self.ticket();
        self.go(State::Asking { ticket, purpose, tries }, Some(Command::Ask { ticket }));
    }

    pub(super) fn answered(&mut self, purpose: Purpose, tries: u32, turn: Result<ModelTurn, ModelFault>) {
        let turn = match turn {
            Ok(turn) => turn,
            Err(fault) => return self.model_failed(purpose, tries, fault),
        };
        self.run.budget.turn(turn.usage.unwrap_or_default());
        self.commands.push(Command::Tell(Told::Used));
        match purpose {
            Purpose::Decide { repairs } => self.choose(repairs, turn),
            Purpose::Rows { columns, page, repairs } => self.rows(columns, page, repairs, &turn),
            Purpose::Summarise { until } => {
                let taint = self.taint_of_prompt();
                let summary = if turn.cut { "" } else { &turn.text };
                self.run.memory.summarise(summary, until, &taint);
                self.decide();
            }
        }
    }

    fn choose(&mut self, repairs: Vec<Repair>, mut turn: ModelTurn) {
        match tools::action_of(&turn) {
            Ok(Action::Done { answer, evidence }) => self.done(repairs, turn, answer, evidence),
            // A plan costs no turn: what is done first may come with it.
            Ok(plan @ Action::Plan { .. }) if turn.calls.len() > 1 => {
                self.begin(plan, &turn);
                self.settle(Outcome::Remembered {});
                turn.calls.remove(0);
                turn.text.clear();
                self.choose(repairs, turn);
            }
            Ok(action) => self.decided(action, &turn),
            Err(CallFault(told)) => self.repair(Purpose::Decide { repairs }, &turn, told),
        }
    }

    fn model_failed(&mut self, purpose: Purpose, tries: u32, fault: ModelFault) {
        match fault {
            ModelFault::Passing { wait_s, .. } if tries + 1 < TRIES => {
                let ticket = self.ticket();
                let asked_ms = u32::try_from(wait_s.saturating_mul(1_000)).unwrap_or(u32::MAX);
                let ms = (PAUSE_MS << tries).max(asked_ms.min(LONGEST_PAUSE_MS));
                let command = Command::Rest { ticket, ms };
                self.go(State::RestingToAsk { ticket, purpose, tries: tries + 1 }, Some(command));
            }
            ModelFault::Passing { detail, .. } => self.halt(Halt::ModelAway { detail }),
            ModelFault::PlanLimit { detail } => self.halt(Halt::PlanLimit { detail }),
            ModelFault::SignedOut => self.halt(Halt::SignedOut {}),
            ModelFault::Refused { detail } => self.halt(Halt::ModelRefused { detail }),
            ModelFault::Secret => self.halt(Halt::SecretInPrompt {}),
        }
    }

    /// Tells the model what was wrong with its answer, a few times.
    pub(super) fn repair(&mut self, mut purpose: Purpose, turn: &ModelTurn, told: String) {
        let repair = Repair {
            call: turn.calls.first().cloned(),
            text: turn.text.chars().take(MAX_THOUGHT).collect(),
            told: told.clone(),
        };
        let repairs = match &mut purpose {
            Purpose::Decide { repairs } | Purpose::Rows { repairs, .. } => repairs,
            Purpose::Summarise { .. } => return self.decide(),
        };
        if repairs.len() >= REPAIRS {
            return self.halt(Halt::ModelUnusable { told });
        }
        repairs.push(repair);
        self.ask(purpose, 0);
    }

    /// The model decided on an action.
    fn decided(&mut self, action: Action, turn: &ModelTurn) {
        if let Err(limit) = self.run.budget.begin_step(&self.run.contract.terms().limits) {
            return self.end(Ending::Limit { limit });
        }
        let call = tools::call_of(&action);
        let beat = Beat { act: hash(&(call.name, call.arguments)), scene: self.scene() };
        self.run.told.clear();
        if turn.calls.len() > 1 {
            let count = turn.calls.len().to_string();
            self.run.told.push(fill(&NOTES.one_at_a_time, &[("count", &count)]));
        }
        self.begin(action.clone(), turn);
        if let Some(standstill) = self.run.progress.decide(beat) {
            return self.stand_still(standstill);
        }
        match action.place() {
            Place::Run => self.run_action(action),
            Place::Page | Place::Browser => self.plan(action),
        }
    }

    /// Writes the step into the log.
    pub(super) fn begin(&mut self, action: Action, turn: &ModelTurn) {
        let last = self.run.view.last();
        let step = Step {
            number: self.run.log.len() as u32 + 1,
            at_ms: self.now_ms,
            seen: TabInfo {
                tab: self.run.tabs.current(),
                url: last.map(|last| last.url.clone()).unwrap_or_default(),
                title: last.map(|last| last.title.clone()).unwrap_or_default(),
            },
            digest: last.map_or(0, |last| last.digest),
            thought: turn.text.trim().chars().take(MAX_THOUGHT).collect(),
            action,
            target: String::new(),
            locator: None,
            taint: self.taint_of_prompt(),
            amount: None,
            allowed: None,
            outcome: None,
            took_ms: 0,
        };
        self.run.log.push(step);
        self.commands.push(Command::Tell(Told::Step(self.run.log.len() - 1)));
        self.commands.push(Command::Tell(Told::Used));
    }

    fn stand_still(&mut self, standstill: Standstill) {
        let told = match standstill {
            Standstill::Repeating(count) => fill(&NOTES.repeating, &[("count", &(count - 1).to_string())]),
            Standstill::Cycling => NOTES.cycling.clone(),
            Standstill::Still(count) => fill(&NOTES.no_progress, &[("count", &(count - 1).to_string())]),
        };
        self.settle(Outcome::Standstill { told });
        if self.run.progress.was_told() { self.stuck() } else { self.decide() }
    }

    /// Hands over to the person; where there is none, it is the end.
    pub(super) fn stuck(&mut self) {
        if !self.attended() {
            return self.end(Ending::Stuck {});
        }
        let ticket = self.ticket();
        let question = NOTES.stuck.clone();
        let state = State::WaitingForUser { ticket, question, choices: Vec::new(), stuck: true };
        self.go(state, None);
    }

    /// Everything the run has got: when it stays the same, nothing came of a step.
    fn scene(&self) -> u64 {
        let page = self.run.view.last().map(|last| (last.digest, &last.url));
        let rows = self.run.table.as_ref().map_or(0, |table| table.rows().len());
        let notes: Vec<&str> = self.run.memory.notes().iter().map(|note| note.text.as_str()).collect();
        // What is read in parts is new although the page is the same.
        let part = self.run.view.parts().filter(|part| part.kind == ObservationKind::Part).last();
        let part = part.map(|part| part.text.as_str());
        hash(&(page, rows, notes, self.run.answers.len(), self.run.tabs.current(), part))
    }

    /// Where everything that the model has before it comes from: so does what it writes.
    pub(super) fn taint_of_prompt(&self) -> Taint {
        let steps = self.run.log.iter().skip(self.run.memory.folded()).map(|step| &step.taint);
        let pages = self.run.view.parts().map(|part| Taint::page(part.origin.clone(), self.now_ms));
        let notes = self.run.memory.taint();
        pages.fold(Taint::user(), |all, page| all.and(&page)).and(&notes).and(&Taint::of_all(steps))
    }

    /// Every text the run has come to know, with its labels: what a model once read it may still have in mind.
    pub(super) fn held(&self) -> Vec<Tainted> {
        let answers = self.run.answers.iter().map(|answer| answer.answer.as_str());
        let person = std::iter::once(self.run.goal.as_str()).chain(answers);
        let person = person.map(|text| Tainted::new(text, Taint::user()));
        person.chain(self.run.seen.held()).chain(self.run.memory.notes().iter().cloned()).collect()
    }
}

/// The same in one life of the extension; a run does not outlive it.
fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
