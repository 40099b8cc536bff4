use super::*;
use crate::agent::action::Action;
use crate::agent::log::Allowed;
use crate::agent::observation::{ObservationKind, Want};
use crate::agent::run::Purpose;

pub(super) fn is_asking(rig: &Rig) -> bool {
    matches!(rig.run.state, State::Asking { purpose: Purpose::Decide { .. }, .. })
}

#[test]
fn a_step_goes_from_the_page_through_the_gate_to_the_page() {
    let mut rig = Rig::started();
    assert!(is_asking(&rig));
    rig.calls("click", json!({ "target": 7 }));
    assert!(matches!(rig.run.state, State::Judging { .. }));
    rig.resolves();
    let act = rig.commands.iter().position(|command| matches!(command, Command::Act(_))).unwrap();
    let save = rig.commands.iter().position(|command| *command == Command::Save).unwrap();
    assert!(save < act);
    let Command::Act(act) = &rig.commands[act] else { panic!() };
    assert_eq!((act.tab, act.expect.as_deref()), (70, Some("f1")));
    rig.acts();
    let State::Observing { look, .. } = &rig.run.state else { panic!() };
    assert_eq!(look.want, Want::Changes);
    rig.sees(Observation { kind: ObservationKind::Diff, ..page("+ Added", 2) });
    assert!(is_asking(&rig));
    let step = &rig.run.log[0];
    let allowed = Allowed { class: Class::Write, rule: Rule::PressesControl, approved: false };
    assert_eq!(
        (step.allowed, &step.outcome),
        (Some(allowed), &Some(Outcome::Done { detail: String::new() }))
    );
    assert_eq!((rig.run.budget.used.steps, rig.run.budget.used.tokens), (1, 110));
}

#[test]
fn late_and_foreign_answers_change_nothing() {
    let mut rig = Rig::started();
    let before = rig.run.clone();
    for what in [
        What::Observed { ticket: 1, seen: Ok(page("Other", 9)) },
        What::Answered { ticket: 1, turn: Ok(turn("click", json!({ "target": 7 }))) },
        What::Acted { ticket: before.state.ticket().unwrap(), end: ActEnd::Unknown { left: false } },
        What::Approved { ticket: 2, yes: true },
        What::Resume,
        What::HandBack,
        What::Start,
    ] {
        assert_eq!(rig.send(what), []);
        assert_eq!((&rig.run.state, &rig.run.log), (&before.state, &before.log));
    }
}

#[test]
fn an_approval_is_resolved_and_judged_again_before_the_act() {
    let mut rig = Rig::started();
    rig.verdicts.replace(vec![ask(), ask(), allow(Class::Sensitive)]);
    rig.calls("click", json!({ "target": 7 }));
    rig.resolves();
    assert!(matches!(rig.run.state, State::WaitingForApproval { .. }));
    let first = rig.ticket();
    rig.send(What::Approved { ticket: first, yes: true });
    assert!(!rig.acted());
    // The page changed meanwhile: the gate asks again, and the first yes is worth nothing.
    rig.resolves();
    rig.send(What::Approved { ticket: first, yes: true });
    assert!(!rig.acted() && matches!(rig.run.state, State::WaitingForApproval { .. }));
    rig.send(What::Approved { ticket: rig.ticket(), yes: true });
    rig.resolves();
    assert!(rig.acted());
    assert!(rig.run.log[0].allowed.unwrap().approved);
}

#[test]
fn no_is_told_and_too_many_of_them_ask_the_person() {
    let mut rig = Rig::started();
    rig.verdicts.replace(vec![ask(), deny(), deny(), deny()]);
    for node in 1..=4 {
        rig.calls("click", json!({ "target": node }));
        rig.resolves();
        if let State::WaitingForApproval { ticket, .. } = rig.run.state {
            rig.send(What::Approved { ticket, yes: false });
            assert_eq!(rig.outcome(), &Outcome::Declined {});
        }
        assert!(!rig.acted());
    }
    assert!(matches!(rig.outcome(), Outcome::Denied { .. }));
    assert!(matches!(rig.run.state, State::WaitingForUser { stuck: true, .. }));
    rig.send(What::Replied { ticket: rig.ticket(), answer: "Take the other".into() });
    assert_eq!(rig.run.answers[0].answer, "Take the other");
}

