//! The upstream in a process: start, script, look, stop on drop.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::obey::Obedience;
use crate::script::Script;
use crate::stats::Counters;
use crate::{Behaviour, Rule, Seen, Stats, chat, control};

/// Bodies kept; a load test must not fill the memory.
const MOST_SEEN: usize = 5_000;

#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub script: Mutex<Script>,
    pub obedience: Mutex<Obedience>,
    pub counters: Arc<Counters>,
    pub seen: Mutex<Vec<Seen>>,
    pub chunk_ms: AtomicU64,
}

impl Shared {
    /// Keeps a request and returns its place, unless too many are kept already.
    pub fn keep(&self, seen: Seen) -> Option<usize> {
        let mut all = held(&self.seen);
        (all.len() < MOST_SEEN).then(|| {
            all.push(seen);
            all.len() - 1
        })
    }

    /// Notes when the first text of a kept request left.
    pub fn first_text(&self, place: Option<usize>) {
        let mut all = held(&self.seen);
        if let Some(seen) = place.and_then(|at| all.get_mut(at)) {
            seen.first_text_ms.get_or_insert_with(now_ms);
        }
    }
}

/// A running upstream; stops when dropped.
#[derive(Debug)]
pub struct Upstream {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Upstream {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Panics
    /// When no port is free: a test can not go on without its upstream.
    #[allow(clippy::unwrap_used, reason = "a test can not go on without its upstream")]
    pub async fn start() -> Self {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into()).await.unwrap()
    }

    /// Starts on `address`; port 0 takes a free one.
    pub async fn start_at(address: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { chunk_ms: AtomicU64::new(2), ..Shared::default() });
        let app = router(shared.clone());
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { address, shared, task })
    }

    /// What to give as `OPENAI_BASE_URL`, `/v1` included.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// The next request not served by an earlier push meets `behaviour`.
    pub fn push(&self, behaviour: Behaviour) {
        self.rule(Rule::once(behaviour));
    }

    /// Every request without a push of its own meets `behaviour`.
    pub fn always(&self, behaviour: Behaviour) {
        self.rule(Rule::always(behaviour));
    }

    /// Adds a rule.
    pub fn rule(&self, rule: Rule) {
        held(&self.shared.script).add(rule);
    }

    /// Milliseconds between the chunks of a stream, 2 at the start.
    pub fn set_chunk_ms(&self, milliseconds: u64) {
        self.shared.chunk_ms.store(milliseconds, Relaxed);
    }

    /// Counts.
    pub fn stats(&self) -> Stats {
        self.shared.counters.read()
    }

    /// Every request that arrived, oldest first, 5,000 at most.
    pub fn requests(&self) -> Vec<Seen> {
        held(&self.shared.seen).clone()
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/chat/completions", post(chat::complete))
        .route("/v1/models", get(control::models))
        .route("/_script", post(control::add).delete(control::clear))
        .route("/_script/stats", get(control::stats))
        .route("/_script/requests", get(control::requests))
        .route("/_script/obeyed", get(control::obeyed))
        .layer(DefaultBodyLimit::max(64 << 20))
        .with_state(shared)
}

/// Locks, also after another thread panicked: a test wants its own failure, not a second one.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn now_ms() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64() * 1e3)
}
