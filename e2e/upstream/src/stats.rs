//! What arrived, and how it ended.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use serde::Serialize;
use serde_json::Value;

/// Counts since the start or the last reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Requests that arrived.
    pub total: u64,
    /// Requests open now.
    pub open: u64,
    /// Most that were open at once.
    pub most_open: u64,
    /// Requests the client left before their end.
    pub aborted: u64,
}

/// A request that arrived.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// Body as sent; `null` when it was not JSON.
    pub body: Value,
    /// `Authorization` header.
    pub authorization: Option<String>,
    /// Names of all headers.
    pub headers: Vec<String>,
    /// When it arrived, milliseconds since 1970.
    pub at_ms: f64,
    /// When the first chunk with text left, milliseconds since 1970.
    pub first_text_ms: Option<f64>,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    total: AtomicU64,
    open: AtomicU64,
    most_open: AtomicU64,
    aborted: AtomicU64,
}

impl Counters {
    pub fn read(&self) -> Stats {
        Stats {
            total: self.total.load(SeqCst),
            open: self.open.load(SeqCst),
            most_open: self.most_open.load(SeqCst),
            aborted: self.aborted.load(SeqCst),
        }
    }

    /// Forgets the past; what is open stays counted.
    pub fn reset(&self) {
        self.total.store(0, SeqCst);
        self.aborted.store(0, SeqCst);
        self.most_open.store(self.open.load(SeqCst), SeqCst);
    }

    pub fn arrive(self: &Arc<Self>) -> Open {
        self.total.fetch_add(1, SeqCst);
        let open = self.open.fetch_add(1, SeqCst) + 1;
        self.most_open.fetch_max(open, SeqCst);
        Open { counters: self.clone(), ended: false }
    }
}

/// A request under way. Dropped without [`Open::end`], the client left.
#[derive(Debug)]
pub(crate) struct Open {
    counters: Arc<Counters>,
    ended: bool,
}

impl Open {
    /// The upstream is done with it, well or badly.
    pub fn end(&mut self) {
        self.ended = true;
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.counters.open.fetch_sub(1, SeqCst);
        if !self.ended {
            self.counters.aborted.fetch_add(1, SeqCst);
        }
    }
}
