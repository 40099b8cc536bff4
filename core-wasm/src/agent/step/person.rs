//! What the person does to a run, and what a run does that was killed.

use super::super::event::{Command, Told};
use super::super::log::Outcome;
use super::super::notes::NOTES;
use super::super::run::{Answer, Ending, Halt, State};
use super::Machine;

impl Machine<'_> {
    /// Stops from any state, at once. An act under way is cancelled; nobody knows how far it came.
    pub(super) fn stop(&mut self, state: State) {
        self.abandon(state);
        self.end(Ending::Stopped {});
    }

    /// Between steps at once, during an act after it. Who waits for the person waits already.
    pub(super) fn pause(&mut self, state: State) {
        match state {
            State::Acting { ticket, act, class, .. } => {
                self.run.state = State::Acting { ticket, act, class, pause: true };
                self.commands.extend([Command::Save, Command::Tell(Told::State)]);
            }
            working if working.is_working() => self.halt(Halt::Person {}),
            waiting => self.run.state = waiting,
        }
    }

    pub(super) fn take_over(&mut self, state: State) {
        self.abandon(state);
        self.run.approvals.void();
        self.go(State::TakenOver {}, None);
    }

    pub(super) fn hand_back(&mut self) {
        self.run.told.push(NOTES.handed_back.clone());
        self.run.progress.forgive();
        self.look_afresh();
    }

    /// What the person says to a question. They may have done something on the page before they said it.
    pub(super) fn replied(&mut self, question: String, stuck: bool, answer: String) {
        if stuck {
            self.run.told.push(super::super::notes::fill(&NOTES.answered, &[("answer", &answer)]));
        } else {
            self.settle_open(Outcome::Answered { answer: answer.clone() });
        }
        self.run.answers.push(Answer { question, answer });
        self.run.progress.forgive();
        self.run.refusals = 0;
        self.look();
    }

    /// Goes on after the background was killed. An act that was begun is never begun again: the model is told that it
    /// may have happened, and looks.
    pub(super) fn wake(&mut self, state: State) {
        match state {
            waiting @ (State::WaitingForApproval { .. }
            | State::WaitingForUser { .. }
            | State::Paused { .. }
            | State::TakenOver {}
            | State::Ended { .. }) => {
                self.run.state = waiting;
                self.commands.push(Command::Tell(Told::State));
            }
            State::Acting { pause: true, .. } => {
                self.abandon(state);
                self.halt(Halt::Person {});
            }
            working => {
                self.abandon(working);
                self.run.approvals.void();
                self.look_afresh();
            }
        }
    }

    /// Leaves a state without its answer.
    fn abandon(&mut self, state: State) {
        let tab = self.run.tabs.current();
        match state {
            State::Acting { act, class, .. } => {
                self.commands.push(Command::Cancel { tab: act.tab });
                self.may_have_happened(&act, class, false);
            }
            State::Judging { .. } | State::Observing { .. } => {
                self.commands.push(Command::Cancel { tab });
                self.settle_open(Outcome::Dropped {});
            }
            _ => self.settle_open(Outcome::Dropped {}),
        }
    }
}
