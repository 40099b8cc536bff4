//! The leases of this replica, in memory: most requests are granted and ended here, without the database.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::event::Event;
use super::row::{Charge, RowKey};
use super::rules::{Step, Steps};
use crate::plans::Meter;
use crate::platform::clock::Millis;

/// Units are taken in advance for about as long a time of the row's own use.
const AHEAD: Duration = Duration::from_secs(10);
/// Fewer requests than these in that time: nothing is taken in advance, so nothing can be stranded.
const BUSY: f64 = 8.0;

/// This replica's part of one row.
#[derive(Debug, Default)]
pub struct Lease {
    /// The row's limit at the last commit.
    pub limit: Option<i64>,
    /// The row's granted units at the last commit.
    pub granted: i64,
    /// Units in the lease's row: `available + held + used`.
    pub units: i64,
    /// Units that no request holds.
    pub available: i64,
    /// Units of requests under way.
    pub held: i64,
    /// Units of ended requests that are not in the rows yet.
    pub used: i64,
    /// Recent use.
    pace: Pace,
    /// Nothing is taken in advance before this: another replica needs the units.
    exact_until: Option<Instant>,
}

/// Use in the last seconds, old use fading.
#[derive(Debug, Default)]
struct Pace {
    requests: f64,
    units: f64,
    most_held: f64,
    at: Option<Instant>,
}

impl Pace {
    fn fade(&mut self, at: Instant) {
        let passed = self.at.map_or(Duration::ZERO, |before| at.saturating_duration_since(before));
        let left = (-passed.as_secs_f64() / AHEAD.as_secs_f64()).exp();
        (self.requests, self.units, self.at) = (self.requests * left, self.units * left, Some(at));
        self.most_held *= left;
    }

    fn count(&mut self, units: i64, held: i64, at: Instant) {
        self.fade(at);
        self.requests += 1.0;
        self.units += units as f64;
        self.most_held = self.most_held.max(held as f64);
    }
}

impl Lease {
    /// Units to have in advance.
    fn want(&mut self, meter: Meter, at: Instant) -> i64 {
        self.pace.fade(at);
        let exact = self.exact_until.is_some_and(|until| at < until);
        if exact || self.pace.requests < BUSY {
            return 0;
        }
        // Most of what a request holds of the cost comes back: what was held at once serves the next ones.
        let units = if meter == Meter::CostNanos { self.pace.most_held } else { self.pace.units };
        units.ceil() as i64
    }
}

/// Every lease of this replica.
#[derive(Debug)]
pub struct Book {
    leases: HashMap<RowKey, Lease>,
    /// Requests ended and not in the rows yet.
    pub events: Vec<Event>,
    /// Goes up when the replica was taken for dead: what was held before is not its own any more.
    pub epoch: u64,
    /// Until when the leases surely stand, on the monotonic clock.
    pub fresh_until: Instant,
    /// Requests under way.
    pub under_way: usize,
}

impl Book {
    /// An empty one.
    pub fn new(at: Instant) -> Self {
        Self { leases: HashMap::new(), events: Vec::new(), epoch: 0, fresh_until: at, under_way: 0 }
    }

    /// Takes what is charged out of the leases, or nothing.
    pub fn take(&mut self, charges: &[Charge], at: Instant) -> Option<Taken> {
        let fits = |charge: &Charge| {
            let lease = self.leases.get(&charge.row);
            lease.is_some_and(|lease| {
                lease.limit == charge.limit && (0..=lease.available).contains(&charge.units)
            })
        };
        let fresh = at < self.fresh_until || charges.is_empty();
        if !fresh || !charges.iter().all(fits) {
            return None;
        }
        for charge in charges {
            let lease = self.leases.entry(charge.row.clone()).or_default();
            lease.available -= charge.units;
        }
        Some(self.hold(charges, at))
    }

    /// Notes that a request holds units that were taken.
    pub fn hold(&mut self, charges: &[Charge], at: Instant) -> Taken {
        for charge in charges {
            let lease = self.leases.entry(charge.row.clone()).or_default();
            lease.held += charge.units;
            lease.pace.count(charge.units, lease.held, at);
        }
        self.under_way += 1;
        let rates = charges.iter().filter(|charge| charge.row.meter != Meter::CostNanos);
        let rate = rates.filter_map(|charge| self.rate(charge)).min_by_key(|rate| rate.remaining);
        let questions_left = charges.first().and_then(|charge| self.rate(charge)).map(|rate| rate.remaining);
        Taken { epoch: self.epoch, questions_left, rate }
    }

    fn rate(&self, charge: &Charge) -> Option<Rate> {
        let (limit, lease) = (charge.limit?, self.leases.get(&charge.row)?);
        let remaining = (limit - lease.granted + lease.available).max(0);
        Some(Rate { limit: limit as u64, remaining: remaining as u64, resets_at: charge.resets_at })
    }

