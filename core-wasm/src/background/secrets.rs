//! The person's secrets for sites: kept in the browser's memory until it closes, put in at the last step before an act.

use std::cell::RefCell;
use std::rc::Rc;

use api_types::{Code, FieldError};
use serde::{Deserialize, Serialize};

use super::hands::Hands;
use super::{Background, storage};
use crate::agent::observation::Fault;
use crate::agent::{Act, ActEnd, Action, Subject};
use crate::api::Transport;
use crate::browser::{Area, Browser};
use crate::gate::{Filled, Origin, Secret, SecretKind, SecretRefusal, SecretValue, Vault, is_secret_name};
use crate::protocol::{Failure, FailureKind, KeptSecret, NewSecret, ViewResult};

const KEY: &str = "secrets";
const MOST: usize = 100;
const MAX_NAME: usize = 40;
const MAX_VALUE: usize = 500;

/// A secret as it is stored.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    name: String,
    origin: Origin,
    kind: SecretKind,
    value: String,
}

/// What is kept: as it is stored, and as it is used.
pub(super) struct Secrets(RefCell<(Vec<Stored>, Rc<Vault>)>);

impl Secrets {
    pub(super) async fn load(browser: &impl Browser) -> Self {
        let all: Vec<Stored> = storage::load(browser, Area::Session, KEY).await.unwrap_or_default();
        let vault = vault(&all);
        Self(RefCell::new((all, Rc::new(vault))))
    }

    /// Them all, as they are now.
    pub(super) fn vault(&self) -> Rc<Vault> {
        Rc::clone(&self.0.borrow().1)
    }

    fn all(&self) -> Vec<Stored> {
        self.0.borrow().0.clone()
    }

    fn set(&self, all: Vec<Stored>) {
        let vault = vault(&all);
        self.0.replace((all, Rc::new(vault)));
    }
}

fn vault(stored: &[Stored]) -> Vault {
    Vault::new(stored.iter().map(|Stored { name, origin, kind, value }| Secret {
        name: name.clone(),
        origin: origin.clone(),
        kind: *kind,
        value: SecretValue::new(value.as_str()),
    }))
}

impl<B: Browser, T: Transport> Background<B, T> {
    pub(super) fn get_secrets(&self) -> ViewResult {
        told(self.secrets.all())
    }

    pub(super) async fn keep_secret(&self, new: NewSecret) -> Result<ViewResult, Failure> {
        let new = checked(new)?;
        let mut all = self.secrets.all();
        all.retain(|known| known.name != new.name || known.origin != new.origin);
        if all.len() >= MOST {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        all.push(new);
        all.sort_by(|a, b| (&a.origin, &a.name).cmp(&(&b.origin, &b.name)));
        self.set_secrets(all).await
    }

    pub(super) async fn forget_secret(&self, name: &str, origin: &Origin) -> Result<ViewResult, Failure> {
        let mut all = self.secrets.all();
        all.retain(|known| known.name != name || known.origin != *origin);
        self.set_secrets(all).await
    }

    pub(super) async fn forget_secrets(&self) {
        self.secrets.set(Vec::new());
        self.browser.save(Area::Session, KEY, None).await;
    }

    async fn set_secrets(&self, all: Vec<Stored>) -> Result<ViewResult, Failure> {
        self.secrets.set(all.clone());
        if !storage::save(&*self.browser, Area::Session, KEY, &all).await {
            return Err(FailureKind::Internal.into());
        }
        Ok(told(all))
    }
}

fn told(all: Vec<Stored>) -> ViewResult {
    let secrets = all.into_iter().map(|Stored { name, origin, kind, .. }| KeptSecret { name, origin, kind });
    ViewResult::Secrets { secrets: secrets.collect() }
}

/// What was typed, if it can be kept.
fn checked(new: NewSecret) -> Result<Stored, Failure> {
    let NewSecret { name, site, kind, value } = new;
    let (name, site, mut fields) = (name.trim(), site.trim(), Vec::new());
    let mut broken = |field: &str, code: &str| {
        fields.push(FieldError { field: field.into(), code: code.into(), detail: String::new() });
    };
    if name.is_empty() {
        broken("name", "required");
    } else if name.chars().count() > MAX_NAME {
        broken("name", "too_long");
    } else if !is_secret_name(name) {
        broken("name", "malformed");
    }
    let address = if site.contains("://") { site.to_owned() } else { format!("https://{site}") };
    let origin = Origin::parse(&address).ok();
    if origin.is_none() {
        broken("site", if site.is_empty() { "required" } else { "malformed" });
    }
    if value.trim().is_empty() {
        broken("value", "required");
    } else if value.chars().count() > MAX_VALUE {
        broken("value", "too_long");
    }
    match origin {
        Some(origin) if fields.is_empty() => Ok(Stored { name: name.to_owned(), origin, kind, value }),
        _ => Err(Failure { fields, ..FailureKind::Api(Code::Invalid).into() }),
    }
}

/// Acts; a secret that the act names is put in first: only on the secret's own site, alone, into a field that can be seen
/// and takes it. It is looked for in each of `vaults` in turn.
pub(super) async fn act_with_secrets(hands: &dyn Hands, act: &Act, vaults: &[Vault]) -> ActEnd {
    match with_value(hands, act, vaults).await {
        Ok(None) => hands.act(act).await,
        Ok(Some(act)) => hush(hands.act(&act).await),
        Err(fault) => ActEnd::Failed { fault, begun: false },
    }
}

/// The act with the value of the secret it names, `None` when it names none.
async fn with_value(hands: &dyn Hands, act: &Act, vaults: &[Vault]) -> Result<Option<Act>, Fault> {
    let Action::Type { target, text, replace } = &act.action else { return Ok(None) };
    if !text.contains("{{secret:") {
        return Ok(None);
    }
    let fault = |detail: String| Fault { code: "secret".into(), detail };
    let resolved = hands.resolve(act.tab, Subject::Element(*target), None).await?;
    let (Some(facts), Some(frame)) = (&resolved.target, &resolved.frame) else {
        return Err(fault(SecretRefusal::NotVisible.to_string()));
    };
    let mut refused = SecretRefusal::NotAlone;
    for vault in vaults {
        match vault.fill(text, facts, frame) {
            Ok(filled @ Filled::Secret { .. }) => {
                let text = filled.expose().to_owned();
                let action = Action::Type { target: *target, text, replace: *replace };
                return Ok(Some(Act { action, ..act.clone() }));
            }
            Ok(Filled::Text(_)) => return Ok(None),
            Err(refusal) => refused = refusal,
        }
    }
    Err(fault(refused.to_string()))
}

/// What the hands saw may be the secret.
fn hush(end: ActEnd) -> ActEnd {
    match end {
        ActEnd::Done { opened, .. } => ActEnd::Done { detail: String::new(), opened },
        ActEnd::Failed { fault, begun } => {
            ActEnd::Failed { fault: Fault { detail: String::new(), ..fault }, begun }
        }
        end => end,
    }
}
