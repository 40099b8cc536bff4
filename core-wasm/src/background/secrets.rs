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
use crate::gate::{
    Origin, Secret, SecretKind, SecretRefusal, SecretValue, Vault, is_secret_name, placeholder,
};
use crate::protocol::{Failure, FailureKind, KeptSecret, NewSecret, ViewResult};

const KEY: &str = "secrets";
const MOST: usize = 100;
const MAX_NAME: usize = 40;
const MIN_VALUE: usize = 4;
const MAX_VALUE: usize = 500;

/// A secret as it is stored.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    name: String,
    origin: Origin,
    kind: SecretKind,
    value: String,
    /// Deleted or replaced: it may still stand where it was typed.
    retired: bool,
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
    let of = |retired: bool| {
        stored.iter().filter(move |one| one.retired == retired).map(|one| Secret {
            name: one.name.clone(),
            origin: one.origin.clone(),
            kind: one.kind,
            value: SecretValue::new(one.value.as_str()),
        })
    };
    Vault::new(of(false)).with_retired(of(true))
}

fn retire(all: &mut [Stored], name: &str, origin: &Origin) {
    for one in all.iter_mut().filter(|one| one.name == name && one.origin == *origin) {
        one.retired = true;
    }
}

impl<B: Browser, T: Transport> Background<B, T> {
    pub(super) fn get_secrets(&self) -> ViewResult {
        told(self.secrets.all())
    }

    pub(super) async fn keep_secret(&self, new: NewSecret) -> Result<ViewResult, Failure> {
        if !self.client.session().is_open().await {
            return Err(FailureKind::SignedOut.into());
        }
        let new = checked(new)?;
        let mut all = self.secrets.all();
        retire(&mut all, &new.name, &new.origin);
        if all.iter().filter(|one| !one.retired).count() >= MOST {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        all.push(new);
        all.sort_by(|a, b| (&a.origin, &a.name).cmp(&(&b.origin, &b.name)));
        if vault(&all).check_outgoing(&always_sent(&all)).is_err() {
            return Err(broken(vec![("value", "too_weak")]));
        }
        self.set_secrets(all).await
    }

    pub(super) async fn forget_secret(&self, name: &str, origin: &Origin) -> Result<ViewResult, Failure> {
        let mut all = self.secrets.all();
        retire(&mut all, name, origin);
        self.set_secrets(all).await
    }

    pub(super) async fn forget_secrets(&self) {
        self.secrets.set(Vec::new());
        self.browser.save(Area::Session, KEY, None).await;
    }

    async fn set_secrets(&self, all: Vec<Stored>) -> Result<ViewResult, Failure> {
        let before = self.secrets.all();
        self.secrets.set(all.clone());
        if !storage::save(&*self.browser, Area::Session, KEY, &all).await {
            self.secrets.set(before);
            return Err(FailureKind::Internal.into());
        }
        Ok(told(all))
    }
}

fn told(all: Vec<Stored>) -> ViewResult {
    let kept = all.into_iter().filter(|one| !one.retired);
    let secrets = kept.map(|Stored { name, origin, kind, .. }| KeptSecret { name, origin, kind });
    ViewResult::Secrets { secrets: secrets.collect() }
}

/// What stands in every prompt: with such a value none could be sent any more.
fn always_sent(all: &[Stored]) -> String {
    let own =
        all.iter().filter(|one| !one.retired).map(|one| format!("{} {}", placeholder(&one.name), one.origin));
    let own: Vec<String> = own.collect();
    format!("{} {}", crate::agent::prompt::always_sent(), own.join(" "))
}

/// What was typed, if it can be kept.
fn checked(new: NewSecret) -> Result<Stored, Failure> {
    let NewSecret { name, site, kind, value } = new;
    let (name, site, mut wrong) = (name.trim(), site.trim(), Vec::new());
    if name.is_empty() {
        wrong.push(("name", "required"));
    } else if name.chars().count() > MAX_NAME {
        wrong.push(("name", "too_long"));
    } else if !is_secret_name(name) {
        wrong.push(("name", "malformed"));
    }
    let address = if site.contains("://") { site.to_owned() } else { format!("https://{site}") };
    let origin = Origin::parse(&address).ok();
    if origin.is_none() {
        wrong.push(("site", if site.is_empty() { "required" } else { "malformed" }));
    }
    match value.trim().chars().count() {
        0 => wrong.push(("value", "required")),
        // Numbers of elements are as short.
        short if short < MIN_VALUE => wrong.push(("value", "too_short")),
        _ if value.chars().count() > MAX_VALUE => wrong.push(("value", "too_long")),
        _ => {}
    }
    match origin {
        Some(origin) if wrong.is_empty() => {
            Ok(Stored { name: name.to_owned(), origin, kind, value, retired: false })
        }
        _ => Err(broken(wrong)),
    }
}

fn broken(wrong: Vec<(&str, &str)>) -> Failure {
    let field = |(field, code): (&str, &str)| FieldError {
        field: field.into(),
        code: code.into(),
        detail: String::new(),
    };
    let fields = wrong.into_iter().map(field).collect();
    Failure { fields, ..FailureKind::Api(Code::Invalid).into() }
}

/// Acts; a secret that the act names is put in first: only on the secret's own site, alone, into a field that can be seen
/// and takes it.
pub(super) async fn act_with_secrets(hands: &dyn Hands, act: &Act, vault: &Vault) -> ActEnd {
    match with_value(hands, act, vault).await {
        Ok(None) => hands.act(act).await,
        Ok(Some(act)) => hush(hands.act(&act).await),
        Err(fault) => ActEnd::Failed { fault, begun: false },
    }
}

/// The act with the value of the secret it names, `None` when it names none.
async fn with_value(hands: &dyn Hands, act: &Act, vault: &Vault) -> Result<Option<Act>, Fault> {
    let Action::Type { target, text, replace } = &act.action else { return Ok(None) };
    if !text.contains("{{secret:") {
        return Ok(None);
    }
    let fault = |detail: String| Fault { code: "secret".into(), detail };
    let resolved = hands.resolve(act.tab, Subject::Element(*target), None).await?;
    let (Some(facts), Some(frame)) = (&resolved.target, &resolved.frame) else {
        return Err(fault(SecretRefusal::NotVisible.to_string()));
    };
    let filled = vault.fill(text, facts, frame).map_err(|refusal| fault(refusal.to_string()))?;
    let action = Action::Type { target: *target, text: filled.expose().to_owned(), replace: *replace };
    Ok(Some(Act { action, ..act.clone() }))
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
