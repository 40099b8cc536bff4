//! The task contract: what a run may do, from the person's own words or a saved task.
//!
//! A contract is made once and never grows. [`Contract::narrow`] is the only change there is; an origin the person
//! approves later is kept in [`super::Approvals`], beside it.

use super::cap;
use super::goal::{self, Refused};
use super::origin::Origin;
use super::proposal::{DataClass, Verb};
use super::template::Template;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a run may do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Origin of the page the task was given on.
    home: Option<Origin>,
    /// Where it may go and act.
    origins: BTreeSet<Origin>,
    /// Addresses the person wrote, serialised: going to exactly these carries nothing away.
    addresses: BTreeSet<String>,
    terms: Terms,
    /// Sensitive acts approved beforehand, for runs nobody watches.
    templates: Vec<Template>,
}

/// What a task is given besides origins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Whether a person is there to approve.
    pub attended: bool,
    /// What it may do.
    pub verbs: BTreeSet<Verb>,
    /// What it may write. Secret, payment and file are asked for each time all the same.
    pub data: BTreeSet<DataClass>,
    /// What it may spend in all, when the person named a sum. Each payment is asked for all the same.
    pub spend: Option<Money>,
    /// How long it may go on.
    pub limits: Limits,
}

impl Default for Terms {
    /// A watched run with every verb and kind of data.
    fn default() -> Self {
        Self {
            attended: true,
            verbs: Verb::ALL.into(),
            data: [
                DataClass::Plain,
                DataClass::Personal,
                DataClass::Secret,
                DataClass::Payment,
                DataClass::File,
            ]
            .into(),
            spend: None,
            limits: Limits::default(),
        }
    }
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// ISO 4217 code, upper case.
    pub currency: String,
    /// In the currency's minor unit.
    pub minor: u64,
}

/// How long a run may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Steps.
    pub steps: u32,
    /// Milliseconds.
    pub time_ms: u64,
    /// Tokens, prompts and answers together.
    pub tokens: u64,
    /// Cost in nano-dollars.
    pub cost_nanos: u64,
}

impl Default for Limits {
    /// 50 steps, 15 minutes, a million tokens, one dollar.
    fn default() -> Self {
        Self { steps: 50, time_ms: 15 * 60_000, tokens: 1_000_000, cost_nanos: 1_000_000_000 }
    }
}

/// What a run has used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Used {
    /// Steps begun.
    pub steps: u32,
    /// Milliseconds since it began, pauses not counted.
    pub time_ms: u64,
    /// Tokens.
    pub tokens: u64,
    /// Cost in nano-dollars.
    pub cost_nanos: u64,
    /// Money spent by acts.
    pub spent: Vec<Money>,
}

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "named like the fields of `Limits`")]
pub enum Limit {
    Steps,
    Time,
    Tokens,
    Cost,
}

impl Used {
    /// Counts money that was spent, each currency by itself.
    pub fn spend(&mut self, money: Money) {
        match self.spent.iter_mut().find(|spent| spent.currency == money.currency) {
            Some(spent) => spent.minor = spent.minor.saturating_add(money.minor),
            None => self.spent.push(money),
        }
    }
}

impl Limits {
    /// The first limit that `used` is past. A run may use all of a limit: its 50th step is begun, its 51st is not.
    #[must_use]
    pub fn passed(&self, used: &Used) -> Option<Limit> {
        [
            (used.steps > self.steps, Limit::Steps),
            (used.time_ms > self.time_ms, Limit::Time),
            (used.tokens > self.tokens, Limit::Tokens),
            (used.cost_nanos > self.cost_nanos, Limit::Cost),
        ]
        .into_iter()
        .find_map(|(passed, limit)| passed.then_some(limit))
    }
}

/// What takes something away from a contract. `None` takes nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrowing {
    /// Only these origins, of those it has.
    pub origins: Option<BTreeSet<Origin>>,
    /// Only these verbs.
    pub verbs: Option<BTreeSet<Verb>>,
    /// Only these data.
    pub data: Option<BTreeSet<DataClass>>,
    /// At most these limits.
    pub limits: Option<Limits>,
}

impl Contract {
    /// The contract of a goal in the person's own words, given on a page. Origins are the page's own and those the
    /// person literally wrote; what looked like one and was refused comes back for the person to see. `goal` must be
    /// what the person typed and nothing else: no page text, no selection.
    #[must_use]
    pub fn from_goal(goal: &str, page: Option<Origin>, terms: Terms) -> (Self, Vec<Refused>) {
        let named = goal::named(goal, page.as_ref());
        let mut origins = named.origins;
        origins.extend(page.clone());
        let mut terms = terms;
        if terms.spend.is_none() {
            terms.spend = cap::named(goal, page.as_ref().map_or("", Origin::host));
        }
        let contract = Self { home: page, origins, addresses: named.addresses, terms, templates: Vec::new() };
        (contract, named.refused)
    }

    /// The same contract for a saved task that runs unwatched, with the sensitive acts the person approved for it.
    #[must_use]
    pub fn unattended(mut self, templates: Vec<Template>) -> Self {
        self.terms.attended = false;
        self.templates = templates;
        self
    }

    /// For the agent, on the same sites: it may need other acts than were foreseen.
    #[must_use]
    pub fn for_agent(&self) -> Self {
        Self { terms: Terms::default(), ..self.clone() }
    }

    /// Takes away. Nothing adds.
    pub fn narrow(&mut self, by: &Narrowing) {
        if let Some(only) = &by.origins {
            self.origins.retain(|origin| only.contains(origin));
        }
        if let Some(only) = &by.verbs {
            self.terms.verbs.retain(|verb| only.contains(verb));
        }
        if let Some(only) = &by.data {
            self.terms.data.retain(|class| only.contains(class));
        }
        if let Some(most) = by.limits {
            let limits = &mut self.terms.limits;
            limits.steps = limits.steps.min(most.steps);
            limits.time_ms = limits.time_ms.min(most.time_ms);
            limits.tokens = limits.tokens.min(most.tokens);
            limits.cost_nanos = limits.cost_nanos.min(most.cost_nanos);
        }
    }

    /// Origin of the page the task was given on.
    #[must_use]
    pub fn home(&self) -> Option<&Origin> {
        self.home.as_ref()
    }

    /// Where it may go and act.
    #[must_use]
    pub fn origins(&self) -> &BTreeSet<Origin> {
        &self.origins
    }

    /// What it is given besides.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Sensitive acts approved beforehand.
    #[must_use]
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// Whether the person wrote exactly this address (as [`url::Url`] serialises it).
    #[must_use]
    pub fn names_address(&self, url: &str) -> bool {
        self.addresses.contains(url)
    }
}
