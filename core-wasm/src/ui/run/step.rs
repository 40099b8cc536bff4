//! A step in words: what is done, to what, and what came of it.

use crate::agent::{Action, Button, Clicks, WaitFor};
use crate::gate::{Verb, named_secret};
use crate::protocol::RunStep;
use crate::ui::markdown::link::Link;
use crate::ui::message::Message;

/// Characters shown of what is typed, waited for or gone to.
const MAX_SHOWN: usize = 80;

/// What an action does, without its target.
pub fn action(action: &Action) -> Message {
    use Action::*;
    match action {
        Click { count: Clicks::Two, .. } => Message::new("run_act_double_click"),
        Click { button: Button::Right, .. } => Message::new("run_act_right_click"),
        Click { .. } => verb(Verb::Click),
        Hover { .. } => verb(Verb::Hover),
        Type { text, .. } => match named_secret(text) {
            Some(name) => Message::new("run_act_type_secret").with(short(name)),
            None => Message::new("run_act_type_text").with(short(text)),
        },
        Clear { .. } => verb(Verb::Clear),
        Press { keys, .. } => Message::new("run_act_press_keys").with(short(&keys.join(" "))),
        Select { options, .. } => Message::new("run_act_select_options").with(short(&options.join(", "))),
        Check { checked: true, .. } => verb(Verb::Check),
        Check { checked: false, .. } => Message::new("run_act_uncheck"),
        Drag { .. } => verb(Verb::Drag),
        Scroll { .. } => verb(Verb::Scroll),
        Upload { file, .. } => Message::new("run_act_upload_file").with(short(file)),
        Download { .. } => verb(Verb::Download),
        Focus { .. } => verb(Verb::Focus),
        Dialog { accept: true, .. } => Message::new("run_act_dialog_accept"),
        Dialog { accept: false, .. } => Message::new("run_act_dialog_dismiss"),
        Navigate { url } => Message::new("run_act_navigate_to").with(address(url)),
        Back {} => verb(Verb::Back),
        Forward {} => verb(Verb::Forward),
        Reload {} => verb(Verb::Reload),
        OpenTab { url } => Message::new("run_act_open_tab_at").with(address(url)),
        SwitchTab { tab } => Message::new("run_act_switch_tab_to").with(*tab),
        CloseTab { tab } => Message::new("run_act_close_tab_number").with(*tab),
        Wait { r#for: WaitFor::Text(text) } => Message::new("run_act_wait_text").with(short(text)),
        Wait { .. } => verb(Verb::Wait),
        Extract { columns, .. } => {
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            Message::new("run_act_extract_columns").with(short(&names.join(", ")))
        }
        ReadMore { .. } => verb(Verb::ReadMore),
        AskUser { question, .. } => Message::new("run_act_ask_user_question").with(short(question)),
        Remember { note } => Message::new("run_act_remember_note").with(short(note)),
        Plan { .. } => Message::new("run_act_plan"),
        Done { .. } => verb(Verb::Done),
    }
}

/// What a verb of the gate does.
pub fn verb(verb: Verb) -> Message {
    Message::new(match verb {
        Verb::Click => "run_act_click",
        Verb::Hover => "run_act_hover",
        Verb::Type => "run_act_type",
        Verb::Clear => "run_act_clear",
        Verb::Press => "run_act_press",
        Verb::Select => "run_act_select",
        Verb::Check => "run_act_check",
        Verb::Drag => "run_act_drag",
        Verb::Scroll => "run_act_scroll",
        Verb::Upload => "run_act_upload",
        Verb::Download => "run_act_download",
        Verb::Focus => "run_act_focus",
        Verb::Navigate => "run_act_navigate",
        Verb::Back => "run_act_back",
        Verb::Forward => "run_act_forward",
        Verb::Reload => "run_act_reload",
        Verb::OpenTab => "run_act_open_tab",
        Verb::SwitchTab => "run_act_switch_tab",
        Verb::CloseTab => "run_act_close_tab",
        Verb::Wait => "run_act_wait",
        Verb::Extract => "run_act_extract",
        Verb::ReadMore => "run_act_read_more",
        Verb::AskUser => "run_act_ask_user",
        Verb::Remember => "run_act_remember",
        Verb::Done => "run_act_done",
        Verb::Hop => "run_act_hop",
    })
}

/// How the run means to reach its goal: the last plan it made, with how many steps of it are done.
pub fn plan(steps: &[RunStep]) -> Option<(&[String], usize)> {
    steps.iter().rev().find_map(|step| match &step.action {
        Action::Plan { steps, done } => Some((steps.as_slice(), (*done as usize).min(steps.len()))),
        _ => None,
    })
}

/// How a step stands, for its icon and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Under way.
    Open,
    /// It came off.
    Good,
    /// The gate or the person said no, or it was not begun.
    Held,
    /// It did not work, or nobody knows.
    Bad,
}

