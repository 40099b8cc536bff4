//! The background driven as the views drive it, on a browser and a network of plain data.

use std::rc::Rc;

use futures::executor::LocalPool;

use super::*;
use crate::api::Request;
use crate::browser::{Tab, ToView};
use crate::fakes::{FakeBrowser, Profile, Script, Then};
use crate::protocol::*;

const TAB: i32 = 7;
const OVERLAY: ViewId = 1;
const POPUP: ViewId = 2;
const TOKENS: &str = r#"{"access_token":"a1","refresh_token":"r1","expires_in":600,"token_type":"Bearer"}"#;
const START: &str =
    "data: {\"type\":\"start\",\"answerer\":\"llm\",\"model\":\"m\",\"questions_left\":9}\n\n";
const HALF: &str = "data: {\"type\":\"delta\",\"text\":\"It rained\"}\n\n";
const QUOTE: &str = "data: {\"type\":\"quote\",\"n\":1,\"passage\":2,\"text\":\"rain all day\"}\n\n";
const DONE: &str = "data: {\"type\":\"done\",\"tokens\":{\"input\":1,\"output\":2,\"estimated\":false}}\n\n";

struct World {
    pool: LocalPool,
    profile: Rc<Profile>,
    script: Script,
    background: Rc<Background<FakeBrowser, Script>>,
    calls: u32,
}

impl World {
    /// Signed in, with a news page in a tab.
    fn new() -> Self {
        let mut pool = LocalPool::new();
        let (profile, script) = (Rc::<Profile>::default(), Script::default());
        let url = Some("https://news.example/rain".to_owned());
        let tab =
            Tab { url, title: Some("Rain".into()), content_type: Some("text/html".into()), ..Tab::default() };
        profile.tabs.borrow_mut().insert(TAB, tab);
        profile
            .pages
            .borrow_mut()
            .insert(TAB, vec!["The weather in the north", "There was rain all day in Oslo"]);
        profile.nodes_hold.set(true);
        let background = boot(&mut pool, &profile, &script);
        let mut world = Self { pool, profile, script, background, calls: 0 };
        world.connect_views();
        world.script.answers("/auth/login", 200, TOKENS);
        world.call(POPUP, ViewRequest::Login { email: "a@x.example".into(), password: "p".into() });
        world
    }

    /// The browser stops the background and starts it again; views lose their ports.
    fn restart(&mut self) {
        self.pool = LocalPool::new();
        self.background = boot(&mut self.pool, &self.profile, &self.script);
        self.connect_views();
    }

    fn connect_views(&self) {
        self.background.connected(OVERLAY, sender(ViewKind::Overlay, TAB, "overlay-document"));
        self.background.connected(POPUP, sender(ViewKind::Popup, 0, "popup"));
    }

    fn call(&mut self, view: ViewId, request: ViewRequest) -> ViewResult {
        self.calls += 1;
        let id = self.calls;
        self.pool.run_until(self.background.called(view, ViewCall { id, request }));
        self.pool.run_until_stalled();
        let posted = self.profile.posted.borrow();
        let reply = posted.iter().rev().find_map(|(to, message)| match message {
            ToView::Reply(reply) if reply.id == id && *to == view => Some(reply.result.clone()),
            _ => None,
        });
        reply.unwrap()
    }

    /// Opens the overlay and gives its nonce.
    fn open(&mut self) -> String {
        assert_eq!(self.call(POPUP, ViewRequest::OpenOverlay { tab: TAB }), ViewResult::Ok {});
        let calls = self.profile.content_calls.borrow();
        let url = calls.iter().rev().find_map(|(_, _, call)| match call {
            ContentCall::OpenOverlay { url, .. } => Some(url.clone()),
            _ => None,
        });
        url.unwrap().split_once('#').unwrap().1.to_owned()
    }

    fn hello(&mut self, nonce: &str) -> ViewResult {
        self.call(OVERLAY, ViewRequest::Hello { nonce: nonce.into() })
    }

    fn chat(&mut self, nonce: &str) -> Chat {
        match self.hello(nonce) {
            ViewResult::Chat { chat } => chat,
            other => panic!("{other:?}"),
        }
    }

