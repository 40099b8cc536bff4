//! Approvals a person gave: for exactly one act, once, for two minutes.

use super::contract::Contract;
use super::judge::Weighed;
use super::origin::Origin;
use super::proposal::Proposal;
use super::template::Template;
use super::verdict::ApprovalRequest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How long an approval is good, in milliseconds.
pub const VALID_MS: u64 = 120_000;

/// The approvals of one run, kept with it. Made by [`Approvals::grant`], used up by [`super::judge`] alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approvals {
    /// What the person said yes to last. There is never more than one: any other act in between ends it.
    granted: Option<Granted>,
    /// Origins approved besides the contract's, until the run ends.
    admitted: BTreeSet<Origin>,
    /// How often each of the contract's templates was used, and for how much of its currency, by its place in the list.
    templates: BTreeMap<usize, TemplateUse>,
}

/// What a template was used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateUse {
    pub(super) count: u32,
    pub(super) spent: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Granted {
    request: ApprovalRequest,
    granted_ms: u64,
}

impl Approvals {
    /// The person said yes to `request`: the very one [`super::judge`] gave, kept by the loop, not one a view sent back.
    /// Call it only for a view that is no page, after a trusted click.
    ///
    /// Whoever takes longer than two minutes to answer is asked again: the page may be another by then.
    pub fn grant(&mut self, request: ApprovalRequest, now_ms: u64) {
        let fresh = is_fresh(request.asked_ms, now_ms);
        self.granted = fresh.then_some(Granted { request, granted_ms: now_ms });
    }

    /// Takes back what was granted and not used: stop, take over, navigation.
    pub fn void(&mut self) {
        self.granted = None;
    }

    /// Origins approved besides the contract's.
    #[must_use]
    pub fn admitted(&self) -> &BTreeSet<Origin> {
        &self.admitted
    }

    /// Uses up what was granted, and says whether it was for exactly this act and is still good. Whatever it was for,
    /// it is gone afterwards.
    pub(super) fn redeem(&mut self, asked: &ApprovalRequest, now_ms: u64) -> bool {
        let Some(Granted { request, granted_ms }) = self.granted.take() else { return false };
        let same = is_fresh(granted_ms, now_ms)
            && request.rule == asked.rule
            && request.admits == asked.admits
            && request.bound == asked.bound;
        if same {
            self.admitted.extend(request.admits);
        }
        same
    }

    /// Uses the first of the contract's templates that is for exactly this act and has something left; `false` when
    /// none is.
    pub(super) fn use_template(
        &mut self,
        contract: &Contract,
        proposal: &Proposal,
        act: &Weighed<'_>,
    ) -> bool {
        let spent = proposal.amount.as_ref().map_or(0, |amount| amount.minor);
        let used = |place: usize| self.templates.get(&place).copied().unwrap_or_default();
        let fits = |(place, template): &(usize, &Template)| {
            template.is_for(proposal, act)
                && template.cap.leaves(used(*place), act.rule, proposal.amount.as_ref())
        };
        let Some((place, _)) = contract.templates().iter().enumerate().find(fits) else { return false };
        let used = self.templates.entry(place).or_default();
        used.count = used.count.saturating_add(1);
        used.spent = used.spent.saturating_add(spent);
        true
    }
}

/// Whether less than two minutes passed. A clock that went back voids as well: nobody knows how long it was.
fn is_fresh(from_ms: u64, now_ms: u64) -> bool {
    now_ms.checked_sub(from_ms).is_some_and(|passed| passed < VALID_MS)
}

/// What an approval is bound to: the whole proposal but what the run holds and has used, and whether the target is in
/// view, which scrolling changes. Of the text around it only the amount counts.
pub(super) fn bound(proposal: &Proposal) -> Box<Proposal> {
    let mut bound = proposal.clone();
    bound.held.clear();
    bound.used = super::contract::Used::default();
    for facts in [&mut bound.target, &mut bound.onto].into_iter().flatten() {
        facts.in_view = false;
        facts.around.clear();
    }
    Box::new(bound)
}
