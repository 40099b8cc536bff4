//! Arithmetic of meter rows: pure, so that it can be tried with every order of events.
//!
//! What holds of every row at any time: `granted = settled + the units of every replica's lease <= limit`.

use std::collections::BTreeMap;

use super::row::{Charge, RowKey};
use crate::plans::Meter;
use crate::platform::clock::Millis;

/// A meter row while a group of operations is folded into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The plan's limit now; `None` is no limit.
    pub limit: Option<i64>,
    /// Settled units and those in leases.
    pub granted: i64,
    /// Settled units.
    pub settled: i64,
}

impl Balance {
    /// Units that may still be granted; `None` is no limit.
    pub fn remaining(&self) -> Option<i64> {
        self.limit.map(|limit| (limit - self.granted).max(0))
    }

    /// The limit to store: never below what is granted, so that a smaller plan does not contradict the past.
    pub fn stored_limit(&self) -> Option<i64> {
        self.limit.map(|limit| limit.max(self.granted))
    }
}

/// What one commit of a replica does to a row and to its lease on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Units of the lease.
    pub units: i64,
    /// Units of ended requests.
    pub used: i64,
    /// Units that the replica gives back.
    pub returned: i64,
    /// Units of the lease that no request holds: they serve the group first. Afterwards what is left of them.
    pub pool: i64,
    /// Units that the replica would like to have in advance.
    pub want: i64,
    /// Whether it was heard that others need units: what is free is given back.
    pub heard: bool,
    /// The plan's limit, where a request brought it.
    pub limit: Option<Option<i64>>,
}

/// Not enough units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// Meter that has not enough.
    pub meter: Meter,
    /// Whether it is an API key's own limit.
    pub of_key: bool,
    /// Its limit.
    pub limit: i64,
    /// Settled units and those held by requests.
    pub used: i64,
    /// When its period ends.
    pub resets_at: Millis,
}

/// Why a request of a group was not granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// A limit is reached.
    Short(Short),
    /// The workspace is gone.
    NoRow,
}

/// Rows and the steps of a commit on them.
pub type Rows = BTreeMap<RowKey, Balance>;
/// Steps of a commit.
pub type Steps = BTreeMap<RowKey, Step>;

/// Settles what ended, gives back what is returned, then grants the requests in their order, each all or nothing, and
/// last what is wanted in advance: never more than its share of what remains, which shrinks towards the limit.
pub fn fold(rows: &mut Rows, steps: &mut Steps, wants: &[&[Charge]], replicas: i64) -> Vec<Option<Denial>> {
    steps.retain(|key, _| rows.contains_key(key));
    for (key, step) in steps.iter_mut() {
        let Some(balance) = rows.get_mut(key) else { continue };
        balance.limit = step.limit.unwrap_or(balance.limit);
        balance.settled += step.used;
        balance.granted -= step.returned;
        step.units -= step.used + step.returned;
    }
    let answers = wants.iter().map(|charges| grant(rows, steps, charges).err()).collect();
    for (key, step) in steps.iter_mut().filter(|(_, step)| step.want > step.pool) {
        let Some(balance) = rows.get_mut(key) else { continue };
        let share = balance.remaining().map_or(i64::MAX, |left| left / (2 * replicas.max(1)));
        let more = (step.want - step.pool).min(share);
        balance.granted += more;
        step.pool += more;
        step.units += more;
    }
    answers
}

fn grant(rows: &mut Rows, steps: &mut Steps, charges: &[Charge]) -> Result<(), Denial> {
    for charge in charges {
        let (Some(balance), Some(step)) = (rows.get(&charge.row), steps.get(&charge.row)) else {
            return Err(Denial::NoRow);
        };
        // Units leased under a larger plan do not outlive it.
        let used = balance.granted - step.pool;
        if let Some(limit) = balance.limit.filter(|limit| charge.units < 0 || charge.units > limit - used) {
            return Err(Denial::Short(Short {
                meter: charge.row.meter,
                of_key: charge.row.is_of_key(),
                limit,
                used,
                resets_at: charge.resets_at,
            }));
        }
    }
    for charge in charges {
        let (Some(balance), Some(step)) = (rows.get_mut(&charge.row), steps.get_mut(&charge.row)) else {
            continue;
        };
        let pooled = step.pool.min(charge.units);
        step.pool -= pooled;
        balance.granted += charge.units - pooled;
        step.units += charge.units - pooled;
    }
    Ok(())
}

