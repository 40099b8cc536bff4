//! The verdict. Reads from top to bottom: what is never done, where it happens, where it goes, what it carries, and
//! then what the class asks for.

use super::address;
use super::approval::Approvals;
use super::class::{Class, Rule};
use super::classify::{self, Composer, Findings, Going};
use super::contract::{Contract, Money};
use super::held::HeldIndex;
use super::lookalike;
use super::origin::Origin;
use super::proposal::{DataClass, Proposal, Verb};
use super::request;
use super::taint::{Label, Taint};
use super::trace;
use super::verdict::{Denial, Verdict};
use std::collections::BTreeSet;

/// Judges one act, right before it is done. `now_ms` is the caller's clock.
///
/// An act that is allowed and is more than reading ends an approval that was given for another, and one that needed an
/// approval has used it up: save `approvals` before acting.
pub fn judge(contract: &Contract, proposal: &Proposal, approvals: &mut Approvals, now_ms: u64) -> Verdict {
    judge_held(&mut HeldIndex::default(), contract, proposal, approvals, now_ms)
}

/// [`judge`] with an index kept from the judgement before, for whoever judges one act after the other.
pub fn judge_held(
    index: &mut HeldIndex,
    contract: &Contract,
    proposal: &Proposal,
    approvals: &mut Approvals,
    now_ms: u64,
) -> Verdict {
    let weighed = match weigh(index, contract, proposal, approvals) {
        Ok(weighed) => weighed,
        Err(denial) => {
            approvals.void();
            return Verdict::Deny { denial };
        }
    };
    let (class, rule) = (weighed.rule.class(), weighed.rule);
    if class == Class::Read {
        return Verdict::Allow { class, rule };
    }
    if class < Class::Sensitive {
        approvals.void();
        return Verdict::Allow { class, rule };
    }
    if !contract.terms().attended {
        approvals.void();
        return if weighed.admits.is_none() && approvals.use_template(contract, proposal, &weighed) {
            Verdict::Allow { class, rule }
        } else {
            Verdict::Deny { denial: Denial::Unattended { rule } }
        };
    }
    let request = request::request(proposal, &weighed, now_ms);
    if approvals.redeem(&request, now_ms) { Verdict::Allow { class, rule } } else { Verdict::Ask { request } }
}

/// An act that is not denied outright.
#[derive(Debug)]
pub(super) struct Weighed<'a> {
    /// The heaviest rule.
    pub(super) rule: Rule,
    pub(super) findings: Findings<'a>,
    /// The origin that has to be approved along with it.
    pub(super) admits: Option<Origin>,
    /// For each datum, the labels of what it really contains.
    pub(super) contents: Vec<Taint>,
}

fn weigh<'a>(
    index: &mut HeldIndex,
    contract: &Contract,
    proposal: &'a Proposal,
    approvals: &Approvals,
) -> Result<Weighed<'a>, Denial> {
    let verb = proposal.verb;
    if !contract.terms().verbs.contains(&verb) {
        return Err(Denial::Verb { verb });
    }
    let findings = classify::classify(proposal).ok_or(Denial::NoTarget {})?;
    let mut act = Weighed { rule: findings.rule(), findings, admits: None, contents: Vec::new() };
    // Whoever has used up everything may still say so.
    let ends = matches!(verb, Verb::AskUser | Verb::Remember | Verb::Done);
    if !ends && let Some(limit) = contract.terms().limits.passed(&proposal.used) {
        return Err(Denial::Budget { limit });
    }
    if act.rule.class() == Class::Read {
        return Ok(act);
    }
    let allowed: BTreeSet<&Origin> = contract.origins().iter().chain(approvals.admitted()).collect();
    if acts_in_page(verb) {
        place(contract, proposal, &allowed, &mut act)?;
        data(index, contract, proposal, &allowed, &mut act)?;
    }
    for going in act.findings.going.clone() {
        go(index, contract, proposal, &allowed, going, &mut act)?;
    }
    act.rule = act.findings.rule();
    if act.findings.has(Rule::Pays) {
        spend(contract, proposal)?;
    }
    Ok(act)
}

