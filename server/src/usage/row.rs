//! Meter rows: their keys, and what a request wants of them.

use std::sync::Arc;

use serde::Serialize;

use super::period::period;
use super::wallet::Wallet;
use crate::plans::{self, Meter};
use crate::platform::clock::Millis;

/// Key of a row of `meter_period`. Rows are locked in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RowKey {
    /// Workspace whose plan it is.
    pub workspace_id: Arc<str>,
    /// Empty for the workspace itself.
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

/// What a request with these upper bounds wants of its workspace's plan.
pub fn charges(wallet: &Wallet, workspace_id: &str, bounds: &[(Meter, u64)], at: Millis) -> Vec<Charge> {
    let period = period(wallet.anchor_day, &wallet.time_zone, at);
    let charge = |(meter, units): &(Meter, u64)| Charge {
        row: RowKey::of_workspace(workspace_id, *meter, period.start),
        units: i64::try_from(*units).unwrap_or(i64::MAX),
        limit: plan_limit(&wallet.plan, *meter),
        resets_at: period.end,
    };
    bounds.iter().map(charge).collect()
}

/// A plan that is not in the catalogue allows nothing.
fn plan_limit(plan: &str, meter: Meter) -> Option<i64> {
    plans::find(plan).map_or(Some(0), |plan| plans::limit(plan, meter).map(|limit| limit as i64))
}