    /// Ends a request that used `used` of each charge; the rest serves the next.
    pub fn end(&mut self, epoch: u64, charges: &[Charge], used: impl Fn(&Charge) -> i64) -> bool {
        self.under_way = self.under_way.saturating_sub(1);
        if epoch != self.epoch {
            return false;
        }
        for charge in charges {
            let Some(lease) = self.leases.get_mut(&charge.row) else { continue };
            let used = used(charge).clamp(0, charge.units);
            lease.held -= charge.units;
            lease.used += used;
            lease.available += charge.units - used;
        }
        true
    }

    /// Another replica needs units of the row.
    pub fn recall(&mut self, row: &RowKey, at: Instant) {
        if let Some(lease) = self.leases.get_mut(row) {
            lease.exact_until = Some(at + AHEAD);
        }
    }

    /// What a commit shall do: settle, give back, and serve `wants`, whose rows' free units are set aside for them.
    pub fn steps<'a>(&mut self, wants: impl Iterator<Item = &'a [Charge]>, at: Instant) -> Steps {
        let mut steps = Steps::new();
        for charge in wants.flatten() {
            let lease = self.leases.entry(charge.row.clone()).or_default();
            let step = steps.entry(charge.row.clone()).or_default();
            step.limit = Some(charge.limit);
            step.pool += std::mem::take(&mut lease.available);
        }
        for (row, lease) in &mut self.leases {
            let want = lease.want(row.meter, at);
            let idle = (lease.available - want).max(0);
            // A little too much is not worth a write.
            let returned = if want > 0 && idle < want { 0 } else { idle };
            if lease.used == 0 && returned == 0 && !steps.contains_key(row) && lease.exact_until.is_none() {
                continue;
            }
            let step = steps.entry(row.clone()).or_default();
            (step.units, step.used, step.returned) = (lease.units, std::mem::take(&mut lease.used), returned);
            lease.available -= returned;
            step.want = if step.limit.is_some() { want } else { 0 };
            step.heard = lease.exact_until.is_some();
            lease.exact_until = lease.exact_until.filter(|until| at < *until);
        }
        steps
    }

    /// A commit succeeded: `step` as the fold left it, `granted` as it stands in the row.
    pub fn committed(&mut self, row: &RowKey, step: &Step, granted: i64) {
        let lease = self.leases.entry(row.clone()).or_default();
        lease.granted = granted;
        lease.limit = step.limit.unwrap_or(lease.limit);
        lease.units = step.units;
        lease.available += step.pool;
    }

    /// A commit failed: everything is as it was before.
    pub fn failed(&mut self, steps: &Steps, events: Vec<Event>) {
        for (row, step) in steps {
            let lease = self.leases.entry(row.clone()).or_default();
            lease.used += step.used;
            lease.available += step.returned + step.pool;
        }
        self.events.splice(0..0, events);
    }

    /// The replica ends: nothing is kept in advance any more.
    pub fn keep_nothing(&mut self) {
        for lease in self.leases.values_mut() {
            lease.pace = Pace::default();
        }
    }

    /// The workspace of the row is gone.
    pub fn forget(&mut self, row: &RowKey) {
        self.leases.remove(row);
    }

    /// Drops leases of nothing.
    pub fn tidy(&mut self, at: Instant) {
        self.leases.retain(|_, lease| {
            lease.pace.fade(at);
            lease.units > 0 || lease.held > 0 || lease.used > 0 || lease.pace.requests >= 0.1
        });
    }

    /// The replica was taken for dead: its units were counted as used.
    pub fn begin_again(&mut self) {
        self.leases.clear();
        // The correction counted them.
        self.events.clear();
        self.epoch += 1;
    }

    /// Whether anything waits for a commit.
    pub fn is_dirty(&self) -> bool {
        !self.events.is_empty() || self.leases.values().any(|lease| lease.used > 0)
    }

    /// Whether the replica has units that it must stay alive for.
    pub fn has_units(&self) -> bool {
        self.leases.values().any(|lease| lease.units > 0)
    }

    /// Units of the row that no request holds or used.
    pub fn idle(&self, row: &RowKey) -> i64 {
        self.leases.get(row).map_or(0, |lease| lease.available)
    }
}

/// Units were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Epoch of the book.
    pub epoch: u64,
    /// Units left of the first charge after this; `None` is no limit.
    pub questions_left: Option<u64>,
    /// The limit that is nearest: how many requests more it allows.
    pub rate: Option<Rate>,
}

/// A limit and what it still allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Units of a period.
    pub limit: u64,
    /// Units left.
    pub remaining: u64,
    /// When the next period begins, in milliseconds.
    pub resets_at: Millis,
}