/// Whether an act touches what is in the page, so that it matters whose page it is.
fn acts_in_page(verb: Verb) -> bool {
    !matches!(
        verb,
        Verb::Navigate
            | Verb::OpenTab
            | Verb::Back
            | Verb::Forward
            | Verb::Reload
            | Verb::SwitchTab
            | Verb::CloseTab
            | Verb::Hop
    )
}

/// Page and frame: known, of the contract, and the ones the facts are of.
fn place(
    contract: &Contract,
    proposal: &Proposal,
    allowed: &BTreeSet<&Origin>,
    act: &mut Weighed<'_>,
) -> Result<(), Denial> {
    let (Some(page), Some(frame)) = (&proposal.page, &proposal.frame) else {
        return Err(Denial::NoOrigin {});
    };
    for facts in [&proposal.target, &proposal.onto].into_iter().flatten() {
        // Without it one row's button is the next one's.
        if facts.fingerprint.is_empty() {
            return Err(Denial::NoTarget {});
        }
        // Documents without an address of their own (srcdoc) have the origin the browser says.
        if Origin::parse(&facts.document_url).is_ok_and(|of_facts| of_facts != *frame) {
            return Err(Denial::Mismatch {});
        }
    }
    for origin in [page, frame] {
        address::check_origin(origin, contract.home()).map_err(|blocked| Denial::Address { blocked })?;
        twin(origin, allowed)?;
    }
    if frame != page && classify::writes(act.findings.rule().class()) {
        act.findings.add(Rule::CrossOriginFrame);
    }
    if let Some(outside) = [page, frame].into_iter().find(|origin| !allowed.contains(origin)) {
        admit(contract, outside, act)?;
    }
    Ok(())
}

/// What is written: allowed by the contract, and at home where it goes.
fn data(
    index: &mut HeldIndex,
    contract: &Contract,
    proposal: &Proposal,
    allowed: &BTreeSet<&Origin>,
    act: &mut Weighed<'_>,
) -> Result<(), Denial> {
    let Some(frame) = &proposal.frame else { return Err(Denial::NoOrigin {}) };
    let fields = [
        (Rule::SecretField, DataClass::Secret),
        (Rule::CardField, DataClass::Payment),
        (Rule::Uploads, DataClass::File),
    ];
    let of_fields = fields.into_iter().filter(|(rule, _)| act.findings.has(*rule)).map(|(_, class)| class);
    let classes: Vec<DataClass> = proposal.data.iter().map(|datum| datum.class).chain(of_fields).collect();
    for class in classes {
        if !contract.terms().data.contains(&class) {
            return Err(Denial::Data { class });
        }
    }
    let pressed = typed(&proposal.keys);
    let texts = proposal.data.iter().map(|datum| datum.value.text.as_str());
    let texts: Vec<&str> = texts.chain((!pressed.is_empty()).then_some(pressed.as_str())).collect();
    if !texts.is_empty() {
        let held = index.hold(&proposal.held);
        act.contents.extend(texts.into_iter().map(|text| trace::moved(text, &held, frame)));
    }
    for (datum, contents) in proposal.data.iter().zip(&mut act.contents) {
        *contents = std::mem::take(contents).and(&datum.value.taint);
        let secret = datum.value.text.contains("{{secret:") || datum.class == DataClass::Secret;
        if secret {
            act.findings.add(Rule::WritesSecret);
        }
    }
    // The person's own or another page's data has no business in a place the person never named.
    if !allowed.contains(frame) && proposal.data.iter().any(|datum| datum.class != DataClass::Plain) {
        return Err(Denial::CarriesData { origin: frame.clone() });
    }
    for contents in &act.contents {
        let elsewhere =
            contents.labels().any(|label| matches!(label, Label::Secret { origin, .. } if origin != frame));
        if elsewhere || (!allowed.contains(frame) && !contents.is_at_home(frame)) {
            return Err(Denial::CarriesData { origin: frame.clone() });
        }
        if contents.read_elsewhere(frame).next().is_some() {
            act.findings.add(Rule::MovesData);
        }
    }
    Ok(())
}