#[test]
fn repeating_itself_is_refused_then_handed_over() {
    let mut rig = Rig::started();
    rig.clicks(7, 1);
    rig.clicks(7, 1);
    rig.clicks(7, 1);
    assert!(matches!(rig.outcome(), Outcome::Standstill { .. }) && is_asking(&rig));
    (0..3).for_each(|_| rig.clicks(8, 1));
    assert!(matches!(rig.run.state, State::WaitingForUser { stuck: true, .. }));

    let mut alone = Rig::with(contract(Limits::default()).unattended(Vec::new()));
    alone.send(What::Start);
    alone.sees(page("Shop", 1));
    (0..3).for_each(|_| alone.clicks(7, 1));
    (0..3).for_each(|_| alone.clicks(8, 1));
    assert_eq!(alone.run.state, State::Ended { ending: Ending::Stuck {} });
}

#[test]
fn useless_answers_are_answered_a_few_times_and_then_the_run_is_halted() {
    let mut rig = Rig::started();
    for count in 1..=3 {
        rig.calls("click", json!({ "target": "Buy" }));
        let State::Asking { purpose: Purpose::Decide { repairs }, .. } = &rig.run.state else { panic!() };
        assert_eq!(repairs.len(), count);
    }
    rig.calls("fly", json!({}));
    assert!(
        matches!(&rig.run.state, State::Paused { reason: Halt::ModelUnusable { told } } if told.contains("fly"))
    );
    assert_eq!((rig.run.log.len(), rig.run.budget.used.steps), (0, 0));
    rig.send(What::Resume);
    assert!(matches!(rig.run.state, State::Observing { .. }));
}

#[test]
fn a_model_that_is_away_is_asked_again_with_longer_pauses() {
    let mut rig = Rig::started();
    let mut pauses = Vec::new();
    loop {
        rig.fails(ModelFault::Passing { detail: "busy".into(), wait_s: 0 });
        match (&rig.run.state, rig.commands.last()) {
            (State::RestingToAsk { ticket, .. }, Some(Command::Rest { ms, .. })) => {
                pauses.push(*ms);
                let ticket = *ticket;
                rig.send(What::Rested { ticket });
            }
            (State::Paused { reason: Halt::ModelAway { .. } }, _) => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000]);
}

#[test]
fn a_model_that_says_when_it_is_back_is_not_asked_sooner() {
    for (wait_s, pause) in [(0, 1_000), (7, 7_000), (3_600, 25_000)] {
        let mut rig = Rig::started();
        rig.fails(ModelFault::Passing { detail: "busy".into(), wait_s });
        let Some(Command::Rest { ms, .. }) = rig.commands.last() else { panic!("no rest") };
        assert_eq!(*ms, pause);
    }
}

#[test]
fn a_spent_plan_pauses_and_loses_nothing() {
    let mut rig = Rig::started();
    rig.clicks(7, 2);
    let log = rig.run.log.clone();
    rig.fails(ModelFault::PlanLimit { detail: "10 of 10.".into() });
    assert!(
        matches!(&rig.run.state, State::Paused { reason: Halt::PlanLimit { detail } } if detail == "10 of 10.")
    );
    rig.send(What::Resume);
    rig.sees(page("Shop", 2));
    assert_eq!((is_asking(&rig), &rig.run.log), (true, &log));
}

#[test]
fn limits_end_the_run() {
    let limits = Limits { steps: 2, ..Limits::default() };
    let mut rig = Rig::with(contract(limits));
    rig.send(What::Start);
    rig.sees(page("Shop", 1));
    rig.clicks(7, 2);
    rig.clicks(7, 3);
    // One more answer, and no more act.
    assert!(is_asking(&rig));
    rig.calls("click", json!({ "target": 7 }));
    assert_eq!(rig.run.state, State::Ended { ending: Ending::Limit { limit: crate::gate::Limit::Steps } });
    assert_eq!(rig.run.log.len(), 2);

    let mut slow = Rig::with(contract(Limits { time_ms: 50, ..Limits::default() }));
    slow.send(What::Start);
    slow.sees(page("Shop", 1));
    assert!(slow.run.is_over());
}