/// What a call costs, in nano-dollars; saturates far above every ceiling.
pub fn cost_nanos(price: (u64, u64), input_tokens: u64, output_tokens: u64) -> u64 {
    input_tokens.saturating_mul(price.0).saturating_add(output_tokens.saturating_mul(price.1)).min(1 << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> RowKey {
        RowKey { workspace_id: "w".into(), subject: "".into(), meter: Meter::Questions, period_start: 0 }
    }

    fn charge(units: i64, limit: Option<i64>) -> Charge {
        Charge { row: row(), units, limit, resets_at: 9 }
    }

    fn rows(limit: Option<i64>, granted: i64) -> Rows {
        Rows::from([(row(), Balance { limit, granted, settled: granted })])
    }

    fn run(rows: &mut Rows, step: Step, wants: &[Charge], replicas: i64) -> (Step, Vec<Option<Denial>>) {
        let mut steps = Steps::from([(row(), step)]);
        let wants: Vec<&[Charge]> = wants.iter().map(std::slice::from_ref).collect();
        let answers = fold(rows, &mut steps, &wants, replicas);
        (steps.remove(&row()).unwrap(), answers)
    }

    #[test]
    fn a_smaller_plan_refuses_and_keeps_what_was_granted() {
        let mut rows = rows(Some(500), 40);
        let step = Step { limit: Some(Some(10)), ..Step::default() };
        let (_, answers) = run(&mut rows, step, &[charge(1, Some(10))], 1);
        let short = Short { meter: Meter::Questions, of_key: false, limit: 10, used: 40, resets_at: 9 };
        assert_eq!(answers, [Some(Denial::Short(short))]);
        assert_eq!(rows[&row()].stored_limit(), Some(40));
    }

    #[test]
    fn what_was_leased_under_a_larger_plan_does_not_outlive_it() {
        let mut rows = rows(Some(500), 15);
        let step = Step { units: 5, pool: 5, limit: Some(Some(10)), ..Step::default() };
        let (step, answers) = run(&mut rows, step, &[charge(1, Some(10))], 1);
        assert!(answers[0].is_some() && step.pool == 5);
    }

    #[test]
    fn no_limit_counts_and_never_refuses() {
        let mut rows = rows(None, 0);
        let (step, answers) = run(&mut rows, Step { want: 7, ..Step::default() }, &[charge(5, None)], 3);
        assert_eq!((answers, step.pool, step.units, rows[&row()].granted), (vec![None], 7, 12, 12));
    }

    #[test]
    fn what_nobody_holds_serves_before_the_row_does() {
        let mut rows = rows(Some(10), 10);
        let step = Step { units: 2, pool: 2, ..Step::default() };
        let (step, answers) = run(&mut rows, step, &[charge(1, Some(10)), charge(2, Some(10))], 1);
        assert!(answers[0].is_none() && answers[1].is_some());
        assert_eq!((step.pool, step.units, rows[&row()].granted), (1, 2, 10));
    }

    #[test]
    fn grants_in_advance_shrink_towards_the_limit_and_with_every_replica() {
        for (remaining, replicas, more) in [(100, 1, 30), (40, 1, 20), (40, 4, 5), (3, 2, 0)] {
            let mut rows = rows(Some(100), 100 - remaining);
            let (step, _) = run(&mut rows, Step { want: 30, ..Step::default() }, &[], replicas);
            assert_eq!(step.pool, more, "{remaining} left for {replicas}");
        }
    }

    #[test]
    fn rows_of_a_workspace_that_is_gone_are_dropped() {
        let mut gone = Rows::new();
        let mut steps = Steps::from([(row(), Step::default())]);
        let answers = fold(&mut gone, &mut steps, &[&[charge(1, None)]], 1);
        assert_eq!((answers, steps.len()), (vec![Some(Denial::NoRow)], 0));
    }
}
