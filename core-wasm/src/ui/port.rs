//! The engine as a view sees it: calls that are awaited, and what comes unasked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use api_types::profile::Resume;
use futures::channel::oneshot;
use leptos::prelude::{LocalStorage, StoredValue, WithValue};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::text;
use crate::protocol::{
    Chat, Failure, FailureKind, PageCheck, State, ViewCall, ViewEvent, ViewRequest, ViewResult,
};
use crate::tagged::from_js;
use crate::views::ViewHost;

/// What comes unasked.
pub(crate) enum Push {
    /// An event.
    Event(ViewEvent),
    /// The connection was made anew; where things stand now.
    Again(ViewResult),
    /// The connection broke. The next call makes it anew.
    Lost,
}

/// Everything the port delivers, in one shape.
#[derive(Deserialize)]
struct Inbound {
    #[serde(default)]
    id: Option<u32>,
    #[serde(default)]
    result: Option<ViewResult>,
    #[serde(default)]
    event: Option<ViewEvent>,
    #[serde(default)]
    lost: bool,
}

/// Connection to the engine; a cheap handle.
#[derive(Clone, Copy)]
pub(crate) struct Port(StoredValue<Rc<Line>, LocalStorage>);

type Listener = Box<dyn Fn(Push)>;
type Answered = oneshot::Sender<Result<ViewResult, Failure>>;

struct Line {
    host: Rc<ViewHost>,
    last_id: Cell<u32>,
    waiting: RefCell<Vec<(u32, Answered)>>,
    listener: RefCell<Option<Listener>>,
}

impl Port {
    /// Listens at `host`.
    pub(crate) fn open(host: ViewHost) -> Self {
        let host = Rc::new(host);
        text::init(host.clone());
        let line = Rc::new(Line {
            host,
            last_id: Cell::new(0),
            waiting: RefCell::default(),
            listener: RefCell::default(),
        });
        let receiver = line.clone();
        let callback = Closure::<dyn Fn(JsValue)>::new(move |message| receiver.receive(message));
        line.host.on_message(callback.as_ref().unchecked_ref());
        callback.forget();
        Self(StoredValue::new_local(line))
    }

    /// Calls `listener` for everything unasked; there is one listener a view.
    pub(crate) fn listen(self, listener: impl Fn(Push) + 'static) {
        self.0.with_value(|line| line.listener.replace(Some(Box::new(listener))));
    }

    /// Asks the engine.
    pub(crate) async fn call(self, request: ViewRequest) -> Result<ViewResult, Failure> {
        let answer = self.0.with_value(|line| line.send(request));
        answer.await.unwrap_or_else(|_| Err(broken()))
    }

    /// A call answered by `State`.
    pub(crate) async fn state(self, request: ViewRequest) -> Result<State, Failure> {
        match self.call(request).await? {
            ViewResult::State { state } => Ok(state),
            _ => Err(unexpected()),
        }
    }

    /// A call answered by `Resume`.
    pub(crate) async fn resume(self, request: ViewRequest) -> Result<Option<Resume>, Failure> {
        match self.call(request).await? {
            ViewResult::Resume { resume } => Ok(resume),
            _ => Err(unexpected()),
        }
    }

    /// A call answered by `Chat`.
    pub(crate) async fn chat(self, request: ViewRequest) -> Result<Chat, Failure> {
        match self.call(request).await? {
            ViewResult::Chat { chat } => Ok(chat),
            _ => Err(unexpected()),
        }
    }

    /// Whether the tab's page can be read.
    pub(crate) async fn check_page(self) -> Result<PageCheck, Failure> {
        match self.call(ViewRequest::CheckPage { tab: self.host(ViewHost::tab) }).await? {
            ViewResult::PageCheck { page } => Ok(page),
            _ => Err(unexpected()),
        }
    }

    /// Whether the quote was found in the page.
    pub(crate) async fn show_quote(self, turn: u32, n: u32) -> Result<bool, Failure> {
        match self.call(ViewRequest::ShowQuote { turn, n }).await? {
            ViewResult::Shown { found } => Ok(found),
            _ => Err(unexpected()),
        }
    }

    /// Opens a page of the portal; there is nothing to say when it fails, the tab says it.
    pub(crate) fn open_portal(self, path: &'static str) {
        leptos::task::spawn_local(async move {
            let _ = self.call(ViewRequest::OpenPortal { path: path.into() }).await;
        });
    }

    /// Opens the popup; a view that may not ask the engine for it opens it itself.
    pub(crate) fn open_popup(self) {
        leptos::task::spawn_local(async move {
            if self.call(ViewRequest::OpenPopup {}).await.is_err() {
                self.host(ViewHost::open_popup);
            }
        });
    }

    /// What the browser offers besides the engine.
    pub(crate) fn host<T>(self, ask: impl FnOnce(&ViewHost) -> T) -> T {
        self.0.with_value(|line| ask(&line.host))
    }
}

/// What the browser was asked, once it answers yes or no.
pub(crate) async fn agreed(asked: js_sys::Promise) -> bool {
    JsFuture::from(asked).await.is_ok_and(|agreed| agreed.is_truthy())
}

impl Line {
    fn send(&self, request: ViewRequest) -> oneshot::Receiver<Result<ViewResult, Failure>> {
        let (answered, answer) = oneshot::channel();
        let id = self.last_id.get() + 1;
        self.last_id.set(id);
        match (ViewCall { id, request }).serialize(&serde_wasm_bindgen::Serializer::json_compatible()) {
            Ok(call) => {
                self.waiting.borrow_mut().push((id, answered));
                self.host.call(call);
            }
            // The receiver may be gone already, then nobody waits for the answer.
            Err(_) => drop(answered.send(Err(unexpected()))),
        }
        answer
    }

    fn receive(&self, message: JsValue) {
        let Ok(inbound) = from_js::<Inbound>(message) else { return };
        let push = match inbound {
            Inbound { lost: true, .. } => {
                for (_, answered) in self.waiting.take() {
                    let _ = answered.send(Err(broken()));
                }
                Push::Lost
            }
            Inbound { event: Some(event), .. } => Push::Event(event),
            Inbound { id: Some(0), result: Some(result), .. } => Push::Again(result),
            Inbound { id: Some(id), result: Some(result), .. } => return self.answer(id, result),
            _ => return,
        };
        if let Some(listener) = &*self.listener.borrow() {
            listener(push);
        }
    }

    fn answer(&self, id: u32, result: ViewResult) {
        let mut waiting = self.waiting.borrow_mut();
        let Some(at) = waiting.iter().position(|(waiting, _)| *waiting == id) else { return };
        let (_, answered) = waiting.swap_remove(at);
        let _ = answered.send(match result {
            ViewResult::Failed { failure } => Err(failure),
            result => Ok(result),
        });
    }
}

fn broken() -> Failure {
    Failure { kind: FailureKind::Interrupted, detail: String::new(), fields: Vec::new(), limit: None }
}

/// The engine answered with something else than the call is answered by.
pub(crate) fn unexpected() -> Failure {
    Failure { kind: FailureKind::Internal, detail: String::new(), fields: Vec::new(), limit: None }
}
