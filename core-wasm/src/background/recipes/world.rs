//! The world of one replay: the browser's clock and storage, the hands, and the views it is told to.

use std::rc::Rc;

use super::replaying::status;
use crate::agent::observation::Fault;
use crate::agent::{Act, ActEnd, Action, Subject};
use crate::api::Transport;
use crate::background::hands::Hands;
use crate::background::{Background, storage};
use crate::browser::{Area, Browser};
use crate::gate::{Origin, Secret, SecretKind, SecretRefusal, SecretValue, Vault};
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
        let with_secret = match self.with_secret(act).await {
            Ok(with_secret) => with_secret,
            Err(fault) => return ActEnd::Failed { fault, begun: false },
        };
        let end = self.hands.act(with_secret.as_ref().unwrap_or(act)).await;
        match end {
            // What the hands saw may be the secret.
            ActEnd::Done { opened, .. } if with_secret.is_some() => {
                ActEnd::Done { detail: String::new(), opened }
            }
            ActEnd::Failed { fault, begun } if with_secret.is_some() => {
                ActEnd::Failed { fault: Fault { detail: String::new(), ..fault }, begun }
            }
            end => end,
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
    /// The act with the value of the secret it names: only on the secret's own site, alone, into a field that can be seen
    /// and takes it. `None` when it names none.
    async fn with_secret(&self, act: &Act) -> Result<Option<Act>, Fault> {
        let Action::Type { target, text, replace } = &act.action else { return Ok(None) };
        let Some(name) = text.strip_prefix("{{secret:").and_then(|rest| rest.strip_suffix("}}")) else {
            return Ok(None);
        };
        let fault = |detail: String| Fault { code: "secret".into(), detail };
        let value =
            self.background.recipes.secrets.borrow().get(&self.tab).and_then(|all| all.get(name).cloned());
        let value = value.ok_or_else(|| fault(crate::recipe::replay::secret_missing(name)))?;
        let resolved = self.hands.resolve(act.tab, Subject::Element(*target), None).await?;
        let (Some(facts), Some(frame)) = (&resolved.target, &resolved.frame) else {
            return Err(fault(String::new()));
        };
        let origin = self.secret_origin(name).await.ok_or_else(|| fault(String::new()))?;
        let vault = |kind| {
            let value = SecretValue::new(value.as_str());
            Vault::new([Secret { name: name.to_owned(), origin: origin.clone(), kind, value }])
        };
        let filled = KINDS.into_iter().map(|kind| vault(kind).fill(text, facts, frame));
        let filled = filled.reduce(|best, next| if best.is_ok() { best } else { next });
        match filled.unwrap_or(Err(SecretRefusal::WrongField)) {
            Ok(filled) => {
                let action =
                    Action::Type { target: *target, text: filled.expose().to_owned(), replace: *replace };
                Ok(Some(Act { action, ..act.clone() }))
            }
            Err(refusal) => Err(fault(refusal.to_string())),
        }
    }

    /// The only origin the secret is typed into.
    async fn secret_origin(&self, name: &str) -> Option<Origin> {
        let replay = self.background.stored_replay(self.tab).await?;
        replay.recipe.parameter(name)?.origin.clone()
    }
}