    fn ask(&mut self, question: &str) -> ViewResult {
        self.call(
            OVERLAY,
            ViewRequest::Ask { question: question.into(), use_profile: false, use_selection: true },
        )
    }

    fn events(&self, view: ViewId) -> Vec<ViewEvent> {
        let posted = self.profile.posted.borrow();
        let events = posted.iter().filter_map(|(to, message)| match message {
            ToView::Event { event } if *to == view => Some(event.clone()),
            _ => None,
        });
        events.collect()
    }

    /// The last state of the last turn the overlay heard of.
    fn turn(&self) -> ChatTurn {
        let turns = self.events(OVERLAY).into_iter().filter_map(|event| match event {
            ViewEvent::Turn { turn } => Some(turn),
            _ => None,
        });
        turns.last().unwrap()
    }

    fn asked(&self) -> Vec<Request> {
        self.script.asked.borrow().iter().filter(|request| request.path.ends_with("/ask")).cloned().collect()
    }
}

fn boot(pool: &mut LocalPool, profile: &Rc<Profile>, script: &Script) -> Rc<Background<FakeBrowser, Script>> {
    let browser = FakeBrowser { profile: Rc::clone(profile), spawner: pool.spawner() };
    pool.run_until(Background::start(browser, script.clone()))
}

fn sender(kind: ViewKind, tab: i32, document: &str) -> Sender {
    Sender { kind, tab: Some(tab), document: document.into(), incognito: false }
}

fn failed(kind: FailureKind) -> ViewResult {
    ViewResult::Failed { failure: kind.into() }
}

#[test]
fn a_question_is_answered_with_a_quote_that_finds_its_place() {
    let mut world = World::new();
    let nonce = world.open();
    assert_eq!(world.chat(&nonce).page_host, "news.example");
    world.script.answers("/ask", 200, &[START, HALF, QUOTE, DONE].concat());
    assert_eq!(world.ask("What fell in Oslo?"), ViewResult::Ok {});
    let turn = world.turn();
    assert_eq!((turn.status, turn.answer.answer.as_str()), (TurnStatus::Done, "It rained"));
    assert_eq!(turn.read.unwrap().page_passages, 2);
    let body = String::from_utf8(world.asked()[0].body.clone().unwrap()).unwrap();
    assert!(body.contains("There was rain all day in Oslo") && body.contains("\"stream\":true"));
    assert_eq!(
        world.call(OVERLAY, ViewRequest::ShowQuote { turn: 1, n: 1 }),
        ViewResult::Shown { found: true }
    );
    let calls = world.profile.content_calls.borrow();
    assert!(
        matches!(calls.last(), Some((TAB, 0, ContentCall::ShowQuote { text, .. })) if text == "rain all day")
    );
}

#[test]
fn a_quote_whose_nodes_are_gone_is_searched_in_the_page_as_it_is_now() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers("/ask", 200, &[START, HALF, QUOTE, DONE].concat());
    world.ask("What fell in Oslo?");
    world.restart();
    world.hello(&nonce);
    world.profile.nodes_hold.set(false);
    assert_eq!(
        world.call(OVERLAY, ViewRequest::ShowQuote { turn: 1, n: 1 }),
        ViewResult::Shown { found: true }
    );
    world.profile.nodes_hold.set(false);
    world.profile.pages.borrow_mut().insert(TAB, vec!["Something else"]);
    assert_eq!(
        world.call(OVERLAY, ViewRequest::ShowQuote { turn: 1, n: 1 }),
        ViewResult::Shown { found: false }
    );
}

#[test]
fn a_nonce_binds_one_document_of_its_tab_in_time() {
    let mut world = World::new();
    let nonce = world.open();
    world.background.connected(3, sender(ViewKind::Overlay, 8, "other-tab"));
    assert_eq!(world.call(3, ViewRequest::Hello { nonce: nonce.clone() }), failed(FailureKind::NotAllowed));
    world.hello(&nonce);
    world.background.connected(4, sender(ViewKind::Overlay, TAB, "another-document"));
    assert_eq!(world.call(4, ViewRequest::Hello { nonce: nonce.clone() }), failed(FailureKind::NotAllowed));
    // The bound document itself may say it again, also after a restart.
    world.restart();
    assert!(matches!(world.hello(&nonce), ViewResult::Chat { .. }));

    let late = world.open();
    world.profile.clock_ms.set(60_000.0);
    assert_eq!(world.hello(&late), failed(FailureKind::NotAllowed));
}

