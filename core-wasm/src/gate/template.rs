//! Sensitive acts a person approved beforehand, for runs nobody watches.

use super::approval::TemplateUse;
use super::class::Rule;
use super::contract::Money;
use super::judge::Weighed;
use super::origin::Origin;
use super::proposal::{Proposal, Verb};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use url::Url;

/// One sensitive act, approved beforehand: exactly this verb, on this origin, with these fields, so often and so dear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Origin of the page and of the frame; where the act submits to or goes must be the same.
    pub origin: Origin,
    /// What is done.
    pub verb: Verb,
    /// Names of the fields of the form that is submitted, or of the field that is written: all of them, and no more.
    pub fields: BTreeSet<String>,
    /// How often and how dear.
    pub cap: Cap,
}

/// What a template allows in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// How many times.
    pub count: u32,
    /// How much in all. An act that pays and whose amount is not known, or is in another currency, does not match.
    pub spend: Option<Money>,
}

/// The content script names no more fields of a form; one that has as many may have others.
const MOST_FIELDS: usize = 100;

impl Template {
    /// Whether an act is exactly this one, its cap aside.
    pub(super) fn is_for(&self, proposal: &Proposal, act: &Weighed<'_>) -> bool {
        let here = [&proposal.page, &proposal.frame].iter().all(|at| at.as_ref() == Some(&self.origin));
        let stays = act.findings.going.iter().all(|going| {
            Url::parse(going.address).ok().as_ref().and_then(Origin::of).as_ref() == Some(&self.origin)
        });
        // These are about where something goes, which a template does not say.
        let about_places = matches!(
            act.rule,
            Rule::NewOrigin | Rule::CrossOriginFrame | Rule::CarriesData | Rule::MovesData
        );
        let fields = match (act.findings.submits, &proposal.target) {
            (Some(form), _) if form.fields.len() >= MOST_FIELDS => return false,
            (Some(form), _) => form.fields.iter().map(|field| field.name.clone()).collect(),
            (None, Some(target)) => BTreeSet::from([target.field_name.clone()]),
            (None, None) => BTreeSet::new(),
        };
        let named = |fields: BTreeSet<String>| -> BTreeSet<String> {
            fields.into_iter().filter(|name| !name.is_empty()).collect()
        };
        here && stays && !about_places && self.verb == proposal.verb && self.fields == named(fields)
    }
}

impl Cap {
    /// Whether one more act fits. What pays must say how much.
    pub(super) fn leaves(&self, used: TemplateUse, rule: Rule, amount: Option<&Money>) -> bool {
        let affordable = match (amount, &self.spend) {
            (Some(amount), Some(most)) => {
                amount.currency == most.currency && used.spent.saturating_add(amount.minor) <= most.minor
            }
            (Some(_), None) => false,
            (None, _) => rule != Rule::Pays,
        };
        used.count < self.count && affordable
    }
}
