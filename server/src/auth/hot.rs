//! Callers that ask many times a second are not looked up each time.
//!
//! Whoever asks rarely is looked up at every request, so that signing out and a new plan count at once. A busy program is
//! believed for less than a second after it was looked up; what this server changes itself counts at once even then.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Caller;

/// How long a look-up is believed, from its beginning.
const BELIEVED: Duration = Duration::from_millis(900);
/// As many requests in that time make a caller busy.
const BUSY: u32 = 8;
/// More callers than these are forgotten at once.
const MOST: usize = 10_000;

/// The busy callers, by session or key hash.
#[derive(Default)]
pub struct HotCallers(Mutex<Hot>);

#[derive(Default)]
struct Hot {
    callers: HashMap<String, Known>,
    /// Goes up with every change: a look-up that began before it is not kept.
    changes: u64,
}

struct Known {
    caller: Caller,
    /// When its look-up began.
    found: Instant,
    /// When its requests began to be counted.
    since: Instant,
    asked: u32,
}

/// Nobody busy was known.
pub struct Missed {
    changes: u64,
    at: Instant,
}

impl HotCallers {
    fn hot(&self) -> MutexGuard<'_, Hot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The caller, if it is busy and was looked up a moment ago; else how to keep the one that is found.
    pub fn find(&self, id: &str) -> Result<Caller, Missed> {
        let (mut hot, at) = (self.hot(), Instant::now());
        let missed = Missed { changes: hot.changes, at };
        let Some(known) = hot.callers.get_mut(id) else { return Err(missed) };
        let age = at - known.since;
        if age >= BELIEVED {
            // A busy caller stays busy from one span to the next.
            let busy = known.asked > BUSY && age < 2 * BELIEVED;
            (known.since, known.asked) = (at, if busy { BUSY } else { 0 });
        }
        known.asked += 1;
        if known.asked > BUSY && at - known.found < BELIEVED { Ok(known.caller.clone()) } else { Err(missed) }
    }

    /// Keeps a caller that was looked up, unless something changed meanwhile.
    pub fn keep(&self, id: &str, caller: &Caller, missed: Missed) {
        let mut hot = self.hot();
        if hot.changes != missed.changes {
            return;
        }
        if hot.callers.len() >= MOST {
            hot.callers.clear();
        }
        let (since, asked) = hot.callers.get(id).map_or((missed.at, 1), |known| (known.since, known.asked));
        hot.callers.insert(id.to_owned(), Known { caller: caller.clone(), found: missed.at, since, asked });
    }

    /// Something changed that callers carry: everybody is looked up again.
    pub fn forget(&self) {
        let mut hot = self.hot();
        hot.callers.clear();
        hot.changes += 1;
    }
}
