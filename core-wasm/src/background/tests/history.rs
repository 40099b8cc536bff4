//! The history as the side panel asks for it.

use serde_json::json;

use super::running::{calls, run_of, start, with_hands};
use super::*;
use crate::gate::FieldFacts;

const PICTURE: &str = "data:image/webp;base64,AAAA";

/// A run of two steps that came to its answer.
fn with_a_run() -> World {
    let mut world = World::new();
    with_hands(&mut world);
    world.profile.picture.replace(Some(PICTURE.into()));
    calls(&world, "click", json!({ "target": 7 }));
    calls(&world, "done", json!({ "answer": "Read", "evidence": [] }));
    start(&mut world, POPUP);
    world
}

fn history(world: &mut World) -> Vec<PastRun> {
    match world.call(POPUP, ViewRequest::GetHistory {}) {
        ViewResult::History { history } => history.runs,
        other => panic!("{other:?}"),
    }
}

fn past(world: &mut World, run: &str) -> PastRunView {
    match world.call(POPUP, ViewRequest::GetPastRun { run: run.into() }) {
        ViewResult::PastRun { run: Some(run) } => run,
        other => panic!("{other:?}"),
    }
}

fn archived(world: &World) -> usize {
    world.profile.stored.borrow().keys().filter(|key| key.starts_with("Archive/past:")).count()
}

#[test]
fn a_run_is_kept_with_what_was_seen_before_each_step() {
    let mut world = with_a_run();
    let runs = history(&mut world);
    assert_eq!((runs.len(), runs[0].end, runs[0].site.as_str()), (1, PastEnd::Done, "news.example"));
    assert!(runs[0].bytes > 0);
    let run = past(&mut world, &runs[0].run);
    assert_eq!((run.run.steps.len(), run.steps.len()), (2, 2));
    assert!(run.steps[0].seen.contains("clicked []") && run.steps[1].seen.contains("clicked [7]"));
    assert!(run.steps[0].rule.is_some() && run.steps[0].pictured);
    let picture = ViewRequest::GetPicture { run: runs[0].run.clone(), step: 1 };
    assert_eq!(world.call(POPUP, picture), ViewResult::Picture { picture: Some(PICTURE.into()) });
}

#[test]
fn a_restart_of_the_browser_keeps_it_and_shows_what_was_cut_off() {
    let mut world = with_a_run();
    calls(&world, "ask_user", json!({ "question": "Which?" }));
    start(&mut world, POPUP);
    assert_eq!(history(&mut world)[0].end, PastEnd::UnderWay);
    world.profile.stored.borrow_mut().retain(|key, _| !key.starts_with("Session/run"));
    world.restart();
    let ends: Vec<_> = history(&mut world).iter().map(|past| past.end).collect();
    assert_eq!(ends, [PastEnd::CutOff, PastEnd::Done]);
}

#[test]
fn deleting_and_signing_out_leave_nothing() {
    let mut world = with_a_run();
    let run = history(&mut world)[0].run.clone();
    assert!(archived(&world) > 3);
    world.call(POPUP, ViewRequest::DeletePastRuns { run: Some(run) });
    assert_eq!((history(&mut world).len(), archived(&world)), (0, 0));
    for end in ["Again", "And again"] {
        calls(&world, "done", json!({ "answer": end }));
        start(&mut world, POPUP);
    }
    assert_eq!(history(&mut world).len(), 2);
    world.call(POPUP, ViewRequest::Logout { everywhere: false });
    assert_eq!((history(&mut world).len(), archived(&world)), (0, 0));
}

#[test]
fn a_private_windows_run_is_not_kept() {
    let mut world = World::new();
    with_hands(&mut world);
    world.profile.tabs.borrow_mut().get_mut(&TAB).unwrap().incognito = true;
    calls(&world, "done", json!({ "answer": "Read" }));
    start(&mut world, POPUP);
    assert!(matches!(run_of(&mut world).status, RunStatus::Done { .. }));
    assert_eq!((history(&mut world).len(), archived(&world)), (0, 0));
}

#[test]
fn secret_fields_are_painted_over_and_others_are_not() {
    let mut world = World::new();
    with_hands(&mut world);
    world.profile.picture.replace(Some(PICTURE.into()));
    let field = |name: &str, kind: &str, left: f64| ShownField {
        node: 1,
        facts: FieldFacts { name: name.into(), kind: kind.into(), ..FieldFacts::default() },
        rect: Rect { left, top: 10.0, width: 100.0, height: 20.0 },
        options: Vec::new(),
    };
    let fields =
        [field("pin", "password", 100.0), field("city", "text", 300.0), field("card number", "text", 500.0)];
    world.profile.fields.replace(fields.into());
    calls(&world, "done", json!({ "answer": "Read" }));
    start(&mut world, POPUP);
    let covered = world.profile.covered.borrow();
    let lefts: Vec<f64> = covered[0].iter().map(|rect| rect.left).collect();
    assert_eq!(lefts, [96.0, 496.0]);
}

#[test]
fn an_overlay_neither_sees_it_nor_fills_forms() {
    let mut world = with_a_run();
    let nonce = world.open();
    world.hello(&nonce);
    for request in [
        ViewRequest::GetHistory {},
        ViewRequest::GetPastRun { run: "r".into() },
        ViewRequest::GetPicture { run: "r".into(), step: 1 },
        ViewRequest::DeletePastRuns { run: None },
        ViewRequest::ProposeFill { tab: TAB },
        ViewRequest::ApproveFill { tab: TAB, values: Vec::new() },
    ] {
        assert_eq!(world.call(OVERLAY, request), failed(FailureKind::NotAllowed));
    }
}