/// One address it goes to.
fn go(
    index: &mut HeldIndex,
    contract: &Contract,
    proposal: &Proposal,
    allowed: &BTreeSet<&Origin>,
    going: Going<'_>,
    act: &mut Weighed<'_>,
) -> Result<(), Denial> {
    let (url, to) =
        address::check(going.address, contract.home()).map_err(|blocked| Denial::Address { blocked })?;
    twin(&to, allowed)?;
    let from = proposal.frame.as_ref();
    let named = contract.names_address(url.as_str());
    let is_new = from != Some(&to);
    let carried = match going.by {
        // What a form adds to it, the person did not write.
        Composer::Model | Composer::Page if named => Taint::none(),
        Composer::Model => {
            classify::address(&mut act.findings, going.address);
            trace::carried(&url, &index.hold(&proposal.held), &to)
        }
        Composer::Page => {
            let mut held = index.hold(&proposal.held);
            held.values.retain(|value| from.is_none_or(|from| !value.taint.is_at_home(from)));
            trace::carried(&url, &held, &to)
        }
        Composer::Form if is_new => {
            if !allowed.contains(&to) {
                return Err(Denial::CarriesData { origin: to });
            }
            act.findings.add(Rule::CrossOriginSubmit);
            Taint::none()
        }
        Composer::Form => Taint::none(),
    };
    let placeholder = going.address.contains("{{secret:") || url.as_str().contains("%7B%7Bsecret:");
    let moves = carried.read_elsewhere(&to).next().is_some();
    let carries = placeholder || moves || (is_new && !carried.is_empty());
    if placeholder || (carries && !allowed.contains(&to)) {
        return Err(Denial::CarriesData { origin: to });
    }
    if carries {
        act.findings.add(Rule::CarriesData);
    }
    if !allowed.contains(&to) {
        admit(contract, &to, act)?;
    }
    Ok(())
}

/// An origin outside the contract: the person may add it, nobody else.
fn admit(contract: &Contract, origin: &Origin, act: &mut Weighed<'_>) -> Result<(), Denial> {
    let one_already = act.admits.as_ref().is_some_and(|admits| admits != origin);
    // One question at a time: an act that needs two new origins is none a person can weigh.
    if !contract.terms().attended || one_already {
        return Err(Denial::Outside { origin: origin.clone() });
    }
    act.admits = Some(origin.clone());
    act.findings.add(Rule::NewOrigin);
    Ok(())
}

fn twin(origin: &Origin, allowed: &BTreeSet<&Origin>) -> Result<(), Denial> {
    match lookalike::twin_of(origin, allowed.iter().copied()) {
        Some(like) if !allowed.contains(origin) => {
            Err(Denial::LookAlike { host: origin.host().to_owned(), like: like.host().to_owned() })
        }
        _ => Ok(()),
    }
}

fn spend(contract: &Contract, proposal: &Proposal) -> Result<(), Denial> {
    let (Some(cap), Some(amount)) = (&contract.terms().spend, &proposal.amount) else { return Ok(()) };
    let spent = proposal.used.spent.iter().filter(|spent| spent.currency == cap.currency);
    let total = spent.fold(amount.minor, |sum, Money { minor, .. }| sum.saturating_add(*minor));
    if amount.currency == cap.currency && total <= cap.minor { Ok(()) } else { Err(Denial::Spend {}) }
}

/// What keys write, one character each.
fn typed(keys: &[String]) -> String {
    keys.iter().filter(|key| key.chars().nth(1).is_none()).map(String::as_str).collect()
}
