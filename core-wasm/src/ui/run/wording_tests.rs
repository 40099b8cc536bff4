//! Which words a run gets, state by state.

use super::*;
use crate::gate::Class;
use crate::protocol::RunApproval;
use crate::ui::message::Arg;

#[test]
fn every_state_has_a_word_of_its_own() {
    let over = |reason: &str| RunStatus::Ended { reason: reason.into(), detail: String::new() };
    let asks =
        |stuck| RunStatus::WaitingForUser { request: 1, question: String::new(), choices: Vec::new(), stuck };
    let approval = RunApproval {
        rule: Rule::Pays,
        verb: crate::gate::Verb::Click,
        label: String::new(),
        place: String::new(),
        destination: None,
        unicode_host: None,
        data: Vec::new(),
        amount: None,
        admits: None,
        until_ms: 0,
    };
    let states = [
        RunStatus::Observing {},
        RunStatus::Asking {},
        RunStatus::Judging {},
        RunStatus::Acting {},
        RunStatus::WaitingForApproval { request: 1, approval },
        asks(true),
        asks(false),
        RunStatus::Paused { reason: String::new(), detail: String::new() },
        RunStatus::TakenOver {},
        RunStatus::Done { answer: String::new(), evidence: Vec::new(), unsupported: Vec::new() },
        over("stopped"),
        over("limit"),
        over("stuck"),
    ];
    let keys: std::collections::BTreeSet<_> = states.iter().map(|state| status(state).key).collect();
    assert_eq!(keys.len(), states.len());
}

#[test]
fn a_cost_nobody_knows_is_not_called_free() {
    let limits = RunUse { steps: 50, time_ms: 900_000, tokens: 1_000_000, cost_nanos: Some(1_000_000_000) };
    let used = RunUse { steps: 3, time_ms: 65_000, tokens: 12_340, cost_nanos: None };
    let keys = |used: &RunUse| budget(used, &limits).iter().map(|part| part.key).collect::<Vec<_>>();
    assert_eq!(keys(&used), ["run_used_steps", "run_used_time", "run_used_tokens", "run_cost_unknown"]);
    assert_eq!(budget(&used, &limits)[1].args, [Arg::Text("1:05".into()), Arg::Text("15:00".into())]);
    for (nanos, shown) in [(0, "0.000"), (12_300_001, "0.013")] {
        let paid = RunUse { cost_nanos: Some(nanos), ..used };
        assert_eq!(
            (keys(&paid)[3], &budget(&paid, &limits)[3].args[0]),
            ("run_used_cost", &Arg::Text(shown.into()))
        );
    }
}

#[test]
fn the_bar_shows_the_limit_that_is_reached_first() {
    let limits = RunUse { steps: 50, time_ms: 100, tokens: 1_000, cost_nanos: Some(0) };
    assert_eq!(share(&RunUse { steps: 25, time_ms: 10, tokens: 800, cost_nanos: Some(5) }, &limits), 80);
    assert_eq!(share(&RunUse { steps: 99, ..RunUse::default() }, &limits), 100);
    assert_eq!(share(&RunUse::default(), &RunUse::default()), 0);
}

#[test]
fn an_approval_counts_down_and_is_too_late_at_zero() {
    let left = |now| time_left(120_000, now).map(|message| message.args);
    assert_eq!(left(0), Some(vec![Arg::Text("2:00".into())]));
    assert_eq!(left(119_001), Some(vec![Arg::Text("0:01".into())]));
    assert_eq!(left(120_000), None);
    assert_eq!(left(500_000), None);
}

#[test]
fn every_sensitive_rule_says_why_it_asks() {
    let rules = [
        Rule::Pays,
        Rule::Sends,
        Rule::Posts,
        Rule::Shares,
        Rule::Deletes,
        Rule::Permits,
        Rule::Confirms,
        Rule::ChangesSettings,
        Rule::SignsIn,
        Rule::SecretField,
        Rule::CardField,
        Rule::WritesSecret,
        Rule::Downloads,
        Rule::Uploads,
        Rule::CrossOriginSubmit,
        Rule::CrossOriginFrame,
        Rule::MovesData,
        Rule::CarriesData,
        Rule::PastesClipboard,
        Rule::NewOrigin,
    ];
    let keys: std::collections::BTreeSet<_> = rules.iter().map(|asked| rule(*asked).key).collect();
    assert_eq!(keys.len(), rules.len());
    assert!(rules.iter().all(|asked| asked.class() == Class::Sensitive));
    assert!(!keys.contains("approval_unknown_submit"));
}
