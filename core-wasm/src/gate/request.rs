//! What a person is asked.

use super::approval;
use super::classify;
use super::facts::FieldFacts;
use super::fold;
use super::judge::Weighed;
use super::origin::Origin;
use super::proposal::{DataClass, Proposal};
use super::verdict::{ApprovalData, ApprovalRequest};
use url::Url;

/// The request for an act. Two requests for the same act on the same facts differ in `asked_ms` alone.
pub(super) fn request(proposal: &Proposal, act: &Weighed<'_>, now_ms: u64) -> ApprovalRequest {
    let target = proposal.target.as_ref();
    let going = act.findings.going.first().and_then(|going| Url::parse(going.address).ok());
    let to = going.as_ref().and_then(Origin::of);
    let elsewhere = to.as_ref().is_some_and(|to| Some(to) != proposal.frame.as_ref());
    let host = if elsewhere { to.as_ref() } else { proposal.frame.as_ref() };
    ApprovalRequest {
        rule: act.rule,
        verb: proposal.verb,
        label: fold::shown(target.map_or("", |facts| &facts.label)),
        place: proposal.frame.clone(),
        // The parser's form: the host is in punycode there.
        destination: going.map(String::from),
        unicode_host: host.and_then(Origin::unicode_host),
        data: data(proposal, act),
        admits: act.admits.clone(),
        asked_ms: now_ms,
        bound: approval::bound(proposal),
    }
}

/// What a field holds, unless it is of a kind nobody may look at, by its name too.
fn shown_value(field: &FieldFacts) -> String {
    if classify::takes_secrets(field) { String::new() } else { fold::shown(&field.value) }
}

/// What is written, then the filled fields that are submitted along.
fn data(proposal: &Proposal, act: &Weighed<'_>) -> Vec<ApprovalData> {
    let place = proposal.frame.as_ref();
    let field = proposal
        .target
        .as_ref()
        .map_or("", |facts| if facts.field_name.is_empty() { &facts.label } else { &facts.field_name });
    let written = proposal.data.iter().zip(&act.contents).map(|(datum, contents)| ApprovalData {
        field: fold::shown(field),
        text: datum.value.text.clone(),
        class: Some(datum.class),
        read_from: place
            .into_iter()
            .flat_map(|place| contents.read_elsewhere(place))
            .map(|origin| origin.map_or_else(|| "?".to_owned(), ToString::to_string))
            .collect(),
    });
    // What keys write stands in no field yet; Enter alone writes nothing.
    let is_letter = |key: &String| key.chars().count() == 1;
    let pressed = proposal.keys.iter().any(is_letter).then(|| ApprovalData {
        field: fold::shown(field),
        text: fold::shown(&proposal.keys.join(" ")),
        class: Some(DataClass::Plain),
        read_from: Vec::new(),
    });
    let submitted =
        act.findings.submits.into_iter().flat_map(|form| &form.fields).filter(|field| field.filled);
    written
        .chain(pressed)
        .chain(submitted.map(|field| ApprovalData {
            field: fold::shown(&field.name),
            text: shown_value(field),
            class: None,
            read_from: Vec::new(),
        }))
        .collect()
}
