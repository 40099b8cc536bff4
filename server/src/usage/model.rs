//! Replicas against one database, in memory: what holds of every row under any order of reservations, ends, commits,
//! failed commits and deaths.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::book::{Book, Taken};
use super::row::{Charge, RowKey};
use super::rules::{Balance, Rows, fold};
use crate::plans::Meter;

/// A replica, its lease in the database, and its requests under way.
struct Replica {
    book: Book,
    lease: i64,
    under_way: Vec<(Taken, i64)>,
}

struct World {
    at: Instant,
    limit: i64,
    row: Balance,
    replicas: Vec<Replica>,
    /// Units that requests were charged in the end, and those that are under way.
    charged: i64,
}

#[derive(Clone, Debug)]
enum Act {
    Reserve(usize, i64),
    End(usize, i64),
    Commit(usize, Vec<i64>, bool),
    Recall(usize),
    Die(usize),
    Wait(u64),
}

fn key() -> RowKey {
    RowKey::of_workspace("w", Meter::Questions, 0)
}

impl World {
    fn new(limit: i64) -> Self {
        let at = Instant::now();
        let replica = || Replica { book: Book::new(at), lease: 0, under_way: Vec::new() };
        let row = Balance { limit: Some(limit), granted: 0, settled: 0 };
        Self { at, limit, row, replicas: (0..3).map(|_| replica()).collect(), charged: 0 }
    }

    fn charge(&self, units: i64) -> Vec<Charge> {
        vec![Charge { row: key(), units, limit: Some(self.limit), resets_at: 0 }]
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Reserve(who, units) => {
                let charge = self.charge(units);
                if let Some(taken) = self.replicas[who].book.take(&charge, self.at) {
                    self.replicas[who].under_way.push((taken, units));
                }
            }
            Act::End(who, used) => {
                let Some((taken, units)) = self.replicas[who].under_way.pop() else { return };
                let charge = self.charge(units);
                assert!(self.replicas[who].book.end(taken.epoch, &charge, |_| used));
                self.charged += used.min(units);
            }
            Act::Commit(who, wants, succeeds) => self.commit(who, &wants, succeeds),
            Act::Recall(who) => self.replicas[who].book.recall(&key(), self.at),
            Act::Die(who) => {
                // What the dead one held may have been used.
                let replica = &mut self.replicas[who];
                self.row.settled += replica.lease;
                self.charged += replica.under_way.drain(..).map(|(_, units)| units).sum::<i64>();
                replica.lease = 0;
                replica.book.begin_again();
            }
            Act::Wait(seconds) => self.at += Duration::from_secs(seconds),
        }
    }

    fn commit(&mut self, who: usize, wants: &[i64], succeeds: bool) {
        let charges: Vec<_> = wants.iter().map(|units| self.charge(*units)).collect();
        let replica = &mut self.replicas[who];
        replica.book.tidy(self.at);
        let planned = replica.book.steps(charges.iter().map(Vec::as_slice), self.at);
        if !succeeds {
            replica.book.failed(&planned, Vec::new());
            return;
        }
        let (mut rows, mut steps): (Rows, _) = (BTreeMap::from([(key(), self.row)]), planned.clone());
        let wanted: Vec<_> = charges.iter().map(Vec::as_slice).collect();
        let answers = fold(&mut rows, &mut steps, &wanted, 3);
        self.row = rows[&key()];
        replica.book.fresh_until = self.at + Duration::from_secs(30);
        if let Some(step) = steps.get(&key()) {
            replica.lease = step.units;
            replica.book.committed(&key(), step, self.row.granted);
        }
        for (charge, _) in charges.iter().zip(answers).filter(|(_, denial)| denial.is_none()) {
            replica.under_way.push((replica.book.hold(charge, self.at), charge[0].units));
        }
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let leased: i64 = self.replicas.iter().map(|replica| replica.lease).sum();
        prop_assert!(self.row.granted <= self.limit);
        prop_assert_eq!(self.row.granted, self.row.settled + leased);
        let under_way: i64 =
            self.replicas.iter().flat_map(|replica| &replica.under_way).map(|(_, units)| units).sum();
        prop_assert!(self.charged + under_way <= self.row.granted);
        Ok(())
    }
}

fn act() -> impl Strategy<Value = Act> {
    let who = 0..3usize;
    prop_oneof![
        8 => (who.clone(), 1..4i64).prop_map(|(who, units)| Act::Reserve(who, units)),
        8 => (who.clone(), 0..5i64).prop_map(|(who, used)| Act::End(who, used)),
        6 => (who.clone(), prop::collection::vec(1..4i64, 0..12), prop::bool::weighted(0.8))
            .prop_map(|(who, wants, succeeds)| Act::Commit(who, wants, succeeds)),
        1 => who.clone().prop_map(Act::Recall),
        1 => who.prop_map(Act::Die),
        1 => (0..20u64).prop_map(Act::Wait),
    ]
}

proptest! {
    #[test]
    fn no_order_of_events_exceeds_the_limit_or_loses_a_unit(
        limit in 0i64..200,
        acts in prop::collection::vec(act(), 0..150),
    ) {
        let mut world = World::new(limit);
        for act in acts {
            world.act(act);
            world.check()?;
        }
        // Everybody ends, and waits: what was not used is back, what was used is settled.
        for who in 0..3 {
            while !world.replicas[who].under_way.is_empty() {
                world.act(Act::End(who, 1));
            }
        }
        world.at += Duration::from_secs(600);
        for who in 0..3 {
            world.act(Act::Commit(who, Vec::new(), true));
        }
        world.check()?;
        prop_assert_eq!(world.row.granted, world.row.settled);
        prop_assert!(world.replicas.iter().all(|replica| replica.lease == 0));
    }
}
