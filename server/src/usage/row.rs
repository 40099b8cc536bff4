//! Meter rows: their keys, and what a request wants of them.

use std::sync::Arc;

use serde::Serialize;

use super::period::{Period, day, period};
use super::wallet::Wallet;
use crate::auth::Caller;
use crate::plans::{self, Meter};
use crate::platform::clock::{MINUTE, Millis};

/// Key of a row of `meter_period`. Rows are locked in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RowKey {
    /// Workspace whose plan it is.
    pub workspace_id: Arc<str>,
    /// Empty for the workspace itself, `key:…` for an API key.
    pub subject: Arc<str>,
    /// What is counted.
    pub meter: Meter,
    /// First millisecond of the period.
    pub period_start: Millis,
}

impl RowKey {
    /// The row of the workspace itself.
    pub fn of_workspace(workspace_id: &str, meter: Meter, period_start: Millis) -> Self {
        Self { workspace_id: workspace_id.into(), subject: "".into(), meter, period_start }
    }

    /// Whether the row is of an API key's own limit.
    pub fn is_of_key(&self) -> bool {
        !self.subject.is_empty()
    }
}

/// What a request is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Somebody asked.
    Question,
    /// The agent took a turn.
    AgentStep,
}

impl Unit {
    /// Where it is counted.
    pub const fn meter(self) -> Meter {
        match self {
            Self::Question => Meter::Questions,
            Self::AgentStep => Meter::AgentSteps,
        }
    }
}

/// Units that a request wants of a row.
#[derive(Clone, Debug)]
pub struct Charge {
    /// The row.
    pub row: RowKey,
    /// A true upper bound.
    pub units: i64,
    /// The row's limit now; `None` is no limit.
    pub limit: Option<i64>,
    /// First millisecond of the next period.
    pub resets_at: Millis,
}

/// What a request with these upper bounds wants: of its workspace's plan, and of its API key's own limits under it.
/// The workspace's unit comes first.
pub fn charges(caller: &Caller, unit: Unit, cost_nanos: i64, at: Millis) -> Vec<Charge> {
    let wallet = Wallet::of(caller);
    let month = period(wallet.anchor_day, &wallet.time_zone, at);
    let plan = plans::find(&wallet.plan);
    // A plan that is not in the catalogue allows nothing.
    let of_plan = |meter| plan.map_or(Some(0), |plan| plans::limit(plan, meter).map(|limit| limit as i64));
    let bounds = [(unit.meter(), 1), (Meter::CostNanos, cost_nanos)];
    let workspace_id = caller.scope.workspace_id();
    let mut charges: Vec<_> = bounds
        .map(|(meter, units)| Charge {
            row: RowKey::of_workspace(workspace_id, meter, month.start),
            units,
            limit: of_plan(meter),
            resets_at: month.end,
        })
        .into();
    let Some(key) = caller.api_key() else { return charges };
    let subject: Arc<str> = format!("key:{}", key.id).into();
    let limits = &key.limits;
    let minute = || Period { start: at - at.rem_euclid(MINUTE), end: at - at.rem_euclid(MINUTE) + MINUTE };
    let of_key = [
        (Meter::RequestsPerMinute, 1, limits.requests_per_minute, &minute as &dyn Fn() -> Period),
        (Meter::RequestsPerDay, 1, limits.requests_per_day, &|| day(&wallet.time_zone, at)),
        (Meter::Questions, 1, limits.questions_per_month.filter(|_| unit == Unit::Question), &|| month),
        (Meter::CostNanos, cost_nanos, limits.cost_nanos_per_month, &|| month),
    ];
    charges.extend(of_key.into_iter().filter_map(|(meter, units, limit, period)| {
        let (limit, period) = (limit? as i64, period());
        let row = RowKey {
            subject: Arc::clone(&subject),
            ..RowKey::of_workspace(workspace_id, meter, period.start)
        };
        Some(Charge { row, units, limit: Some(limit), resets_at: period.end })
    }));
    charges
}