/// How a step stands, and the word for it.
pub fn outcome(step: &RunStep, waits: bool) -> (Mark, Message) {
    let (mark, key) = match step.outcome.as_deref() {
        None if waits => (Mark::Open, "run_step_asked"),
        None if matches!(step.action, Action::AskUser { .. }) => (Mark::Open, "run_step_waits"),
        None => (Mark::Open, "run_step_open"),
        Some("done") if step.approved => (Mark::Good, "run_step_approved"),
        Some("done") => (Mark::Good, "run_step_done"),
        Some("failed") => (Mark::Bad, "run_step_failed"),
        Some("may_have_happened") => (Mark::Bad, "run_step_may_have_happened"),
        Some("denied") => (Mark::Held, "run_step_denied"),
        Some("not_again") => (Mark::Held, "run_step_not_again"),
        Some("declined") => (Mark::Held, "run_step_declined"),
        Some("standstill") => (Mark::Held, "run_step_standstill"),
        Some("answered") => (Mark::Good, "run_step_answered"),
        Some("unattended") => (Mark::Held, "run_step_unattended"),
        Some("remembered") => (Mark::Good, "run_step_remembered"),
        Some("extracted") => (Mark::Good, "run_step_extracted"),
        Some("refused") => (Mark::Held, "run_step_refused"),
        Some("dropped") => (Mark::Held, "run_step_dropped"),
        Some("finished") => (Mark::Good, "run_step_finished"),
        Some(_) => (Mark::Bad, "run_step_failed"),
    };
    (mark, Message::new(key))
}

/// Host and path of an address as a person checks it, the host in punycode; anything else as it is.
fn address(url: &str) -> String {
    let Some(link) = Link::parse(url) else { return short(url) };
    let path = link.href.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    match path {
        Some((_, path)) if !path.is_empty() => short(&format!("{}/{path}", link.shown)),
        _ => link.shown,
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::message::Arg;
    use serde_json::json;

    fn words(call: serde_json::Value) -> (&'static str, Vec<Arg>) {
        let message = action(&serde_json::from_value(call).unwrap());
        (message.key, message.args)
    }

    #[test]
    fn actions_are_told_with_what_a_person_can_check() {
        let text = |text: &str| vec![Arg::Text(text.into())];
        for (call, key, args) in [
            (json!({ "do": "click", "target": 7 }), "run_act_click", vec![]),
            (json!({ "do": "click", "target": 7, "count": 2 }), "run_act_double_click", vec![]),
            (json!({ "do": "type", "target": 7, "text": "Ada" }), "run_act_type_text", text("Ada")),
            (
                json!({ "do": "press", "keys": ["Control+A", "Delete"] }),
                "run_act_press_keys",
                text("Control+A Delete"),
            ),
            (json!({ "do": "check", "target": 7, "checked": false }), "run_act_uncheck", vec![]),
            (json!({ "do": "wait", "for": { "text": "Saved" } }), "run_act_wait_text", text("Saved")),
            (json!({ "do": "wait", "for": { "ms": 5 } }), "run_act_wait", vec![]),
            (
                json!({ "do": "extract", "columns": ["Name", "Price"] }),
                "run_act_extract_columns",
                text("Name, Price"),
            ),
        ] {
            assert_eq!(words(call), (key, args));
        }
    }

    #[test]
    fn addresses_show_their_host_in_punycode_and_never_without_end() {
        let gone = |url: &str| match words(json!({ "do": "navigate", "url": url })).1.remove(0) {
            Arg::Text(text) => text,
            other => panic!("{other:?}"),
        };
        assert_eq!(gone("https://shop.example/"), "shop.example");
        assert_eq!(gone("https://shop.example/cart?x=1"), "shop.example/cart?x=1");
        assert_eq!(gone("https://аррӏе.com/login"), "xn--80ak6aa92e.com/login");
        assert_eq!(gone("javascript:alert(1)"), "javascript:alert(1)");
        assert!(gone(&format!("https://x.example/{}", "a".repeat(500))).chars().count() <= MAX_SHOWN + 1);
    }

    fn step(outcome: Option<&str>, approved: bool) -> RunStep {
        RunStep { approved, outcome: outcome.map(str::to_owned), ..RunStep::sample() }
    }

    #[test]
    fn every_outcome_has_a_word_and_only_what_came_off_looks_good() {
        let names = [
            ("done", Mark::Good),
            ("failed", Mark::Bad),
            ("may_have_happened", Mark::Bad),
            ("denied", Mark::Held),
            ("not_again", Mark::Held),
            ("declined", Mark::Held),
            ("standstill", Mark::Held),
            ("answered", Mark::Good),
            ("unattended", Mark::Held),
            ("remembered", Mark::Good),
            ("extracted", Mark::Good),
            ("refused", Mark::Held),
            ("dropped", Mark::Held),
            ("finished", Mark::Good),
        ];
        for (name, mark) in names {
            assert_eq!(outcome(&step(Some(name), false), false).0, mark, "{name}");
        }
        assert_eq!(outcome(&step(Some("done"), true), false).1.key, "run_step_approved");
        assert_eq!(outcome(&step(None, false), true).1.key, "run_step_asked");
        assert_eq!(outcome(&step(None, false), false).1.key, "run_step_open");
    }

    #[test]
    fn the_plan_is_the_last_one_and_no_more_of_it_is_done_than_there_is() {
        let made = |steps: &[&str], done: u32| {
            let action = Action::Plan { steps: steps.iter().map(ToString::to_string).collect(), done };
            RunStep { action, ..step(None, false) }
        };
        let steps = [made(&["a"], 0), made(&["a", "b"], 9), step(None, false)];
        assert_eq!(plan(&steps), Some((&["a".to_owned(), "b".to_owned()][..], 2)));
        assert_eq!(plan(&steps[2..]), None);
    }
}
