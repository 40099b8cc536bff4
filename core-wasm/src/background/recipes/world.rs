//! The world of one replay: the browser's clock and storage, the hands, and the views it is told to.

use std::rc::Rc;

use super::replaying::status;
use crate::agent::observation::Fault;
use crate::agent::{Act, ActEnd, Action};
use crate::api::Transport;
use crate::background::hands::Hands;
use crate::background::secrets::act_with_secrets;
use crate::background::{Background, storage};
use crate::browser::{Area, Browser};
use crate::gate::{Origin, Secret, SecretKind, SecretValue, Vault, named_secret};
use crate::protocol::{RunStep, RunUse, RunView, ViewEvent};
use crate::recipe::replay::{Find, Here, Missing, Replay, World};

/// [`World`] of the replay in `tab`.
pub(super) struct ReplayWorld<B: Browser, T: Transport> {
    pub(super) background: Rc<Background<B, T>>,
    pub(super) hands: Rc<dyn Hands>,
    pub(super) tab: i32,
}

/// Where the replay of a tab is stored: it ends with the browser's session, as its tab does.
pub(super) fn key(tab: i32) -> String {
    format!("replay:{tab}")
}

/// Kinds of secrets, the most particular first: a field takes the first that fits it.
const KINDS: [SecretKind; 4] = [SecretKind::Password, SecretKind::Code, SecretKind::Card, SecretKind::Text];

impl<B: Browser, T: Transport> World for ReplayWorld<B, T> {
    fn now_ms(&self) -> u64 {
        self.background.browser.now_ms() as u64
    }

    async fn sleep(&self, ms: u32) {
        self.background.browser.sleep(ms).await;
    }

    async fn save(&self, replay: &Replay) -> bool {
        // Forgotten meanwhile: it leaves nothing behind.
        self.background.has_run(self.tab, &replay.id)
            && storage::save(&*self.background.browser, Area::Session, &key(self.tab), replay).await
    }

    async fn find(&self, find: &Find) -> Result<Here, Missing> {
        let found = self.background.find(&*self.hands, find).await;
        if found.is_ok() && find.after.is_some() {
            self.background.reopen_overlay(self.tab).await;
        }
        found
    }

    async fn act(&self, act: &Act) -> ActEnd {
        match self.secret_of(act).await {
            Ok(vault) => act_with_secrets(&*self.hands, act, &vault).await,
            Err(detail) => ActEnd::Failed { fault: Fault { code: "secret".into(), detail }, begun: false },
        }
    }

    async fn cancel(&self, tab: i32) {
        self.hands.cancel(tab).await;
    }

    fn tell(&self, replay: &Replay, of_step: bool) {
        self.background.show_live(self.tab, RunView::of_replay(replay), replay.is_over());
        let run = replay.id.clone();
        let event = match replay.log.last().filter(|_| of_step) {
            Some(step) => ViewEvent::RunStep { run, step: Box::new(RunStep::of(step)) },
            None => {
                let used = &replay.budget.used;
                let used =
                    RunUse { steps: used.steps, time_ms: used.time_ms, tokens: 0, cost_nanos: Some(0) };
                ViewEvent::RunState { run, status: status(replay), used }
            }
        };
        self.background.tell_tab(self.tab, &event);
    }
}

impl<B: Browser, T: Transport> ReplayWorld<B, T> {
    /// The secret an act names, once for each kind of field; an empty vault when it names none.
    async fn secret_of(&self, act: &Act) -> Result<Vault, String> {
        let Action::Type { text, .. } = &act.action else { return Ok(Vault::default()) };
        let Some(name) = named_secret(text) else { return Ok(Vault::default()) };
        let value =
            self.background.recipes.secrets.borrow().get(&self.tab).and_then(|all| all.get(name).cloned());
        let value = value.ok_or_else(|| crate::recipe::replay::secret_missing(name))?;
        let origin = self.secret_origin(name).await.ok_or_else(String::new)?;
        Ok(Vault::new(KINDS.map(|kind| {
            let value = SecretValue::new(value.as_str());
            Secret { name: name.to_owned(), origin: origin.clone(), kind, value }
        })))
    }

    /// The only origin the secret is typed into.
    async fn secret_origin(&self, name: &str) -> Option<Origin> {
        let replay = self.background.stored_replay(self.tab).await?;
        replay.recipe.parameter(name)?.origin.clone()
    }
}
