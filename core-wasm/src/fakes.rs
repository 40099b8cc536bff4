//! A browser and a network for tests: plain data.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use futures::executor::LocalSpawner;
use futures::future::LocalBoxFuture;
use futures::stream::{self, LocalBoxStream, StreamExt};
use futures::task::LocalSpawnExt;

use crate::api::{Lost, Request, Response, Transport};
use crate::browser::{Area, Browser, Dialog, FrameRead, PageError, ReadBase, Steer, Tab, ToView, ViewId};
use crate::page::RawFrame;
use crate::page::build::Build;
use crate::protocol::{ContentCall, ContentReply, OverlayLabels, Rect, ShownField};

/// Everything of a browser that outlives the background.
#[derive(Default)]
pub(crate) struct Profile {
    pub(crate) clock_ms: Cell<f64>,
    pub(crate) stored: RefCell<HashMap<String, String>>,
    pub(crate) tabs: RefCell<HashMap<i32, Tab>>,
    /// Paragraphs of each tab's page.
    pub(crate) pages: RefCell<HashMap<i32, Vec<&'static str>>>,
    /// Whether nodes the content script gave out still resolve.
    pub(crate) nodes_hold: Cell<bool>,
    pub(crate) posted: RefCell<Vec<(ViewId, ToView)>>,
    pub(crate) content_calls: RefCell<Vec<(i32, i32, ContentCall)>>,
    pub(crate) opened: RefCell<Vec<String>>,
    pub(crate) steered: RefCell<Vec<(i32, Steer)>>,
    pub(crate) popups: RefCell<Vec<i32>>,
    /// Whether tabs may be debugged, and what was sent to which.
    pub(crate) debugging: Cell<bool>,
    pub(crate) debugged: RefCell<Vec<(i32, String)>>,
    pub(crate) dialog: RefCell<Option<Dialog>>,
    /// What every picture is, and what was painted over in each.
    pub(crate) picture: RefCell<Option<String>>,
    pub(crate) covered: RefCell<Vec<Vec<Rect>>>,
    /// Fields and frames of every frame.
    pub(crate) fields: RefCell<Vec<ShownField>>,
    /// Random values given out.
    pub(crate) nonces: Cell<u32>,
}

/// A running browser.
#[derive(Clone)]
pub(crate) struct FakeBrowser {
    pub(crate) profile: Rc<Profile>,
    pub(crate) spawner: LocalSpawner,
}

