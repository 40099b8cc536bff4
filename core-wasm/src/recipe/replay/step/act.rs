//! Acting, and what came of it.

use super::*;

impl Machine<'_> {
    /// The one place an act is begun: after an `Allow`, stored first.
    pub(super) fn act(&mut self, step: &Step, action: Action, class: Class, again: u32, here: Here) {
        let ticket = self.ticket();
        let timeout_ms = match step {
            Step::Wait { r#for: Condition::Ms(ms) } => ms.saturating_add(ACT_MS),
            Step::Wait { .. } => WAIT_MS,
            Step::Expect { .. } => FIND_MS,
            _ => ACT_MS,
        };
        if step.opens_page() {
            self.replay.left = Some(here.document).filter(|document| !document.is_empty());
        }
        let fingerprint = |facts: Option<gate::TargetFacts>| facts.map(|facts| facts.fingerprint);
        let act = Act {
            ticket,
            run: self.replay.id.clone(),
            tab: self.replay.tab,
            other: None,
            action,
            expect: fingerprint(here.resolved.target),
            expect_onto: fingerprint(here.resolved.onto),
            timeout_ms,
            // The next step looks until its element is there: nothing is gained by waiting blindly.
            settles: false,
        };
        self.go(State::Acting { ticket, class, again, pause: false });
        self.commands.push(Command::Act(act));
    }

    pub(super) fn acted(&mut self, class: Class, again: u32, pause: bool, end: ActEnd) {
        match end {
            ActEnd::Done { detail, .. } => self.next(Outcome::Done { detail }, pause),
            // Pages go away by what is done to them.
            ActEnd::Unknown { left: true } => self.next(Outcome::Done { detail: String::new() }, pause),
            ActEnd::Failed { fault, begun: false }
                if matches!(fault.code.as_str(), "stale" | "changed") && again < AGAIN =>
            {
                self.replay.left = None;
                self.find(again + 1, false);
            }
            ActEnd::Failed { fault, begun } => {
                self.replay.left = None;
                let why = fault.detail.clone();
                self.settle(Outcome::Failed { fault, begun });
                if begun && class == Class::Sensitive { self.interrupted() } else { self.stuck(why) }
            }
            ActEnd::Unknown { left: false } => {
                self.settle(Outcome::MayHaveHappened { left: false });
                self.interrupted();
            }
        }
    }

    pub(super) fn next(&mut self, outcome: Outcome, pause: bool) {
        self.settle(outcome);
        self.replay.at += 1;
        if pause {
            return self.go(State::Paused {});
        }
        self.begin();
    }

    pub(super) fn done(&mut self, detail: String) {
        self.next(Outcome::Done { detail }, false);
    }

    /// What came of the last step, if nothing is known of it yet.
    pub(super) fn settle(&mut self, outcome: Outcome) {
        if let Some(step) = self.replay.log.last_mut().filter(|step| step.outcome.is_none()) {
            step.took_ms = self.now_ms.saturating_sub(step.at_ms);
            step.outcome = Some(outcome);
            self.commands.push(Command::TellStep);
        }
    }
}
