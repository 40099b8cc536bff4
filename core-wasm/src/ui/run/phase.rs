//! What a person can do with a run in each of its states.

use crate::protocol::RunStatus;

/// Kinds of states, by whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It goes on by itself.
    Working,
    /// It waits for a yes or an answer.
    Waiting,
    /// It rests until the person says go on.
    Resting,
    /// Over, with an answer.
    Done,
    /// Over because the person wanted it.
    Stopped,
    /// Over without an answer.
    Failed,
}

impl Phase {
    /// The phase of a state.
    pub fn of(status: &RunStatus) -> Self {
        match status {
            RunStatus::Observing {} | RunStatus::Asking {} | RunStatus::Judging {} | RunStatus::Acting {} => {
                Self::Working
            }
            RunStatus::WaitingForApproval { .. } | RunStatus::WaitingForUser { .. } => Self::Waiting,
            RunStatus::Paused { .. } | RunStatus::TakenOver {} => Self::Resting,
            RunStatus::Done { .. } => Self::Done,
            RunStatus::Ended { reason, .. } if reason == "stopped" => Self::Stopped,
            RunStatus::Ended { .. } => Self::Failed,
        }
    }

    /// Whether more can come: such a run can be stopped.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Working | Self::Waiting | Self::Resting)
    }
}

/// What the buttons beside "Stop" do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Pause it.
    Pause,
    /// Go on after a pause.
    Resume,
    /// Do something oneself.
    TakeOver,
    /// Give it back.
    HandBack,
}

/// The controls a state has, the likelier first.
pub fn controls(status: &RunStatus) -> &'static [Control] {
    match (status, Phase::of(status)) {
        (RunStatus::TakenOver {}, _) => &[Control::HandBack],
        (RunStatus::Paused { .. }, _) => &[Control::Resume, Control::TakeOver],
        (_, Phase::Working) => &[Control::Pause, Control::TakeOver],
        (_, Phase::Waiting) => &[Control::TakeOver],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_run_can_always_be_taken_over_or_handed_back() {
        let paused = RunStatus::Paused { reason: "person".into(), detail: String::new() };
        for status in [RunStatus::Observing {}, RunStatus::Acting {}, paused, RunStatus::TakenOver {}] {
            let has = |control| controls(&status).contains(&control);
            assert!(has(Control::TakeOver) != has(Control::HandBack), "{status:?}");
            assert!(has(Control::Pause) as u8 + has(Control::Resume) as u8 <= 1, "{status:?}");
        }
    }

    #[test]
    fn a_run_that_is_over_has_no_controls() {
        for reason in ["stopped", "limit", "stuck", "no_tab", "page_away"] {
            let over = RunStatus::Ended { reason: reason.into(), detail: String::new() };
            assert!(controls(&over).is_empty() && !Phase::of(&over).is_live());
            assert_eq!(Phase::of(&over) == Phase::Stopped, reason == "stopped");
        }
    }
}