/// Lets others run, as waiting for the real one does.
async fn turn() {
    let mut asked = false;
    poll_fn(|context| {
        context.waker().wake_by_ref();
        if std::mem::replace(&mut asked, true) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

impl Browser for FakeBrowser {
    fn now_ms(&self) -> f64 {
        self.profile.clock_ms.get()
    }
    fn random(&self) -> String {
        self.profile.nonces.set(self.profile.nonces.get() + 1);
        format!("{:032x}", self.profile.nonces.get())
    }
    async fn sleep(&self, ms: u32) {
        turn().await;
        self.profile.clock_ms.set(self.now_ms() + f64::from(ms));
    }
    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.spawner.spawn_local(task).unwrap();
    }
    fn built_in_server(&self) -> String {
        "https://legwork.example".into()
    }
    async fn may_reach(&self, origin: &str) -> bool {
        origin != "https://forbidden.example"
    }
    async fn load(&self, area: Area, key: &str) -> Option<String> {
        self.profile.stored.borrow().get(&format!("{area:?}/{key}")).cloned()
    }
    async fn save(&self, area: Area, key: &str, text: Option<&str>) -> bool {
        let key = format!("{area:?}/{key}");
        match text {
            Some(text) => self.profile.stored.borrow_mut().insert(key, text.into()),
            None => self.profile.stored.borrow_mut().remove(&key),
        };
        true
    }
    async fn seal(&self, text: &str) -> Option<String> {
        Some(format!("sealed {text}"))
    }
    async fn unseal(&self, sealed: &str) -> Option<String> {
        sealed.strip_prefix("sealed ").map(str::to_owned)
    }
    async fn tab(&self, tab: i32, _: bool) -> Option<Tab> {
        turn().await;
        self.profile.tabs.borrow().get(&tab).cloned()
    }
    async fn inject(&self, tab: i32) -> Result<Vec<i32>, PageError> {
        if self.profile.pages.borrow().contains_key(&tab) { Ok(vec![0]) } else { Err(PageError::Closed) }
    }
    async fn read(&self, tab: i32, frame: i32, _: u32, _: ReadBase) -> Result<FrameRead, PageError> {
        let pages = self.profile.pages.borrow();
        let mut build = Build::page();
        for paragraph in pages.get(&tab).ok_or(PageError::Gone)? {
            build.open("p").text(paragraph).close();
        }
        let (nodes, strings) = build.parts();
        let url = self.profile.tabs.borrow()[&tab].url.clone().unwrap_or_default();
        let frame =
            RawFrame { frame_id: frame, url, title: "A page".into(), nodes, strings, ..RawFrame::default() };
        Ok(FrameRead { frame, change: None, content_type: "text/html".into() })
    }
    async fn content(&self, tab: i32, frame: i32, call: ContentCall) -> Result<ContentReply, PageError> {
        self.profile.content_calls.borrow_mut().push((tab, frame, call.clone()));
        if !self.profile.pages.borrow().contains_key(&tab) {
            return Err(PageError::Gone);
        }
        Ok(match call {
            ContentCall::GetSelection {} => ContentReply::Selection { text: None },
            ContentCall::ShowQuote { .. } => {
                ContentReply::Shown { found: self.profile.nodes_hold.replace(true) }
            }
            ContentCall::FindFields { .. } => {
                let fields = self.profile.fields.borrow().clone();
                ContentReply::Fields { fields, frames: Vec::new(), width: 800.0, height: 600.0, whole: true }
            }
            _ => ContentReply::Ok {},
        })
    }
    fn overlay_url(&self, nonce: &str) -> String {
        format!("overlay.html#{nonce}")
    }
    fn overlay_labels(&self) -> OverlayLabels {
        OverlayLabels::default()
    }
    async fn open_tab(&self, url: &str) {
        self.profile.opened.borrow_mut().push(url.to_owned());
    }
    async fn open_beside(&self, _: i32, url: &str) -> Option<i32> {
        self.profile.opened.borrow_mut().push(url.to_owned());
        None
    }
    async fn steer(&self, tab: i32, steer: &Steer) -> Result<(), PageError> {
        self.profile.steered.borrow_mut().push((tab, steer.clone()));
        Ok(())
    }
    async fn loaded(&self, _: i32, _: u32) -> bool {
        true
    }
    async fn opened_by(&self, _: i32) -> Vec<i32> {
        Vec::new()
    }
    async fn attach(&self, _: i32) -> bool {
        self.profile.debugging.get()
    }
    async fn find_listeners(&self, _: i32) {}

    async fn detach(&self, tab: i32) {
        self.profile.debugged.borrow_mut().push((tab, "detach".to_owned()));
    }
    async fn debug(&self, tab: i32, method: &str, _: &serde_json::Value) -> bool {
        if method == "Page.handleJavaScriptDialog" {
            self.profile.dialog.take();
        }
        self.profile.debugged.borrow_mut().push((tab, method.to_owned()));
        true
    }
    fn dialog(&self, _: i32) -> Option<Dialog> {
        self.profile.dialog.borrow().clone()
    }
    fn watch_loads(&self, _: bool) {}
    async fn picture(&self, _: i32, _: f64, covered: &[Rect]) -> Option<String> {
        self.profile.covered.borrow_mut().push(covered.to_vec());
        self.profile.picture.borrow().clone()
    }
    fn is_debugged(&self, _: i32) -> bool {
        self.profile.debugging.get()
    }
    async fn whole_picture(&self, _: i32) -> Option<String> {
        self.profile.picture.borrow().clone()
    }
    async fn open_popup(&self, tab: i32) {
        self.profile.popups.borrow_mut().push(tab);
    }
    fn post(&self, view: ViewId, message: &ToView) {
        self.profile.posted.borrow_mut().push((view, message.clone()));
    }
}

/// How a scripted answer goes on after its body.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Then {
    /// It ends.
    Ends,
    /// Nothing comes any more.
    Hangs,
    /// The connection breaks.
    Breaks,
}

/// Status, body and what comes after it.
type Answers = VecDeque<(u16, String, Then)>;

/// A server that is a list of answers to each path, in order; none left is no connection.
#[derive(Clone, Default)]
pub(crate) struct Script {
    answers: Rc<RefCell<HashMap<&'static str, Answers>>>,
    pub(crate) asked: Rc<RefCell<Vec<Request>>>,
}

impl Script {
    pub(crate) fn answers(&self, path: &'static str, status: u16, body: &str) -> &Self {
        self.answers_then(path, status, body, Then::Ends)
    }

    pub(crate) fn answers_then(&self, path: &'static str, status: u16, body: &str, then: Then) -> &Self {
        self.answers.borrow_mut().entry(path).or_default().push_back((status, body.to_owned(), then));
        self
    }

    /// Paths that were asked for, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.asked.borrow().iter().map(|request| request.path.replace("/api/v1", "")).collect()
    }
}

impl Transport for Script {
    type Body = LocalBoxStream<'static, Result<Vec<u8>, Lost>>;

    async fn send(&self, _: &str, request: &Request) -> Result<Response<Self::Body>, Lost> {
        self.asked.borrow_mut().push(request.clone());
        let path = request.path.replace("/api/v1", "");
        let mut answers = self.answers.borrow_mut();
        let (status, body, then) =
            answers.get_mut(path.as_str()).and_then(VecDeque::pop_front).ok_or(Lost)?;
        let body = stream::iter([Ok(body.into_bytes())]);
        let body = match then {
            Then::Ends => body.boxed_local(),
            Then::Hangs => body.chain(stream::pending()).boxed_local(),
            Then::Breaks => body.chain(stream::iter([Err(Lost)])).boxed_local(),
        };
        Ok(Response { status, body })
    }
}