#[test]
fn a_call_sent_right_behind_hello_waits_for_it() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.restart();
    let hello = ViewCall { id: 90, request: ViewRequest::Hello { nonce } };
    let draft = ViewCall { id: 91, request: ViewRequest::SaveDraft { text: "a".into() } };
    let (first, second) = (world.background.called(OVERLAY, hello), world.background.called(OVERLAY, draft));
    world.pool.run_until(futures::future::join(first, second));
    let posted = world.profile.posted.borrow();
    assert!(matches!(posted.last(), Some((_, ToView::Reply(ViewReply { id: 91, result: ViewResult::Ok {} })))));
}

#[test]
fn each_view_has_its_own_verbs() {
    let mut world = World::new();
    assert_eq!(world.ask("Before hello?"), failed(FailureKind::NotAllowed));
    let nonce = world.open();
    world.hello(&nonce);
    let login = ViewRequest::Login { email: "a@x.example".into(), password: "p".into() };
    for request in [login, ViewRequest::GetResume {}, ViewRequest::OpenOverlay { tab: TAB }] {
        assert_eq!(world.call(OVERLAY, request), failed(FailureKind::NotAllowed));
    }
    for request in [ViewRequest::Hello { nonce }, ViewRequest::Stop {}] {
        assert_eq!(world.call(POPUP, request), failed(FailureKind::NotAllowed));
    }
}

#[test]
fn a_stopped_answer_keeps_what_came_and_can_be_asked_again() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers_then("/ask", 200, &[START, HALF].concat(), Then::Hangs);
    world.ask("What fell?");
    assert_eq!(world.turn().status, TurnStatus::Answering);
    assert_eq!(world.ask("And now?"), failed(FailureKind::Api(api_types::Code::Conflict)));
    world.call(OVERLAY, ViewRequest::Stop {});
    assert_eq!(
        (world.turn().status, world.turn().answer.answer.as_str()),
        (TurnStatus::Stopped, "It rained")
    );
    world.script.answers("/ask", 200, &[START, HALF, DONE].concat());
    world.call(OVERLAY, ViewRequest::Retry { use_profile: true });
    assert_eq!((world.turn().turn, world.turn().status), (1, TurnStatus::Done));
    let body = String::from_utf8(world.asked()[1].body.clone().unwrap()).unwrap();
    assert!(body.contains("\"use_profile\":true"));
}

#[test]
fn an_answer_under_way_when_the_background_died_is_shown_as_failed_with_what_came() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers_then("/ask", 200, START, Then::Hangs);
    world.ask("What fell?");
    world.restart();
    let turn = world.chat(&nonce).turns.pop().unwrap();
    assert_eq!((turn.status, turn.question.as_str()), (TurnStatus::Failed, "What fell?"));
    assert_eq!(turn.failure.unwrap().kind, FailureKind::Interrupted);
}

#[test]
fn an_answer_that_breaks_is_interrupted_and_one_that_never_starts_is_offline() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers_then("/ask", 200, &[START, HALF].concat(), Then::Breaks);
    world.ask("What fell?");
    assert_eq!(world.turn().failure.unwrap().kind, FailureKind::Interrupted);
    world.ask("What fell?");
    assert_eq!(world.turn().failure.unwrap().kind, FailureKind::Offline);
}

#[test]
fn a_spent_plan_is_told_with_its_limit_and_the_question_stays() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    let problem = r#"{"type":"about:blank","title":"","status":429,"code":"limit_reached","detail":"10 of 10.",
        "plan":"free","meter":"questions","limit":10,"used":10,"resets_at":"2026-12-01T00:00:00Z"}"#;
    world.script.answers("/ask", 429, problem);
    world.ask("What fell?");
    let turn = world.turn();
    assert_eq!(turn.failure.unwrap().limit.unwrap().used, 10);
    assert_eq!(turn.question, "What fell?");
    // Never sent twice by itself.
    assert_eq!(world.asked().len(), 1);
}

