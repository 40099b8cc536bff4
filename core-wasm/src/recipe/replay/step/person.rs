//! What the person is asked, and what wakes it.

use super::*;

impl Machine<'_> {
    pub(super) fn stuck(&mut self, why: String) {
        let number = (self.replay.at + 1).to_string();
        let question = fill(&NOTES.stuck, &[("step", &number), ("why", &why)]);
        self.ask(question, Choice::ALL.to_vec());
    }

    /// Nobody knows whether the step happened: it is never simply done again.
    pub(super) fn interrupted(&mut self) {
        let number = (self.replay.at + 1).to_string();
        self.ask(fill(&NOTES.interrupted, &[("step", &number)]), Choice::ALL.to_vec());
    }

    pub(super) fn ask(&mut self, question: String, choices: Vec<Choice>) {
        self.replay.approvals.void();
        let ticket = self.ticket();
        self.go(State::WaitingForUser { ticket, question, choices });
    }

    pub(super) fn chosen(&mut self, choice: Choice) {
        match choice {
            Choice::Retry => {
                self.replay.left = None;
                self.begin();
            }
            Choice::Skip => self.next(Outcome::Answered { answer: choice.words().to_owned() }, false),
            Choice::Agent => {
                self.settle(Outcome::Dropped {});
                let left = self.replay.left();
                self.end(Ending::HandedOver { left });
            }
        }
    }

    /// The person did something themselves, or nothing: only a step that may be done twice is begun as if nothing was.
    pub(super) fn go_on(&mut self) {
        let was_begun = |step: &log::Step| matches!(step.outcome, Some(Outcome::MayHaveHappened { .. }));
        let unsure = self.replay.log.last().is_some_and(was_begun);
        let repeatable = self.replay.current().is_none_or(Step::is_repeatable);
        if unsure && !repeatable { self.interrupted() } else { self.begin() }
    }

    pub(super) fn wake(&mut self, state: State) {
        match state {
            state @ (State::Finding { .. } | State::Acting { .. }) => {
                self.abandon(&state);
                self.go_on();
            }
            waiting => {
                self.replay.state = waiting;
                self.commands.push(Command::TellState);
            }
        }
    }

    /// Leaves a state without its answer.
    pub(super) fn abandon(&mut self, state: &State) {
        self.replay.approvals.void();
        match state {
            State::Acting { .. } => {
                self.commands.push(Command::Cancel { tab: self.replay.tab });
                self.replay.left = None;
                self.settle(Outcome::MayHaveHappened { left: false });
            }
            State::Finding { .. } => {
                self.commands.push(Command::Cancel { tab: self.replay.tab });
                self.settle(Outcome::Dropped {});
            }
            _ => self.settle(Outcome::Dropped {}),
        }
    }
}
