//! Reserving and ending: the handle that requests hold.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use api_types::{Code, LimitReached};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::book::{Book, Taken};
use super::event::Request;
use super::hold::{Hold, Spent};
use super::row::{Charge, RowKey, Unit, charges};
use super::rules::Short;
use super::writer::{self, Op, Reserve};
use crate::auth::Caller;
use crate::plans::Meter;
use crate::platform::clock::{now, rfc3339};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::problem::ApiError;

/// Other replicas give back what they have no request for within this time.
const RECALL: Duration = Duration::from_millis(2_500);
/// How often it is looked whether they did.
const RECALL_STEP: Duration = Duration::from_millis(100);

/// What a request reserves: upper bounds.
#[derive(Clone, Debug)]
pub struct Reservation {
    /// Unique for the request.
    pub request_id: String,
    /// 1 for the first attempt.
    pub attempt: i64,
    /// Operation: `ask`, `chat_completions`, `agent_step`.
    pub operation: &'static str,
    /// What it is one of.
    pub unit: Unit,
    /// Most it can cost, in nano-dollars.
    pub cost_nanos: u64,
    /// Model asked for.
    pub model: String,
}

/// Why nothing was reserved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A limit is reached.
    Limit(Short),
    /// It is, but other replicas have units that were asked back.
    Recalled(Short),
    /// The database did not take the reservation.
    Unavailable,
}

/// The meter. Cheap to clone.
#[derive(Clone)]
pub struct Metering {
    ops: mpsc::UnboundedSender<Op>,
    shared: Arc<Shared>,
}

/// What requests and the writer share.
pub struct Shared {
    book: Mutex<Book>,
    /// Something ended that waits for a commit.
    pub ended: Notify,
}

impl Shared {
    /// The leases. Never held across an await.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Units taken for a request that may have left meanwhile: dropped on its way, it gives them back.
pub struct Grant {
    shared: Arc<Shared>,
    charges: Vec<Charge>,
    taken: Option<Taken>,
}

impl Grant {
    /// Of units just taken.
    pub fn new(shared: &Arc<Shared>, charges: Vec<Charge>, taken: Taken) -> Self {
        Self { shared: Arc::clone(shared), charges, taken: Some(taken) }
    }

    fn arrive(mut self) -> Option<Taken> {
        self.taken.take()
    }
}

impl Drop for Grant {
    fn drop(&mut self) {
        if let Some(taken) = self.taken {
            self.shared.book().end(taken.epoch, &self.charges, |_| 0);
        }
    }
}

impl Metering {
    /// Starts the writer. It runs until every clone and every hold is gone.
    pub fn start(db: Db, settings: &Settings) -> (Self, JoinHandle<()>) {
        let (ops, queue) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared { book: Mutex::new(Book::new(Instant::now())), ended: Notify::new() });
        let lease = Duration::from_secs(settings.lease_seconds);
        let longest = Duration::from_secs(settings.longest_request_seconds);
        let writer = tokio::spawn(writer::run(db, queue, Arc::clone(&shared), lease, longest));
        (Self { ops, shared }, writer)
    }

    /// Takes the units of every meter, or none of any. They are in a durable lease when it returns.
    pub async fn reserve(&self, caller: &Caller, reservation: Reservation) -> Result<Hold, ApiError> {
        let at = now();
        let request = Request {
            id: reservation.request_id,
            attempt: reservation.attempt,
            workspace_id: caller.scope.workspace_id().to_owned(),
            account_id: caller.scope.account_id().to_owned(),
            api_key_id: caller.api_key().map(|key| key.id.clone()),
            operation: reservation.operation,
            model: reservation.model,
            unit: reservation.unit,
            cost_nanos: reservation.cost_nanos as i64,
            created_at: at,
        };
        let charges = charges(caller, request.unit, request.cost_nanos, at);
        match self.take(&charges).await {
            Ok(taken) => {
                Ok(Hold { request, charges, taken, metering: self.clone(), spent: Spent::default() })
            }
            Err(refusal) => Err(refusal.told_for(caller.identity.plan.clone())),
        }
    }

    async fn take(&self, charges: &[Charge]) -> Result<Taken, Refusal> {
        if let Some(taken) = self.shared.book().take(charges, Instant::now()) {
            return Ok(taken);
        }
        let deadline = Instant::now() + RECALL;
        let mut asked_back = false;
        loop {
            let (reply, granted) = oneshot::channel();
            let reserve = Reserve { charges: charges.to_vec(), asked_back, reply: Some(reply) };
            self.ops.send(Op::Reserve(reserve)).map_err(|_| Refusal::Unavailable)?;
            match granted.await.map_err(|_| Refusal::Unavailable)? {
                Err(Refusal::Recalled(_)) if Instant::now() < deadline => {
                    asked_back = true;
                    tokio::time::sleep(RECALL_STEP).await;
                }
                Err(Refusal::Recalled(short)) => return Err(Refusal::Limit(short)),
                Err(refusal) => return Err(refusal),
                Ok(grant) => return grant.arrive().ok_or(Refusal::Unavailable),
            }
        }
    }

    /// Ends a hold.
    pub(super) fn end(&self, request: &Request, charges: &[Charge], taken: Taken, spent: Spent) {
        let mut book = self.shared.book();
        if !book.end(taken.epoch, charges, |charge| request.used(charge.row.meter, &spent)) {
            // The replica rested for so long that another counted its units as used.
            tracing::warn!(request_id = request.id, "ended after its lease");
            return;
        }
        let period_start = charges.first().map_or(0, |charge| charge.row.period_start);
        book.events.push(request.event(spent, period_start, now()));
        drop(book);
        self.shared.ended.notify_one();
    }

    /// Waits until every hold that ended before is in the rows: whoever was told that a question is not counted must
    /// not see it counted.
    pub async fn settled(&self) {
        let (reply, settled) = oneshot::channel();
        if self.ops.send(Op::Settled(reply)).is_ok() {
            let _ = settled.await;
        }
    }

    /// Units of the row that this replica has in advance.
    pub(super) fn idle(&self, row: &RowKey) -> i64 {
        self.shared.book().idle(row)
    }

    /// Requests under way.
    pub fn under_way(&self) -> usize {
        self.shared.book().under_way
    }
}

impl Refusal {
    /// The problem document.
    fn told_for(self, plan: String) -> ApiError {
        let (Self::Limit(short) | Self::Recalled(short)) = self else {
            // Never 429 and never open: the limit is not known to be reached.
            return ApiError::new(
                Code::Unavailable,
                "Usage can not be counted right now. Please try again shortly.",
            )
            .retry_after(5);
        };
        let Short { meter, of_key, limit, used, resets_at } = short;
        let wait = ((resets_at - now()).max(0) as u64).div_ceil(1000);
        let detail = match meter {
            Meter::Questions if of_key => format!("This API key's {limit} questions of this month are used."),
            Meter::Questions => format!("{used} of {limit} questions of this month are used."),
            Meter::AgentSteps => format!("{used} of {limit} agent steps of this month are used."),
            Meter::CostNanos if of_key => "This API key's allowance of this month is used up.".to_owned(),
            Meter::CostNanos => "This month's allowance for the model is used up.".to_owned(),
            Meter::RequestsPerMinute => format!("This API key may send {limit} requests a minute."),
            Meter::RequestsPerDay => format!("This API key may send {limit} requests a day."),
        };
        let limit = LimitReached {
            plan,
            meter: meter.name().into(),
            limit: limit as u64,
            used: used as u64,
            resets_at: rfc3339(resets_at),
        };
        ApiError::limit_reached(detail, limit, wait)
    }
}
