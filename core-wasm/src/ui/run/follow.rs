//! A run as a view knows it: what it was told first, moved on by what it hears.

use crate::protocol::{RunStatus, RunView, ViewEvent};

/// Most characters kept of what the model is saying.
const MAX_SAID: usize = 2_000;

/// A run and what it is saying.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// The run.
    pub run: RunView,
    /// What the model says with its next step, as it comes.
    pub said: String,
}

/// What an event meant to a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is of this run, and is in it now.
    Taken,
    /// It is of this run, and its table has more rows.
    Rows,
    /// It is of another run.
    Elsewhere,
    /// It is not of a run.
    Nothing,
}

impl Followed {
    /// Begins with `run`.
    pub fn new(run: RunView) -> Self {
        Self { run, said: String::new() }
    }

    /// Moves on by `event`.
    pub fn hear(&mut self, event: &ViewEvent) -> Heard {
        let of = match event {
            ViewEvent::RunState { run, .. }
            | ViewEvent::RunStep { run, .. }
            | ViewEvent::RunSaid { run, .. } => run,
            _ => return Heard::Nothing,
        };
        if *of != self.run.run {
            return Heard::Elsewhere;
        }
        match event {
            ViewEvent::RunState { status, used, .. } => {
                // What it said stands with its step from now on; asked again, it says it again.
                if *status != self.run.status && !matches!(status, RunStatus::Judging {}) {
                    self.said.clear();
                }
                self.run.status = status.clone();
                self.run.used = *used;
            }
            ViewEvent::RunStep { step, .. } => {
                self.said.clear();
                let rows = step.outcome.as_deref() == Some("extracted");
                match self.run.steps.binary_search_by_key(&step.number, |step| step.number) {
                    Ok(at) => self.run.steps[at] = (**step).clone(),
                    Err(at) => self.run.steps.insert(at, (**step).clone()),
                }
                if rows {
                    return Heard::Rows;
                }
            }
            ViewEvent::RunSaid { text, .. } => {
                let room = MAX_SAID.saturating_sub(self.said.chars().count());
                self.said.extend(text.chars().take(room));
            }
            _ => {}
        }
        Heard::Taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{RunStep, RunUse};

    fn followed() -> Followed {
        Followed::new(RunView {
            run: "r1".into(),
            tab: 7,
            goal: "Buy".into(),
            status: RunStatus::Asking {},
            used: RunUse::default(),
            limits: RunUse::default(),
            steps: Vec::new(),
            table: None,
        })
    }

    fn step(number: u32, outcome: Option<&str>) -> ViewEvent {
        let step = RunStep { number, outcome: outcome.map(str::to_owned), ..RunStep::sample() };
        ViewEvent::RunStep { run: "r1".into(), step: Box::new(step) }
    }

    fn said(run: &str, text: &str) -> ViewEvent {
        ViewEvent::RunSaid { run: run.into(), text: text.into() }
    }

    #[test]
    fn a_step_told_again_replaces_itself_and_the_order_stays() {
        let mut followed = followed();
        for event in [step(2, None), step(1, Some("done")), step(2, Some("failed"))] {
            assert_eq!(followed.hear(&event), Heard::Taken);
        }
        let outcomes: Vec<_> =
            followed.run.steps.iter().map(|step| (step.number, step.outcome.as_deref())).collect();
        assert_eq!(outcomes, [(1, Some("done")), (2, Some("failed"))]);
        assert_eq!(followed.hear(&step(3, Some("extracted"))), Heard::Rows);
    }

    #[test]
    fn what_is_said_grows_until_its_step_comes() {
        let mut followed = followed();
        followed.hear(&said("r1", "I "));
        followed.hear(&said("r1", "see"));
        assert_eq!(followed.said, "I see");
        followed.hear(&step(1, None));
        assert_eq!(followed.said, "");
        followed.hear(&said("r1", &"x".repeat(MAX_SAID + 5)));
        assert_eq!(followed.said.len(), MAX_SAID);
    }

    #[test]
    fn other_runs_change_nothing() {
        let mut followed = followed();
        let before = followed.clone();
        assert_eq!(followed.hear(&said("r2", "x")), Heard::Elsewhere);
        assert_eq!(followed.hear(&ViewEvent::Prefill { text: "x".into() }), Heard::Nothing);
        assert_eq!(followed, before);
    }
}
