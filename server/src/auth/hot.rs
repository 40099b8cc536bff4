//! Callers that ask many times a second are not looked up each time.
//!
//! Whoever asks rarely is looked up at every request, so that signing out and a new plan count at once. A busy program is
//! believed for less than a second after it was looked up; what this server changes itself counts at once even then.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Caller;

/// How long a look-up is believed. With the look-up itself it stays below a second.
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
    found: Instant,
    asked: u32,
}

impl HotCallers {
    fn hot(&self) -> MutexGuard<'_, Hot> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The caller, if it is busy and was looked up a moment ago; else how to keep the one that is found.
    pub fn find(&self, id: &str) -> Result<Caller, u64> {
        let mut hot = self.hot();
        let changes = hot.changes;
        let known = hot.callers.get_mut(id).filter(|known| known.found.elapsed() < BELIEVED);
        let Some(known) = known else { return Err(changes) };
        known.asked += 1;
        if known.asked > BUSY { Ok(known.caller.clone()) } else { Err(changes) }
    }

    /// Keeps a caller that was looked up, unless something changed meanwhile.
    pub fn keep(&self, id: &str, caller: &Caller, changes: u64) {
        let mut hot = self.hot();
        if hot.changes != changes {
            return;
        }
        if hot.callers.len() >= MOST {
            hot.callers.clear();
        }
        let at = Instant::now();
        // A busy caller stays busy from one look-up to the next.
        let asked = hot.callers.get(id).map_or(0, |known| match at - known.found {
            age if age < BELIEVED => known.asked,
            age if age < 2 * BELIEVED && known.asked > BUSY => BUSY,
            _ => 0,
        });
        hot.callers.insert(id.to_owned(), Known { caller: caller.clone(), found: at, asked });
    }

    /// Something changed that callers carry: everybody is looked up again.
    pub fn forget(&self) {
        let mut hot = self.hot();
        hot.callers.clear();
        hot.changes += 1;
    }
}
