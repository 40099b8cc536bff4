//! The world of one run: the browser's clock and storage, the server's model, the hands, and the views it is told to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::oneshot;
use futures::future::select;

use super::hands::Hands;
use super::secrets::act_with_secrets;
use super::{Background, pictures, storage};
use crate::agent::driver::World;
use crate::agent::observation::{Fault, Look, Observation};
use crate::agent::{Act, ActEnd, Ending, ModelFault, Resolved, Run, State, Subject, Target, Told};
use crate::api::{ApiError, ChatEvent, ChatRequest, ModelTurn, Transport};
use crate::browser::{Area, Browser};
use crate::gate::{Origin, Vault};
use crate::protocol::{ContentCall, RunStatus, RunStep, RunUse, ViewEvent};

/// An act waits this long for the picture of the page before it.
const PICTURE_MS: u32 = 700;

/// [`World`] of the run that was started in `tab`.
pub(super) struct RunWorld<B: Browser, T: Transport> {
    pub(super) background: Rc<Background<B, T>>,
    pub(super) hands: Rc<dyn Hands>,
    tab: i32,
    /// Whether the history hears of it.
    keeps: bool,
    /// Tab and frame of the element that is marked.
    marked: Cell<Option<(i32, i32)>>,
    /// Resolves when the picture that is being taken is there.
    pictured: RefCell<Option<oneshot::Receiver<()>>>,
    /// The last step that was kept with what was seen before it.
    seen: Cell<u32>,
}

impl<B: Browser, T: Transport> RunWorld<B, T> {
    pub(super) fn new(background: Rc<Background<B, T>>, hands: Rc<dyn Hands>, tab: i32, keeps: bool) -> Self {
        let (marked, pictured, seen) = (Cell::new(None), RefCell::default(), Cell::new(0));
        Self { background, hands, tab, keeps, marked, pictured, seen }
    }

    /// Marks what is about to be acted on. Nobody waits for it: it comes before the act, which takes the same way.
    fn mark(&self, tab: i32, target: Target) {
        self.unmark();
        self.marked.set(Some((tab, target.frame)));
        self.tell_page(tab, target.frame, ContentCall::MarkTarget { node: target.node });
    }

    fn unmark(&self) {
        if let Some((tab, frame)) = self.marked.take() {
            self.tell_page(tab, frame, ContentCall::ClearTarget {});
        }
    }

    fn tell_page(&self, tab: i32, frame: i32, call: ContentCall) {
        let browser = Rc::clone(&self.background.browser);
        self.background.browser.spawn(Box::pin(async move {
            // A page that is gone has no mark.
            let _ = browser.content(tab, frame, call).await;
        }));
    }

    /// Takes a picture of what was just seen, while the model thinks about it.
    fn picture(&self, run: &Run, tab: i32) {
        let (taken, pictured) = oneshot::channel();
        self.pictured.replace(Some(pictured));
        let (background, id, step) = (Rc::clone(&self.background), run.id.clone(), run.log.len() as u32 + 1);
        self.background.browser.spawn(Box::pin(async move {
            let picture = pictures::picture(&background.browser, tab).await;
            // The act that waited may have begun without it.
            let _ = taken.send(());
            if let Some(picture) = picture {
                background.keep_picture(&id, step, &picture).await;
            }
        }));
    }

    /// Whether a page may show what is kept for its site: a picture of it would put that on a disk.
    fn shows_secrets(&self, origin: Option<&Origin>) -> bool {
        let vault = self.background.secrets.vault();
        origin.is_some_and(|origin| vault.names_for(origin).next().is_some())
    }

    /// Where the browser lets us, the end is kept with all of the page it was on.
    pub(super) async fn picture_end(&self, run: &Run) {
        let is_done = matches!(run.state, State::Ended { ending: Ending::Done { .. } });
        let here = run.view.last().and_then(|seen| seen.origin.as_ref());
        let is_shown = self.keeps && is_done && !self.shows_secrets(here);
        let Some(last) = run.log.last().filter(|_| is_shown) else { return };
        if let Some(picture) = pictures::whole_picture(&self.background.browser, run.tabs.current()).await {
            self.background.keep_picture(&run.id, last.number, &picture).await;
        }
    }

