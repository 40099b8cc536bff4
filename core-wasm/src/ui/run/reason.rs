//! Why a run halted or ended, and what to do next.

use crate::ui::message::Message;
use crate::ui::wording::Remedy;

/// Why, and what to do next. `reason` and `detail` are those of the run's state.
pub fn explain(reason: &str, detail: &str) -> Message {
    Message::new(match (reason, detail) {
        ("person", _) => "run_reason_person",
        ("plan_limit", _) => "run_reason_plan_limit",
        ("signed_out", _) => "run_reason_signed_out",
        ("model_away", _) => "run_reason_model_away",
        ("model_refused", _) => "run_reason_model_refused",
        ("model_unusable", _) => "run_reason_model_unusable",
        ("secret_in_prompt", _) => "run_reason_secret_in_prompt",
        ("page_away", _) => "run_reason_page_away",
        ("not_saved", _) => "run_reason_not_saved",
        ("stopped", _) => "run_reason_stopped",
        ("limit", "steps") => "run_reason_limit_steps",
        ("limit", "time") => "run_reason_limit_time",
        ("limit", "tokens") => "run_reason_limit_tokens",
        ("limit", "cost") => "run_reason_limit_cost",
        ("stuck", _) => "run_reason_stuck",
        ("no_tab", _) => "run_reason_no_tab",
        _ => "run_reason_unknown",
    })
}

/// The server's own sentence, where it says more than ours.
pub fn server_sentence<'a>(reason: &str, detail: &'a str) -> Option<&'a str> {
    let is_servers = matches!(reason, "plan_limit" | "model_refused" | "model_away");
    Some(detail.trim()).filter(|detail| is_servers && !detail.is_empty())
}

/// What helps, when it is something Legwork can lead to.
pub fn remedy(reason: &str) -> Option<Remedy> {
    match reason {
        "plan_limit" => Some(Remedy::Upgrade),
        "signed_out" => Some(Remedy::SignIn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent::observation::Fault;
    use crate::agent::{Ending, Halt, State};
    use crate::gate::Limit;
    use crate::protocol::RunStatus;

    fn halts() -> Vec<Halt> {
        let detail = String::from("d");
        let fault = Fault { code: "gone".into(), detail: detail.clone() };
        vec![
            Halt::Person {},
            Halt::PlanLimit { detail: detail.clone() },
            Halt::SignedOut {},
            Halt::ModelAway { detail: detail.clone() },
            Halt::ModelRefused { detail: detail.clone() },
            Halt::ModelUnusable { told: detail },
            Halt::SecretInPrompt {},
            Halt::PageAway { fault },
            Halt::NotSaved {},
        ]
    }

    #[test]
    fn every_pause_and_every_end_has_words_of_its_own() {
        let limits = [Limit::Steps, Limit::Time, Limit::Tokens, Limit::Cost];
        let endings = [Ending::Stopped {}, Ending::Stuck {}, Ending::NoTab {}]
            .into_iter()
            .chain(limits.map(|limit| Ending::Limit { limit }))
            .chain(halts().into_iter().map(|reason| Ending::Failed { reason }));
        let paused = halts().into_iter().map(|reason| State::Paused { reason });
        for state in paused.chain(endings.map(|ending| State::Ended { ending })) {
            let (RunStatus::Paused { reason, detail } | RunStatus::Ended { reason, detail }) =
                RunStatus::of(&state)
            else {
                panic!("{state:?}")
            };
            assert_ne!(explain(&reason, &detail).key, "run_reason_unknown", "{reason} {detail}");
        }
    }

    #[test]
    fn only_what_the_server_said_is_repeated() {
        assert_eq!(server_sentence("plan_limit", "10 of 10 used."), Some("10 of 10 used."));
        assert_eq!(server_sentence("plan_limit", " "), None);
        assert_eq!(server_sentence("model_unusable", "You called no tool."), None);
    }
}
