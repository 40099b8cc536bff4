//! The other replicas: which live, which are dead, and what they ask back.
//!
//! No clock of another machine is believed. A replica lives as long as its sequence moves, and is dead when it rested for
//! longer than its leases last and the longest request takes, measured on the monotonic clock of whoever watches.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::time::{sleep_until, timeout};

use super::commit;
use super::row::RowKey;
use super::store;
use crate::platform::db::Db;

/// Whose sequence did not move for this long is not asked for anything: longer than it is looked apart.
const SILENT: Duration = Duration::from_secs(7);
/// How often it is looked while this replica has units that others may need.
const BUSY: Duration = Duration::from_millis(500);
/// How often it is looked otherwise.
const REST: Duration = Duration::from_secs(5);
/// A database that takes longer to answer is looked at later.
const LOOK: Duration = Duration::from_secs(2);

/// What this replica knows of the others.
pub struct Replicas {
    db: Db,
    dead_after: Duration,
    seen: HashMap<String, Seen>,
    looked: Instant,
}

struct Seen {
    sequence: i64,
    since: Instant,
    moved: bool,
}

impl Replicas {
    /// Knows nobody yet.
    pub fn new(db: Db, dead_after: Duration) -> Self {
        let long_ago = Instant::now().checked_sub(REST).unwrap_or_else(Instant::now);
        Self { db, dead_after, seen: HashMap::new(), looked: long_ago }
    }

    /// The others that live.
    pub fn live(&self) -> Vec<String> {
        let live = |seen: &Seen| seen.moved && seen.since.elapsed() < SILENT;
        self.seen.iter().filter(|(_, seen)| live(seen)).map(|(id, _)| id.clone()).collect()
    }

    fn next(&self, has_units: bool) -> Instant {
        let rest = (self.dead_after / 4).clamp(Duration::from_millis(200), REST);
        self.looked + if has_units { BUSY.min(rest) } else { rest }
    }

    /// Waits until it is time to look.
    pub fn due(&self, has_units: bool) -> impl Future<Output = ()> + use<> {
        sleep_until(self.next(has_units).into())
    }

    /// Looks when it is time, counts the units of the dead as used, and tells which rows others need units of.
    pub async fn watch(&mut self, me: &str, has_units: bool) -> Result<Vec<RowKey>, sqlx::Error> {
        if Instant::now() < self.next(has_units) {
            return Ok(Vec::new());
        }
        self.looked = Instant::now();
        timeout(LOOK, self.look(me, has_units)).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    async fn look(&mut self, me: &str, has_units: bool) -> Result<Vec<RowKey>, sqlx::Error> {
        let rows = store::replicas(&self.db).await?;
        self.seen.retain(|id, _| rows.iter().any(|(row, _)| row == id));
        let at = Instant::now();
        for (id, sequence) in rows.into_iter().filter(|(id, _)| id != me) {
            let first = Seen { sequence, since: at, moved: false };
            let seen = self.seen.entry(id).or_insert(first);
            if seen.sequence != sequence {
                *seen = Seen { sequence, since: at, moved: true };
            }
        }
        let dead: Vec<_> = self.seen.iter().filter(|(_, seen)| at - seen.since >= self.dead_after).collect();
        for (id, seen) in dead {
            if commit::bury(&self.db, id, seen.sequence).await? {
                tracing::warn!(replica = %id, "a replica is dead: its units were counted as used");
            }
        }
        if has_units { store::recalled(&self.db, me).await } else { Ok(Vec::new()) }
    }
}
