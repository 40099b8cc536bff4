//! Which words a run of the past gets.

use crate::gate::Class;
use crate::protocol::{PastEnd, PastStep, RunStep};
use crate::ui::message::Message;
use crate::ui::run::step::Mark;
use crate::ui::run::wording;

/// How a run ended, and how good that looks.
pub fn end(end: PastEnd) -> (Mark, Message) {
    let (mark, key) = match end {
        PastEnd::UnderWay => (Mark::Open, "history_under_way"),
        PastEnd::CutOff => (Mark::Held, "history_cut_off"),
        PastEnd::Done => (Mark::Good, "run_done"),
        PastEnd::Stopped => (Mark::Held, "run_stopped"),
        PastEnd::Failed => (Mark::Bad, "run_failed"),
    };
    (mark, Message::new(key))
}

/// What the gate said to a step: the class it gave and why. Nothing for what never came to it.
pub fn verdict(step: &RunStep, kept: &PastStep) -> Vec<Message> {
    if step.outcome.as_deref() == Some("denied") {
        return vec![Message::new("history_denied")];
    }
    let Some(class) = step.class else { return Vec::new() };
    let mut said = vec![Message::new(match class {
        Class::Read => "history_class_read",
        Class::Navigate => "history_class_navigate",
        Class::Write => "history_class_write",
        Class::Sensitive => "history_class_sensitive",
    })];
    if class == Class::Sensitive {
        said.extend(kept.rule.map(wording::rule));
    }
    if step.approved {
        said.push(Message::new("history_approved"));
    }
    said
}

/// What came of a step: the word for it, and what there is to tell beside it.
pub fn came(word: &str, detail: &str) -> String {
    // Hands say “Done.”, or “Done: …” with what they saw; the word says the first of it.
    match detail.trim().trim_start_matches("Done").trim_start_matches([':', '.']).trim() {
        "" => word.to_owned(),
        told => format!("{word}: {told}"),
    }
}

/// Megabytes with one digit where it says something, rounded up: what is kept never looks smaller than it is.
pub fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::Rule;

    fn step(class: Option<Class>, approved: bool, outcome: &str) -> RunStep {
        RunStep { class, approved, outcome: Some(outcome.into()), ..RunStep::sample() }
    }

    fn said(step: &RunStep, rule: Option<Rule>) -> Vec<&'static str> {
        let kept = PastStep { rule, ..PastStep::default() };
        verdict(step, &kept).iter().map(|message| message.key).collect()
    }

    #[test]
    fn a_verdict_says_the_class_and_for_what_was_asked_why() {
        let write = step(Some(Class::Write), false, "done");
        assert_eq!(said(&write, Some(Rule::WritesField)), ["history_class_write"]);
        let paid = step(Some(Class::Sensitive), true, "done");
        assert_eq!(
            said(&paid, Some(Rule::Pays)),
            ["history_class_sensitive", "approval_pays", "history_approved"]
        );
        assert_eq!(said(&step(None, false, "denied"), None), ["history_denied"]);
        assert!(said(&step(None, false, "remembered"), None).is_empty());
    }

    #[test]
    fn what_came_of_it_is_not_said_twice() {
        assert_eq!(came("done", "Done."), "done");
        assert_eq!(came("done", "Done: it holds \"a\" now."), "done: it holds \"a\" now.");
        assert_eq!(came("failed", "It is covered."), "failed: It is covered.");
    }

    #[test]
    fn megabytes_are_rounded_up() {
        assert_eq!([0, 1, 100_000, 1_234_567, 40_000_000].map(megabytes), ["0", "0.1", "0.1", "1.3", "40"]);
    }
}
