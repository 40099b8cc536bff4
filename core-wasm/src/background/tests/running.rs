//! Runs as the views start and follow them, with hands of plain data and the server's answers as they are on the wire.

use std::cell::{Cell, RefCell};

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use serde_json::json;

use super::*;
use crate::agent::observation::{Fault, Look, Observation, TabInfo};
use crate::agent::{Act, ActEnd, Action, Resolved, Run, Subject, Target};
use crate::background::Hands;
use crate::gate::{Editable, FormFacts, Origin, TargetFacts};

const PAGE: &str = "https://news.example/rain";

/// A page with a button (7), a form that is sent (9) and a field for a password (5).
#[derive(Default)]
pub(super) struct FakeHands {
    clicked: RefCell<Vec<u32>>,
    pub(super) typed: RefCell<Vec<String>>,
    cancelled: Cell<u32>,
}

impl Hands for FakeHands {
    fn observe<'a>(&'a self, _: &'a Run, look: &'a Look) -> LocalBoxFuture<'a, Result<Observation, Fault>> {
        let text = format!("[7 button: More]\n[9 button: Send]\nclicked {:?}", self.clicked.borrow());
        let tabs = vec![TabInfo { tab: look.tab, url: PAGE.into(), title: "Rain".into() }];
        let digest = self.clicked.borrow().len() as u64;
        let origin = Origin::parse(PAGE).ok();
        let seen = Observation { text, url: PAGE.into(), origin, digest, tabs, ..Observation::default() };
        async move { Ok(seen) }.boxed_local()
    }

    fn resolve<'a>(
        &'a self,
        _: i32,
        subject: Subject,
        _: Option<Target>,
    ) -> LocalBoxFuture<'a, Result<Resolved, Fault>> {
        let Subject::Element(Target { node, .. }) = subject else { panic!("{subject:?}") };
        let form = FormFacts { action: PAGE.into(), method: "post".into(), ..FormFacts::default() };
        let target = TargetFacts {
            tag: "button".into(),
            kind: if node == 9 { "submit" } else { "button" }.into(),
            label: if node == 9 { "Send" } else { "More" }.into(),
            submits: node == 9,
            form: (node == 9).then_some(form),
            visible: true,
            fingerprint: format!("f{node}"),
            document_url: PAGE.into(),
            ..TargetFacts::default()
        };
        let target = if node == 5 { password() } else { target };
        let page = Origin::parse(PAGE).ok();
        async move {
            Ok(Resolved { page: page.clone(), frame: page, target: Some(target), onto: None, locator: None })
        }
        .boxed_local()
    }

    fn act<'a>(&'a self, act: &'a Act) -> LocalBoxFuture<'a, ActEnd> {
        let detail = match &act.action {
            Action::Click { target, .. } => {
                self.clicked.borrow_mut().push(target.node);
                String::new()
            }
            Action::Type { text, .. } => {
                self.typed.borrow_mut().push(text.clone());
                format!("it holds {text:?} now")
            }
            other => panic!("{other:?}"),
        };
        async { ActEnd::Done { detail, opened: Vec::new() } }.boxed_local()
    }

    fn cancel<'a>(&'a self, _: i32) -> LocalBoxFuture<'a, ()> {
        self.cancelled.set(self.cancelled.get() + 1);
        async {}.boxed_local()
    }

    fn let_go<'a>(&'a self, _: &'a Run) -> LocalBoxFuture<'a, ()> {
        async {}.boxed_local()
    }
}

fn password() -> TargetFacts {
    TargetFacts {
        tag: "input".into(),
        kind: "password".into(),
        label: "Password".into(),
        editable: Editable::Text,
        visible: true,
        fingerprint: "f5".into(),
        document_url: PAGE.into(),
        ..TargetFacts::default()
    }
}

/// An answer of the model as the server streams it.
pub(super) fn calls(world: &World, name: &str, arguments: serde_json::Value) {
    let call = json!({ "index": 0, "function": { "name": name, "arguments": arguments.to_string() } });
    let delta = json!({ "choices": [{ "delta": { "content": "I see.", "tool_calls": [call] }, "finish_reason": "stop" }] });
    let usage = json!({ "choices": [], "usage": { "prompt_tokens": 90, "completion_tokens": 10 } });
    let body = format!("data: {delta}\n\ndata: {usage}\n\ndata: [DONE]\n\n");
    world.script.answers("/chat/completions", 200, &body);
}

