//! The world of one run: the browser's clock and storage, the server's model, the hands, and the views it is told to.

use std::rc::Rc;

use futures::StreamExt;

use super::hands::Hands;
use super::{Background, storage};
use crate::agent::driver::World;
use crate::agent::observation::{Fault, Look, Observation};
use crate::agent::{Act, ActEnd, ModelFault, Resolved, Run, Subject, Target, Told};
use crate::api::{ApiError, ChatEvent, ChatRequest, ModelTurn, Transport};
use crate::browser::{Area, Browser};
use crate::gate::Vault;
use crate::protocol::{RunStatus, RunStep, RunUse, ViewEvent};

/// [`World`] of the run that was started in `tab`.
pub(super) struct RunWorld<B: Browser, T: Transport> {
    pub(super) background: Rc<Background<B, T>>,
    pub(super) hands: Rc<dyn Hands>,
    pub(super) tab: i32,
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
        self.hands.vault()
    }

    async fn save(&self, run: &Run) -> bool {
        // Forgotten meanwhile: it leaves nothing behind.
        self.background.has_run(self.tab, &run.id)
            && storage::save(&*self.background.browser, Area::Session, &key(self.tab), run).await
    }

    async fn observe(&self, run: &Run, look: &Look) -> Result<Observation, Fault> {
        let seen = self.hands.observe(run, look).await;
        if seen.is_ok() {
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
        self.hands.resolve(tab, subject, onto).await
    }

    async fn act(&self, act: &Act) -> ActEnd {
        self.hands.act(act).await
    }

    async fn cancel(&self, tab: i32) {
        self.hands.cancel(tab).await;
    }

    fn tell(&self, run: &Run, told: Told) {
        self.background.show_run(self.tab, run);
        let id = run.id.clone();
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
