//! The loop as a pure function: a run and what happened give the run after it and what it wants done.
//!
//! ```text
//! Observing → Asking → Judging → (WaitingForApproval | WaitingForUser) → Acting → Observing … → Ended
//! ```
//!
//! Every answer carries the ticket of its command; one that is not waited for (late, twice, of a life before) changes
//! nothing. An act is begun in one place, [`act`], behind an `Allow` of the gate, and its state is stored before it.

mod act;
mod decide;
mod look;
mod person;
mod runs;

use super::event::{Command, Event, Told, What};
use super::log::Outcome;
use super::run::{Ending, Halt, Run, State, Ticket};
use crate::gate::{self, Approvals, Contract, Proposal, Verdict};

/// The gate, as the step asks it.
pub type Judge<'a> = &'a dyn Fn(&Contract, &Proposal, &mut Approvals, u64) -> Verdict;

/// The run after `event`, and what it wants done.
pub fn step(mut run: Run, event: Event) -> (Run, Vec<Command>) {
    let commands = step_in_place(&mut run, event);
    (run, commands)
}

/// [`step`] without moving the run.
pub fn step_in_place(run: &mut Run, event: Event) -> Vec<Command> {
    step_judged(run, event, &gate::judge)
}

/// The same with another gate, for tests.
pub(super) fn step_judged(run: &mut Run, event: Event, judge: Judge) -> Vec<Command> {
    let working = run.state.is_working() && event.what != What::Woken;
    run.budget.tick(event.at_ms, working);
    let mut machine = Machine { now_ms: event.at_ms, run, commands: Vec::new(), judge };
    machine.take(event.what);
    machine.commands
}

struct Machine<'a> {
    run: &'a mut Run,
    now_ms: u64,
    commands: Vec<Command>,
    judge: Judge<'a>,
}

impl Machine<'_> {
    fn take(&mut self, what: What) {
        match (std::mem::take(&mut self.run.state), what) {
            (state @ State::Ended { .. }, _) => self.run.state = state,
            (state, What::Stop) => self.stop(state),
            (State::Ready {}, What::Start | What::Woken) => self.look(),
            (state, What::Woken) => self.wake(state),
            (state, What::Pause) => self.pause(state),
            (state, What::TakeOver) => self.take_over(state),
            (State::Paused { .. }, What::Resume) => self.look_afresh(),
            (State::Acting { ticket, act, class, .. }, What::Resume) => {
                self.run.state = State::Acting { ticket, act, class, pause: false };
            }
            (State::TakenOver {}, What::HandBack) => self.hand_back(),
            (State::Observing { ticket, look, columns, tries }, What::Observed { ticket: of, seen })
                if ticket == of =>
            {
                self.observed(look, columns, tries, seen);
            }
            (State::RestingToLook { ticket, look, columns, tries }, What::Rested { ticket: of })
                if ticket == of =>
            {
                self.observe(look, columns, tries);
            }
            (State::Asking { ticket, purpose, tries }, What::Answered { ticket: of, turn })
                if ticket == of =>
            {
                self.answered(purpose, tries, turn);
            }
            (State::RestingToAsk { ticket, purpose, tries }, What::Rested { ticket: of }) if ticket == of => {
                self.ask(purpose, tries);
            }
            (State::Judging { ticket, act, approved }, What::Resolved { ticket: of, resolved })
                if ticket == of =>
            {
                self.resolved(act, approved, resolved);
            }
            (State::WaitingForApproval { ticket, asked, request }, What::Approved { ticket: of, yes })
                if ticket == of =>
            {
                self.approved(asked, request, yes);
            }
            (State::WaitingForUser { ticket, question, stuck, .. }, What::Replied { ticket: of, answer })
                if ticket == of =>
            {
                self.replied(question, stuck, answer);
            }
            (State::Acting { ticket, act, class, pause }, What::Acted { ticket: of, end })
                if ticket == of =>
            {
                self.acted(act, class, pause, end);
            }
            (State::Acting { ticket, .. }, What::NotSaved { ticket: of }) if ticket == of => {
                self.not_saved();
            }
            // Late, twice, or of no meaning here.
            (state, _) => self.run.state = state,
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.run.last_ticket += 1;
        self.run.last_ticket
    }

    /// Goes to a state: it is stored, told, and only then acted upon.
    fn go(&mut self, state: State, command: Option<Command>) {
        self.run.state = state;
        self.commands.push(Command::Save);
        self.commands.push(Command::Tell(Told::State));
        self.commands.extend(command);
    }

    fn attended(&self) -> bool {
        self.run.contract.terms().attended
    }

    /// Ends the run. What it has found stays with it.
    fn end(&mut self, ending: Ending) {
        self.run.approvals.void();
        self.settle_open(Outcome::Dropped {});
        self.go(State::Ended { ending }, None);
    }

    /// Halts until the person says go on; where there is no person, it is the end.
    fn halt(&mut self, reason: Halt) {
        self.run.approvals.void();
        self.settle_open(Outcome::Dropped {});
        if self.attended() || reason == (Halt::Person {}) {
            self.go(State::Paused { reason }, None);
        } else {
            self.end(Ending::Failed { reason });
        }
    }

    /// What came of the last step.
    fn settle(&mut self, outcome: Outcome) {
        let Some(step) = self.run.log.last_mut() else { return };
        step.took_ms = self.now_ms.saturating_sub(step.at_ms);
        step.outcome = Some(outcome);
        self.commands.push(Command::Tell(Told::Step(self.run.log.len() - 1)));
    }

    /// The same, if nothing is known of it yet.
    fn settle_open(&mut self, outcome: Outcome) {
        if self.run.log.last().is_some_and(|step| step.outcome.is_none()) {
            self.settle(outcome);
        }
    }
}

#[cfg(test)]
mod tests;