#[test]
fn an_answer_is_taken_even_with_the_last_tokens() {
    let mut rig = Rig::with(contract(Limits { tokens: 50, ..Limits::default() }));
    rig.send(What::Start);
    rig.sees(page("Shop", 1));
    rig.calls("done", json!({ "answer": "Yes" }));
    assert!(
        matches!(&rig.run.state, State::Ended { ending: Ending::Done { answer, .. } } if answer == "Yes")
    );
}

#[test]
fn quotes_are_held_to_what_was_seen() {
    let mut rig = Rig::started();
    rig.sees(page("The lamp costs 12 euros", 1));
    let claims = json!({ "answer": "12", "evidence": [{ "quote": "shop" }, { "quote": "costs 9 euros" }] });
    rig.calls("done", claims.clone());
    assert!(is_asking(&rig));
    rig.calls("done", claims.clone());
    rig.calls("done", claims);
    let State::Ended { ending: Ending::Done { evidence, unsupported, .. } } = &rig.run.state else {
        panic!()
    };
    assert_eq!((evidence.len(), evidence[0].text.as_str()), (1, "Shop"));
    assert_eq!(unsupported, &["costs 9 euros"]);
}

#[test]
fn rows_add_up_and_foreign_columns_are_refused() {
    let mut rig = Rig::started();
    rig.calls("extract", json!({ "columns": [{ "name": "Name" }] }));
    assert!(matches!(&rig.run.state, State::Observing { look, .. } if look.want == Want::Rows(None)));
    rig.sees(page("Lamp, Desk", 1));
    rig.calls("rows", json!({ "rows": [{ "Name": "Lamp" }, { "Name": "Sofa" }] }));
    let Outcome::Extracted { added, total } = rig.outcome() else { panic!() };
    assert_eq!((added.new, added.unseen, *total), (1, 1, 1));
    rig.calls("extract", json!({ "columns": [{ "name": "Price" }] }));
    assert!(matches!(rig.outcome(), Outcome::Refused { told } if told.contains("Name")));
}

#[test]
fn an_act_of_a_life_before_may_have_happened_and_is_not_done_again() {
    for class in [Class::Write, Class::Sensitive] {
        let mut rig = Rig::started();
        rig.verdicts.replace(vec![allow(class), allow(class)]);
        rig.calls("click", json!({ "target": 7 }));
        rig.resolves();
        let late = rig.ticket();
        let text = serde_json::to_string(&rig.run).unwrap();
        rig.run = serde_json::from_str(&text).unwrap();
        rig.send(What::Woken);
        assert!(!rig.acted() && rig.commands.contains(&Command::Cancel { tab: 70 }));
        assert_eq!(rig.outcome(), &Outcome::MayHaveHappened { left: false });
        assert!(matches!(&rig.run.state, State::Observing { look, .. } if look.want == Want::Full));
        assert_eq!(rig.send(What::Acted { ticket: late, end: ActEnd::Unknown { left: false } }), []);
        rig.sees(page("Shop", 1));
        rig.calls("click", json!({ "target": 7 }));
        rig.resolves();
        // Allowed by a template only: a sensitive one needs the person now.
        assert_eq!(rig.acted(), class == Class::Write);
    }
}

#[test]
fn who_waits_for_a_person_still_waits_after_the_background_was_killed() {
    let mut rig = Rig::started();
    rig.calls("ask_user", json!({ "question": "Which?" }));
    let state = rig.run.state.clone();
    rig.send(What::Woken);
    assert_eq!(rig.run.state, state);
    rig.send(What::Replied { ticket: rig.ticket(), answer: "Blue".into() });
    assert_eq!(rig.outcome(), &Outcome::Answered { answer: "Blue".into() });
}