    /// Keeps how the run stands; with a new step, what was seen before it.
    fn keep(&self, run: &Run, step: Option<u32>) {
        if !self.keeps || !self.background.has_run(self.tab, &run.id) {
            return;
        }
        let step = step.filter(|step| self.seen.replace(*step) != *step);
        let (background, run) = (Rc::clone(&self.background), run.clone());
        self.background.browser.spawn(Box::pin(async move {
            background.keep_past(&run).await;
            if let (Some(step), Some(seen)) = (step, run.view.last()) {
                background.keep_seen(&run.id, step, seen).await;
            }
        }));
    }
}

/// Where the run of a tab is stored: it ends with the browser's session, as its tab does.
pub(super) fn key(tab: i32) -> String {
    format!("run:{tab}")
}

impl<B: Browser, T: Transport> World for RunWorld<B, T> {
    fn now_ms(&self) -> u64 {
        self.background.browser.now_ms() as u64
    }

    fn random(&self) -> String {
        self.background.browser.random()
    }

    async fn sleep(&self, ms: u32) {
        self.background.browser.sleep(ms).await;
    }

    fn vault(&self) -> Rc<Vault> {
        self.background.secrets.vault()
    }

    async fn save(&self, run: &Run) -> bool {
        // Forgotten meanwhile: it leaves nothing behind.
        self.background.has_run(self.tab, &run.id)
            && storage::save(&*self.background.browser, Area::Session, &key(self.tab), run).await
    }

    async fn observe(&self, run: &Run, look: &Look) -> Result<Observation, Fault> {
        let seen = self.hands.observe(run, look).await;
        if let Ok(seen) = &seen {
            if self.keeps && !self.shows_secrets(seen.origin.as_ref()) {
                self.picture(run, look.tab);
            }
            self.background.reopen_overlay(look.tab).await;
        }
        seen
    }

    async fn ask(&self, request: &ChatRequest, said: &dyn Fn(&str)) -> Result<ModelTurn, ModelFault> {
        let mut events = self.background.client.chat(request).await?;
        while let Some(event) = events.next().await {
            match event? {
                ChatEvent::Text(text) => said(&text),
                ChatEvent::Done(turn) => return Ok(turn),
            }
        }
        Err(ApiError::Interrupted.into())
    }

    async fn resolve(&self, tab: i32, subject: Subject, onto: Option<Target>) -> Result<Resolved, Fault> {
        let resolved = self.hands.resolve(tab, subject, onto).await;
        if let (Ok(_), Subject::Element(target)) = (&resolved, subject) {
            self.mark(tab, target);
        }
        resolved
    }

    async fn act(&self, act: &Act) -> ActEnd {
        let pictured = self.pictured.borrow_mut().take();
        if let Some(pictured) = pictured {
            let limit = Box::pin(self.background.browser.sleep(PICTURE_MS));
            select(pictured, limit).await;
        }
        let vault = self.vault();
        act_with_secrets(&*self.hands, act, &vault).await
    }

    async fn cancel(&self, tab: i32) {
        self.hands.cancel(tab).await;
    }

    fn tell(&self, run: &Run, told: Told) {
        self.background.show_run(self.tab, run);
        let id = run.id.clone();
        let aims = matches!(
            run.state,
            State::Judging { .. } | State::WaitingForApproval { .. } | State::Acting { .. }
        );
        if !aims {
            self.unmark();
        }
        match told {
            Told::Step(place) => self.keep(run, run.log.get(place).map(|step| step.number)),
            Told::State if run.is_over() || run.log.is_empty() => self.keep(run, None),
            Told::State | Told::Used => {}
        }
        let event = match told {
            Told::State | Told::Used => {
                ViewEvent::RunState { run: id, status: RunStatus::of(&run.state), used: RunUse::of(run) }
            }
            Told::Step(place) => match run.log.get(place) {
                Some(step) => ViewEvent::RunStep { run: id, step: Box::new(RunStep::of(step)) },
                None => return,
            },
        };
        self.background.tell_tab(self.tab, &event);
    }

    fn said(&self, run: &Run, text: &str) {
        let event = ViewEvent::RunSaid { run: run.id.clone(), text: text.to_owned() };
        self.background.tell_tab(self.tab, &event);
    }
}