#[test]
fn a_lost_session_signs_every_view_out_and_keeps_the_draft() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.call(OVERLAY, ViewRequest::SaveDraft { text: "half a thou".into() });
    let refused = r#"{"type":"about:blank","title":"","status":401,"code":"unauthorized","detail":""}"#;
    world.script.answers("/ask", 401, refused).answers("/auth/refresh", 401, refused);
    world.ask("What fell?");
    assert_eq!(world.turn().failure.unwrap().kind, FailureKind::SignedOut);
    let states = |view| {
        world.events(view).into_iter().rev().find_map(|event| match event {
            ViewEvent::State { state } => Some(state),
            _ => None,
        })
    };
    assert!(states(POPUP).unwrap().account.is_none() && states(OVERLAY).unwrap().account.is_none());
    world.call(OVERLAY, ViewRequest::SaveDraft { text: "another".into() });
    world.restart();
    assert_eq!(world.chat(&nonce).draft, "another");
}

#[test]
fn a_page_that_can_not_be_read_is_explained_and_gets_no_overlay() {
    let mut world = World::new();
    let pdf = Tab { url: Some("https://x.example/a.pdf".into()), ..Tab::default() };
    world.profile.tabs.borrow_mut().insert(9, pdf);
    assert_eq!(
        world.call(POPUP, ViewRequest::CheckPage { tab: 9 }),
        ViewResult::PageCheck { page: PageCheck::Pdf }
    );
    assert_eq!(world.call(POPUP, ViewRequest::OpenOverlay { tab: 9 }), failed(FailureKind::Unreadable));
    world.pool.run_until(world.background.invoked(9, None));
    assert_eq!(*world.profile.explained.borrow(), [9]);
}

#[test]
fn selected_text_from_the_menu_comes_after_the_chat() {
    let mut world = World::new();
    world.pool.run_until(world.background.invoked(TAB, Some("rain all day".into())));
    let nonce = format!("{:032x}", world.profile.nonces.get());
    world.hello(&nonce);
    let posted = world.profile.posted.borrow();
    let places: Vec<bool> = posted
        .iter()
        .filter(|(view, _)| *view == OVERLAY)
        .map(|(_, message)| matches!(message, ToView::Event { event: ViewEvent::Prefill { .. } }))
        .collect();
    assert_eq!(places.last(), Some(&true));
}

#[test]
fn signing_out_forgets_the_conversations_and_private_windows_never_reach_the_disk() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers("/ask", 200, &[START, HALF, DONE].concat());
    world.ask("What fell?");
    let pages = |world: &World, area: &str| {
        world.profile.stored.borrow().keys().filter(|key| key.starts_with(&format!("{area}/page:"))).count()
    };
    assert_eq!(pages(&world, "Local"), 1);
    world.call(POPUP, ViewRequest::Logout { everywhere: false });
    assert_eq!(pages(&world, "Local"), 0);

    let secret = world.open();
    let sender = Sender { incognito: true, ..sender(ViewKind::Overlay, TAB, "private") };
    world.background.connected(OVERLAY, sender);
    world.hello(&secret);
    world.ask("What fell?");
    assert_eq!((pages(&world, "Local"), pages(&world, "Session")), (0, 1));
}

#[test]
fn another_server_needs_the_persons_permission_and_ends_the_session() {
    let mut world = World::new();
    let forbidden = ViewRequest::SetServer { url: "https://forbidden.example".into() };
    assert_eq!(world.call(POPUP, forbidden), failed(FailureKind::NotAllowed));
    let ViewResult::State { state } =
        world.call(POPUP, ViewRequest::SetServer { url: "https://own.example/".into() })
    else {
        panic!("no state")
    };
    assert_eq!((state.server_url.as_str(), state.account), ("https://own.example", None));
}