#[test]
fn the_person_takes_over_and_hands_back() {
    let mut rig = Rig::started();
    rig.calls("click", json!({ "target": 7 }));
    rig.resolves();
    rig.send(What::TakeOver);
    assert!(
        matches!(rig.run.state, State::TakenOver {}) && rig.commands.contains(&Command::Cancel { tab: 70 })
    );
    rig.send(What::HandBack);
    assert!(matches!(&rig.run.state, State::Observing { look, .. } if look.want == Want::Full));
    assert_eq!(rig.run.told.len(), 1);
}

#[test]
fn a_pause_lets_the_act_under_way_end() {
    let mut rig = Rig::started();
    rig.calls("click", json!({ "target": 7 }));
    rig.resolves();
    rig.send(What::Pause);
    assert!(matches!(rig.run.state, State::Acting { pause: true, .. }));
    rig.acts();
    assert_eq!(rig.run.state, State::Paused { reason: Halt::Person {} });
    assert_eq!(rig.outcome(), &Outcome::Done { detail: String::new() });
}

#[test]
fn what_can_not_be_stored_is_not_done() {
    let mut rig = Rig::started();
    rig.calls("click", json!({ "target": 7 }));
    rig.resolves();
    rig.send(What::NotSaved { ticket: rig.ticket() });
    assert_eq!(
        (rig.outcome(), &rig.run.state),
        (&Outcome::Dropped {}, &State::Paused { reason: Halt::NotSaved {} })
    );
}

#[test]
fn long_memory_is_summarised_and_keeps_its_labels() {
    let mut rig = Rig::started();
    for thing in ["lamp 12 euros ", "desk 40 euros ", "sofa 90 euros "] {
        rig.calls("remember", json!({ "note": thing.repeat(280) }));
    }
    assert!(matches!(rig.run.state, State::Asking { purpose: Purpose::Summarise { .. }, .. }));
    let labels = rig.run.memory.taint();
    assert!(labels.is_untrusted());
    let ticket = rig.ticket();
    let summary = ModelTurn { text: "lamp 12, desk 40".into(), ..ModelTurn::default() };
    rig.send(What::Answered { ticket, turn: Ok(summary) });
    assert!(is_asking(&rig));
    assert_eq!(rig.run.memory.notes().len(), 1);
    assert!(rig.run.memory.taint().is_untrusted());
}

#[test]
fn what_the_model_writes_has_the_labels_of_what_it_saw_and_the_persons_words_theirs() {
    let mut rig = Rig::started();
    for (text, user) in [("lamp", true), ("4111", false)] {
        rig.calls("type", json!({ "target": 7, "text": text }));
        rig.resolves();
        let data = rig.proposals.borrow().last().unwrap().data.clone();
        assert_eq!(
            (data[0].value.taint == crate::gate::Taint::user(), data[0].value.taint.is_untrusted()),
            (user, !user)
        );
        rig.acts();
        rig.sees(page("Shop", u64::from(user)));
    }
}

#[test]
fn a_plan_costs_no_turn_and_what_comes_with_it_is_done() {
    let mut rig = Rig::started();
    let ticket = rig.ticket();
    let mut turn = turn("plan", json!({ "steps": ["Open the shop", "Buy the lamp"], "done": 0 }));
    turn.calls.extend(super::turn("click", json!({ "target": 7 })).calls);
    rig.send(What::Answered { ticket, turn: Ok(turn) });
    let log: Vec<_> = rig.run.log.iter().map(|step| (step.number, &step.action, &step.outcome)).collect();
    assert!(matches!(
        log[..],
        [(1, Action::Plan { .. }, Some(Outcome::Remembered {})), (2, Action::Click { .. }, None)]
    ));
    assert_eq!(rig.run.budget.used.steps, 1);
    assert!(matches!(rig.run.state, State::Judging { .. }));
    assert!(rig.run.told.is_empty(), "two calls are no fault here");
}

#[test]
fn a_plan_alone_is_a_step() {
    let mut rig = Rig::started();
    rig.calls("plan", json!({ "steps": ["Open the shop"] }));
    assert_eq!((rig.outcome(), rig.run.budget.used.steps), (&Outcome::Remembered {}, 1));
    assert!(is_asking(&rig));
}
