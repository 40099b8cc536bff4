//! Dialogs of pages in debugged tabs: told to the model, judged by their words, answered. Elsewhere the person answers them.

use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};

use futures::future::{Either, select};
use futures::pin_mut;
use serde_json::json;
use text::estimate_tokens;

use super::Limbs;
use super::act::{done, refused};
use crate::agent::observation::{Fault, Observation, ObservationKind};
use crate::agent::{Act, ActEnd, Resolved, Run};
use crate::browser::{Browser, Dialog, DialogKind, Tab};
use crate::gate::{Origin, TargetFacts};
use crate::page::words;

/// Between two looks whether a dialog is open, in milliseconds: a page that stands still does not say so.
const POLL_MS: u32 = 50;
/// Words of a dialog that are shown and judged, in characters.
const LONGEST: usize = 600;

impl<B: Browser> Limbs<B> {
    /// What `work` gives, or the dialog that keeps the page from answering.
    pub(super) async fn unless_dialog<T>(
        &self,
        tab: i32,
        work: impl Future<Output = T>,
    ) -> Result<T, Dialog> {
        if !self.debugs(tab) {
            return Ok(work.await);
        }
        if let Some(dialog) = self.browser.dialog(tab) {
            return Err(dialog);
        }
        let opened = async {
            loop {
                if let Some(dialog) = self.browser.dialog(tab) {
                    return dialog;
                }
                self.browser.sleep(POLL_MS).await;
            }
        };
        pin_mut!(work, opened);
        match select(work, opened).await {
            Either::Left((given, _)) => Ok(given),
            Either::Right((dialog, _)) => Err(dialog),
        }
    }

    /// A button of the dialog, as the gate judges buttons. Declining and closing a message do nothing that its words say.
    pub(super) fn resolve_dialog(
        &self,
        tab: i32,
        page: Option<Origin>,
        accept: bool,
    ) -> Result<Resolved, Fault> {
        let dialog = self.browser.dialog(tab).ok_or_else(none_open)?;
        let does = accept && dialog.kind != DialogKind::Alert;
        let facts = TargetFacts {
            tag: "button".into(),
            kind: "button".into(),
            label: if does { shown(&dialog) } else { String::new() },
            visible: true,
            in_view: true,
            fingerprint: fingerprint(&dialog),
            document_url: dialog.url.clone(),
            ..TargetFacts::default()
        };
        let frame = Origin::parse(&dialog.url).ok().or_else(|| page.clone());
        Ok(Resolved { page, frame, target: Some(facts), onto: None, locator: None })
    }

    pub(super) async fn look_at_dialog(&self, run: &Run, tab: Tab, dialog: &Dialog) -> Observation {
        let text = format!("{}\nThe page stands still until it is answered: call dialog.\n", written(dialog));
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let url = tab.url.unwrap_or_else(|| dialog.url.clone());
        // The page as it was seen before stays in front of the model.
        let seen = self.seen.borrow().contains_key(&run.tabs.current());
        Observation {
            kind: if seen { ObservationKind::Diff } else { ObservationKind::Full },
            tokens: estimate_tokens(&text),
            text,
            origin: Origin::parse(&url).ok(),
            url,
            title: words(tab.title.unwrap_or_default().trim()),
            digest: hasher.finish(),
            read_ms: 0,
            tabs: self.open_tabs(run).await,
        }
    }

    pub(super) async fn answer_dialog(&self, act: &Act, accept: bool, text: Option<&str>) -> ActEnd {
        let Some(dialog) = self.browser.dialog(act.tab) else {
            return ActEnd::Failed { fault: none_open(), begun: false };
        };
        if act.expect.as_ref().is_some_and(|expect| *expect != fingerprint(&dialog)) {
            return refused("changed", "Another dialog is open now. Look at it again.");
        }
        let mut answer = json!({ "accept": accept });
        if let Some(text) = text {
            answer["promptText"] = json!(text);
        }
        if !self.browser.debug(act.tab, "Page.handleJavaScriptDialog", &answer).await {
            return refused("failed", "The browser did not close the dialog.");
        }
        self.settle(act.tab).await;
        done(if accept { "The dialog was accepted." } else { "The dialog was declined." })
    }
}

/// The end of an act that opened the dialog.
pub(super) fn opened(dialog: &Dialog) -> ActEnd {
    done(&format!("Done: the page opened {}.", written(dialog)))
}

/// Why nothing else can be done.
pub(super) fn in_the_way(dialog: &Dialog) -> Fault {
    Fault { code: "dialog".into(), detail: format!("Answer {} first: call dialog.", written(dialog)) }
}

fn none_open() -> Fault {
    Fault { code: "stale".into(), detail: "No dialog is open.".into() }
}

/// As in an outline: brackets and kind are ours, the words the page's.
fn written(dialog: &Dialog) -> String {
    let kind = match dialog.kind {
        DialogKind::Alert => "alert",
        DialogKind::Confirm => "confirm",
        DialogKind::Prompt => "prompt",
        DialogKind::Beforeunload => "leaving the page loses what was entered",
    };
    let said = shown(dialog);
    if said.is_empty() { format!("[dialog {kind}]") } else { format!("[dialog {kind}: {said}]") }
}

fn shown(dialog: &Dialog) -> String {
    let clean = text::clean(&dialog.message);
    let short: String = clean.trim().chars().take(LONGEST).collect();
    words(&short)
}

fn fingerprint(Dialog { kind, message, url }: &Dialog) -> String {
    format!("{kind:?} {url} {message}")
}
