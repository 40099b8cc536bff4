//! Reading the catalogue. It is compiled in, so a catalogue that does not parse never ships.

use std::sync::LazyLock;

use api_types::plans::{Plan, PlanList};

static CATALOGUE: LazyLock<PlanList> =
    LazyLock::new(|| match toml::from_str(include_str!("../../data/plans.toml")) {
        Ok(list) => list,
        // A test parses the file; this is unreachable in anything that passed it.
        Err(error) => unreachable!("plans.toml: {error}"),
    });

/// What is metered: a plan's meters by its period, requests of an API key by the minute and the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Meter {
    /// Questions asked.
    Questions,
    /// Turns of the agent.
    AgentSteps,
    /// What the upstream costs, in nano-dollars.
    CostNanos,
    /// Requests in a calendar minute; limited by API key.
    RequestsPerMinute,
    /// Requests in a calendar day; limited by API key.
    RequestsPerDay,
}

impl Meter {
    /// The meters of a plan, in the order people see them.
    pub const OF_PLAN: [Meter; 3] = [Meter::Questions, Meter::AgentSteps, Meter::CostNanos];
    const ALL: [Meter; 5] = [
        Meter::Questions,
        Meter::AgentSteps,
        Meter::CostNanos,
        Meter::RequestsPerMinute,
        Meter::RequestsPerDay,
    ];

    /// The meter of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meter| meter.name() == name)
    }

    /// Name in SQL and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Questions => "questions",
            Self::AgentSteps => "agent_steps",
            Self::CostNanos => "cost_nanos",
            Self::RequestsPerMinute => "requests_per_minute",
            Self::RequestsPerDay => "requests_per_day",
        }
    }
}

/// Every plan, cheapest first.
pub fn catalogue() -> &'static [Plan] {
    &CATALOGUE.plans
}

/// The plan of this key.
pub fn find(key: &str) -> Option<&'static Plan> {
    catalogue().iter().find(|plan| plan.key == key)
}

/// Questions a month of the free plan.
pub fn free_questions() -> u64 {
    find(super::FREE).and_then(|plan| plan.limits.questions).unwrap_or(0)
}

/// Limit of a meter on a plan; `None` is no limit.
pub fn limit(plan: &Plan, meter: Meter) -> Option<u64> {
    match meter {
        Meter::Questions => plan.limits.questions,
        Meter::AgentSteps => plan.limits.agent_steps,
        Meter::CostNanos => plan.limits.cost_nanos,
        Meter::RequestsPerMinute | Meter::RequestsPerDay => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_parses_and_starts_with_the_free_plan() {
        let keys: Vec<_> = catalogue().iter().map(|plan| plan.key.as_str()).collect();
        assert_eq!(keys, [crate::plans::FREE, "pro", "team", "enterprise"]);
    }

    #[test]
    fn no_plan_may_cost_more_than_it_earns() {
        for plan in catalogue().iter().filter(|plan| plan.monthly_price_cents > Some(0)) {
            let earns = u64::from(plan.monthly_price_cents.unwrap()) * 10_000_000;
            assert!(plan.limits.cost_nanos.unwrap() < earns, "{}", plan.key);
        }
    }

    #[test]
    fn amounts_stay_exact_in_json() {
        let largest = catalogue().iter().filter_map(|plan| plan.limits.cost_nanos).max().unwrap();
        assert!(largest < 1 << 53);
    }
}
