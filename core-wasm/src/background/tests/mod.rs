//! The background driven as the views drive it, on a browser and a network of plain data.

mod account;
mod asking;
mod history;
mod overlays;
mod recipes;
mod running;
mod secrets;

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
        let turn = self.events(OVERLAY).into_iter().rev().find_map(|event| match event {
            ViewEvent::Turn { turn } => Some(turn),
            _ => None,
        });
        turn.unwrap()
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
