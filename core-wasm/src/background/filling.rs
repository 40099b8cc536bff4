//! Filling a form from the profile: proposed field by field, edited and approved by the person outside the page, then
//! written. Nothing is sent: that is the person's.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use api_types::Code;

use super::Background;
use super::overlays::{gone, unreadable};
use super::reading::highest_ref;
use crate::api::Transport;
use crate::browser::Browser;
use crate::fill::{Detail, Profile, choose};
use crate::gate::{Editable, TargetFacts, is_secret};
use crate::protocol::{
    ContentAct, ContentCall, ContentReply, Failure, FailureKind, FillField, FillValue, FilledField,
    PageCheck, ShownField, ViewResult,
};

/// Most fields of a proposal.
const MOST_FIELDS: usize = 40;
/// Longest value, in characters.
const MAX_VALUE: usize = 2_000;
/// How long one field may take, in milliseconds.
const FIELD_MS: u32 = 5_000;
/// A field smaller than this, in CSS pixels, is none that a person fills.
const SMALLEST: f64 = 4.0;

/// What was proposed last in each tab.
#[derive(Default)]
pub(super) struct Filling(RefCell<HashMap<i32, Vec<Proposed>>>);

/// A field that was proposed, as it was then.
struct Proposed {
    frame: i32,
    node: u32,
    facts: TargetFacts,
}

impl Filling {
    pub(super) fn forget(&self, tab: i32) {
        self.0.borrow_mut().remove(&tab);
    }
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// What the profile could fill in on the page. Fields that hold something are proposed too, and say so.
    pub(super) async fn propose_fill(self: &Rc<Self>, tab: i32) -> Result<ViewResult, Failure> {
        if self.check_page(tab).await? != PageCheck::Readable {
            return Err(FailureKind::Unreadable.into());
        }
        let account = self.state().await.account.ok_or(FailureKind::SignedOut)?;
        let resume = self.client.resume().await?.map(|resume| resume.text).unwrap_or_default();
        let profile = Profile { name: account.me.name, email: account.me.email, resume };
        let host = self.browser.tab(tab, false).await.and_then(|tab| host_of(&tab.url?)).unwrap_or_default();
        let (mut fields, mut proposed) = (Vec::new(), Vec::new());
        for (frame, shown) in self.find_fields(tab).await? {
            let Some(facts) = self.field_facts(tab, frame, shown.node).await else { continue };
            let Some(value) = proposal(&shown, &facts, &profile) else { continue };
            let options = shown.options.iter().map(|option| option.label.clone()).collect();
            let label = if facts.label.is_empty() { facts.field_name.clone() } else { facts.label.clone() };
            let other = host_of(&facts.document_url).filter(|other| *other != host);
            let n = proposed.len() as u32;
            fields.push(FillField { n, label, value, options, filled: shown.facts.filled, host: other });
            proposed.push(Proposed { frame, node: shown.node, facts });
            if fields.len() == MOST_FIELDS {
                break;
            }
        }
        // The browser names frames in no order.
        fields.sort_by_key(|field: &FillField| field.host.is_some());
        self.filling.0.borrow_mut().insert(tab, proposed);
        Ok(ViewResult::FillProposed { host, fields })
    }

    /// The fields that may be filled, of the page and of its frames that show, each with the number of its frame.
    async fn find_fields(&self, tab: i32) -> Result<Vec<(i32, ShownField)>, Failure> {
        let frames = self.browser.inject(tab).await.map_err(unreadable)?;
        let above = highest_ref(&*self.browser, tab).await;
        let mut all = Vec::new();
        for frame in frames {
            let call = ContentCall::FindFields { everywhere: true, above };
            match self.browser.content(tab, frame, call).await {
                Ok(ContentReply::Fields { fields, width, height, .. })
                    if frame == 0 || width.min(height) >= SMALLEST =>
                {
                    let fields = fields.into_iter().filter(may_be_filled);
                    all.extend(fields.map(|field| (frame, field)));
                }
                Err(error) if frame == 0 => return Err(gone(error)),
                _ => {}
            }
        }
        Ok(all)
    }

    /// Writes what the person approved into the fields that were proposed, if they still are what they were.
    pub(super) async fn approve_fill(&self, tab: i32, values: Vec<FillValue>) -> Result<ViewResult, Failure> {
        if values.iter().any(|value| value.text.chars().count() > MAX_VALUE) {
            return Err(FailureKind::Api(Code::Invalid).into());
        }
        if self.has_run_under_way(tab) {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        // Only once it is sure to be tried: what the person wrote into the list is not lost by a no.
        let proposed = self.filling.0.borrow_mut().remove(&tab).ok_or(FailureKind::PageGone)?;
        let mut filled = Vec::new();
        for FillValue { n, text } in values {
            let field = proposed.get(n as usize).ok_or(FailureKind::NotAllowed)?;
            let done = self.fill(tab, field, text).await;
            filled.push(FilledField { n, done });
        }
        Ok(ViewResult::Filled { fields: filled })
    }

    async fn fill(&self, tab: i32, field: &Proposed, text: String) -> bool {
        // Values of its neighbours are in the fingerprint, and they change: it is taken anew, and all else compared.
        let Some(now) = self.field_facts(tab, field.frame, field.node).await else { return false };
        if !is_same(&field.facts, &now) {
            return false;
        }
        let act = if now.tag == "select" {
            ContentAct::Select { options: vec![text] }
        } else {
            ContentAct::Type { text, replace: true }
        };
        let expect = Some(now.fingerprint);
        let call =
            ContentCall::Act { node: Some(field.node), act, expect, timeout_ms: FIELD_MS, trusted: false };
        matches!(self.browser.content(tab, field.frame, call).await, Ok(ContentReply::Acted { .. }))
    }

    async fn field_facts(&self, tab: i32, frame: i32, node: u32) -> Option<TargetFacts> {
        match self.browser.content(tab, frame, ContentCall::Facts { node: Some(node) }).await {
            Ok(ContentReply::Facts { facts }) => Some(*facts),
            _ => None,
        }
    }
}

fn host_of(url: &str) -> Option<String> {
    url::Url::parse(url).ok()?.host_str().map(str::to_owned)
}

/// Not secret, and large enough and far enough right to be seen by somebody.
fn may_be_filled(shown: &ShownField) -> bool {
    let rect = &shown.rect;
    !is_secret(&shown.facts)
        && rect.width >= SMALLEST
        && rect.height >= SMALLEST
        && rect.left + rect.width > 0.0
}

fn proposal(shown: &ShownField, facts: &TargetFacts, profile: &Profile) -> Option<String> {
    let is_list = facts.tag == "select";
    if !facts.visible || facts.disabled || (facts.editable != Editable::Text && !is_list) {
        return None;
    }
    let kind = &shown.facts.kind;
    let detail =
        Detail::of(&facts.autocomplete, kind, &[&facts.label, &facts.field_name, &shown.facts.name])?;
    let known = profile.find(detail)?;
    if is_list { choose(&known, &shown.options).map(str::to_owned) } else { Some(known) }
}

/// Whether the field is what it was, whatever stands in it and in its form by now.
fn is_same(before: &TargetFacts, now: &TargetFacts) -> bool {
    let action = |facts: &TargetFacts| facts.form.as_ref().map(|form| form.action.clone());
    let named = |facts: &TargetFacts| {
        (facts.kind.clone(), facts.field_name.clone(), facts.label.clone(), facts.document_url.clone())
    };
    now.visible && !now.disabled && named(before) == named(now) && action(before) == action(now)
}