pub(super) fn with_hands(world: &mut World) -> Rc<FakeHands> {
    let hands = Rc::<FakeHands>::default();
    give(world, &hands);
    hands
}

fn give(world: &mut World, hands: &Rc<FakeHands>) {
    let hands: Rc<dyn Hands> = Rc::<FakeHands>::clone(hands);
    world.pool.run_until(world.background.give_hands(hands));
    world.pool.run_until_stalled();
}

pub(super) fn start(world: &mut World, view: ViewId) -> ViewResult {
    world.call(
        view,
        ViewRequest::StartRun { tab: TAB, goal: "Read more, then send".into(), files: Vec::new() },
    )
}

pub(super) fn run_of(world: &mut World) -> RunView {
    match world.call(POPUP, ViewRequest::GetRun { tab: TAB }) {
        ViewResult::Run { run: Some(run) } => run,
        other => panic!("{other:?}"),
    }
}

pub(super) fn approval(run: &RunView) -> u64 {
    match &run.status {
        RunStatus::WaitingForApproval { request, .. } => *request,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_run_is_started_approved_and_followed_to_its_answer() {
    let mut world = World::new();
    let hands = with_hands(&mut world);
    calls(&world, "click", json!({ "target": 7 }));
    calls(&world, "click", json!({ "target": 9 }));
    calls(&world, "done", json!({ "answer": "Sent", "evidence": [{ "quote": "clicked [7, 9]" }] }));
    assert!(matches!(start(&mut world, POPUP), ViewResult::RunStarted { .. }));
    let run = run_of(&mut world);
    assert_eq!((hands.clicked.borrow().clone(), run.steps.len()), (vec![7], 2));
    let request = approval(&run);
    let approve = ViewRequest::ApproveRun { run: run.run, request, yes: true };
    assert_eq!(world.call(POPUP, approve), ViewResult::Ok {});
    let run = run_of(&mut world);
    assert_eq!(*hands.clicked.borrow(), [7, 9]);
    assert!(
        matches!(&run.status, RunStatus::Done { answer, evidence, .. } if answer == "Sent" && evidence.len() == 1)
    );
    assert_eq!((run.used.steps, run.used.tokens, run.steps[1].approved), (2, 300, true));

    let asked = world.script.asked.borrow();
    let body =
        asked.iter().rfind(|request| request.path.ends_with("/chat/completions")).unwrap().body.clone();
    let body = String::from_utf8(body.unwrap()).unwrap();
    assert!(
        body.contains("\"tool_choice\":\"required\"") && body.contains("<<page ") && body.contains("step_1")
    );
    let told = world.events(POPUP);
    assert!(told.iter().any(|event| matches!(event, ViewEvent::RunSaid { text, .. } if text == "I see.")));
    assert!(
        told.iter().any(|event| matches!(event, ViewEvent::RunStep { step, .. } if step.outcome.is_some()))
    );
}

#[test]
fn a_page_that_comes_under_a_run_gets_the_overlay_back_unless_it_was_closed() {
    let opened = |world: &World| {
        let calls = world.profile.content_calls.borrow();
        let opened = calls.iter().filter_map(|(_, _, call)| match call {
            ContentCall::OpenOverlay { focus, .. } => Some(*focus),
            _ => None,
        });
        opened.collect::<Vec<_>>()
    };
    for closed in [false, true] {
        let mut world = World::new();
        with_hands(&mut world);
        let nonce = world.open();
        world.hello(&nonce);
        if closed {
            world.call(OVERLAY, ViewRequest::CloseOverlay {});
        }
        // Another page takes the place of the one it stood in.
        world.background.disconnected(OVERLAY);
        calls(&world, "click", json!({ "target": 7 }));
        calls(&world, "done", json!({ "answer": "Read", "evidence": [] }));
        start(&mut world, POPUP);
        // Each of the two looks: as long as it has not said hello, the page it was opened in may be left already.
        assert_eq!(opened(&world), if closed { vec![true] } else { vec![true, false, false] });
    }
}

#[test]
fn an_overlay_speaks_of_its_own_tab_and_never_approves() {
    let mut world = World::new();
    let hands = with_hands(&mut world);
    assert_eq!(start(&mut world, OVERLAY), failed(FailureKind::NotAllowed));
    let nonce = world.open();
    world.hello(&nonce);
    calls(&world, "click", json!({ "target": 9 }));
    assert!(matches!(start(&mut world, OVERLAY), ViewResult::RunStarted { .. }));
    let elsewhere = ViewRequest::StartRun { tab: 8, goal: "x".into(), files: Vec::new() };
    assert_eq!(world.call(OVERLAY, elsewhere), failed(FailureKind::NotAllowed));
    let run = run_of(&mut world);
    let approve = ViewRequest::ApproveRun { run: run.run.clone(), request: approval(&run), yes: true };
    assert_eq!(world.call(OVERLAY, approve), failed(FailureKind::NotAllowed));
    world.background.connected(3, sender(ViewKind::Overlay, 8, "other-tab"));
    assert_eq!(world.call(3, ViewRequest::StopRun { run: run.run.clone() }), failed(FailureKind::NotAllowed));
    assert_eq!(world.call(OVERLAY, ViewRequest::StopRun { run: run.run }), ViewResult::Ok {});
    assert!(matches!(run_of(&mut world).status, RunStatus::Ended { reason, .. } if reason == "stopped"));
    assert!(hands.clicked.borrow().is_empty());
}

#[test]
fn a_run_outlives_the_background_and_waits_for_its_approval() {
    let mut world = World::new();
    let hands = with_hands(&mut world);
    calls(&world, "click", json!({ "target": 9 }));
    start(&mut world, POPUP);
    let before = run_of(&mut world);
    world.restart();
    give(&mut world, &hands);
    let run = run_of(&mut world);
    assert_eq!((&run.run, approval(&run)), (&before.run, approval(&before)));
    calls(&world, "done", json!({ "answer": "Sent" }));
    let approve = ViewRequest::ApproveRun { run: run.run.clone(), request: approval(&run), yes: true };
    world.call(POPUP, approve);
    assert_eq!(*hands.clicked.borrow(), [9]);
    assert!(matches!(run_of(&mut world).status, RunStatus::Done { .. }));
}

#[test]
fn a_tab_has_one_run_at_a_time() {
    let mut world = World::new();
    with_hands(&mut world);
    calls(&world, "ask_user", json!({ "question": "Which?" }));
    start(&mut world, POPUP);
    assert_eq!(start(&mut world, POPUP), failed(FailureKind::Api(api_types::Code::Conflict)));
    let run = run_of(&mut world);
    let RunStatus::WaitingForUser { request, .. } = run.status else { panic!("{run:?}") };
    calls(&world, "done", json!({ "answer": "Blue" }));
    let answer = ViewRequest::AnswerRun { run: run.run, request, answer: "The blue one".into() };
    assert_eq!(world.call(POPUP, answer), ViewResult::Ok {});
    assert!(matches!(run_of(&mut world).status, RunStatus::Done { .. }));
    calls(&world, "done", json!({ "answer": "Again" }));
    assert!(matches!(start(&mut world, POPUP), ViewResult::RunStarted { .. }));
}

#[test]
fn a_spent_plan_pauses_a_run_and_it_goes_on_later() {
    let mut world = World::new();
    with_hands(&mut world);
    let problem =
        r#"{"type":"about:blank","title":"","status":429,"code":"limit_reached","detail":"10 of 10."}"#;
    world.script.answers("/chat/completions", 429, problem);
    start(&mut world, POPUP);
    let run = run_of(&mut world);
    assert_eq!(run.status, RunStatus::Paused { reason: "plan_limit".into(), detail: "10 of 10.".into() });
    calls(&world, "done", json!({ "answer": "Yes" }));
    world.call(POPUP, ViewRequest::ResumeRun { run: run.run });
    assert!(matches!(run_of(&mut world).status, RunStatus::Done { .. }));
}

#[test]
fn rows_and_the_log_become_files() {
    let mut world = World::new();
    with_hands(&mut world);
    calls(&world, "extract", json!({ "columns": [{ "name": "Button" }] }));
    calls(&world, "rows", json!({ "rows": [{ "Button": "More" }, { "Button": "Less" }] }));
    calls(&world, "done", json!({ "answer": "One" }));
    start(&mut world, POPUP);
    let run = run_of(&mut world).run;
    let mut export = |what| match world.call(POPUP, ViewRequest::ExportRun { run: run.clone(), what }) {
        ViewResult::Exported { file_name, text, .. } => (file_name, text),
        other => panic!("{other:?}"),
    };
    assert_eq!(export(RunExport::RowsCsv), ("legwork-rows.csv".into(), "Button\r\nMore\r\n".into()));
    let rows: serde_json::Value = serde_json::from_str(&export(RunExport::RowsJson).1).unwrap();
    assert_eq!(rows, json!([{ "Button": "More" }]));
    let log: serde_json::Value = serde_json::from_str(&export(RunExport::Log).1).unwrap();
    assert_eq!(log["steps"][0]["outcome"]["added"]["unseen"], 1);
    assert_eq!(log["state"]["ending"]["answer"], "One");
    let rows = RunRows { columns: vec!["Button".into()], rows: vec![vec!["More".into()]], total: 1 };
    let shown = world.call(POPUP, ViewRequest::GetRunRows { run: run.clone() });
    assert_eq!(shown, ViewResult::RunRows { rows: Some(rows) });
    let of_another = ViewRequest::GetRunRows { run: "another".into() };
    assert_eq!(world.call(POPUP, of_another), failed(FailureKind::Api(api_types::Code::NotFound)));
}

#[test]
fn signing_out_forgets_the_runs() {
    let mut world = World::new();
    with_hands(&mut world);
    calls(&world, "ask_user", json!({ "question": "Which?" }));
    start(&mut world, POPUP);
    let stored = |world: &World| {
        world.profile.stored.borrow().keys().filter(|key| key.starts_with("Session/run")).count()
    };
    assert_eq!(stored(&world), 2);
    world.call(POPUP, ViewRequest::Logout { everywhere: false });
    assert_eq!(stored(&world), 0);
    assert_eq!(world.call(POPUP, ViewRequest::GetRun { tab: TAB }), ViewResult::Run { run: None });
}

#[test]
fn a_goal_has_words_and_a_build_without_hands_begins_nothing() {
    let mut world = World::new();
    assert_eq!(start(&mut world, POPUP), failed(FailureKind::Internal));
    with_hands(&mut world);
    for goal in ["  ".to_owned(), "a".repeat(4_001)] {
        let ViewResult::Failed { failure } =
            world.call(POPUP, ViewRequest::StartRun { tab: TAB, goal, files: Vec::new() })
        else {
            panic!("begun")
        };
        assert_eq!(failure.fields[0].field, "goal");
    }
}

#[test]
fn evidence_leads_into_the_page_and_prices_make_costs() {
    let mut world = World::new();
    with_hands(&mut world);
    let info = r#"{"version":"1","answerer":"llm","model":"m","price":{"input":2,"output":10},"portal_url":"https://legwork.example","require_verified_email":false}"#;
    world.script.answers("/info", 200, info);
    world.profile.clock_ms.set(61_000.0);
    calls(&world, "done", json!({ "answer": "Sent", "evidence": [{ "quote": "clicked []" }] }));
    start(&mut world, POPUP);
    let run = run_of(&mut world);
    assert_eq!(run.used.cost_nanos, Some(280));
    let show = |n| ViewRequest::ShowRunQuote { run: run.run.clone(), n };
    assert_eq!(world.call(POPUP, show(0)), ViewResult::Shown { found: true });
    assert!(world.profile.content_calls.borrow().iter().any(|(tab, _, call)| *tab == TAB
        && matches!(call, ContentCall::ShowQuote { text, .. } if text == "clicked []")));
    assert_eq!(world.call(POPUP, show(1)), failed(FailureKind::NotAllowed));
    assert_eq!(world.call(OVERLAY, show(0)), failed(FailureKind::NotAllowed));
}

#[test]
fn what_is_acted_on_is_marked_and_the_mark_goes() {
    let mut world = World::new();
    with_hands(&mut world);
    calls(&world, "click", json!({ "target": 9 }));
    start(&mut world, POPUP);
    let marks = |world: &World| {
        let calls = world.profile.content_calls.borrow();
        let marks = calls.iter().filter_map(|(_, _, call)| match call {
            ContentCall::MarkTarget { node } => Some(Some(*node)),
            ContentCall::ClearTarget {} => Some(None),
            _ => None,
        });
        marks.collect::<Vec<_>>()
    };
    assert_eq!(marks(&world), [Some(9)], "it stands while the person is asked");
    let run = run_of(&mut world);
    world.call(POPUP, ViewRequest::StopRun { run: run.run });
    assert_eq!(marks(&world), [Some(9), None]);
}
