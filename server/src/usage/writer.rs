//! The group-commit writer: one task that drains what waits, folds it into the rows and commits once.

use std::time::Duration;

use api_types::{Code, LimitReached};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::commit::{self, Ending, Granted, Op, Reserve};
use super::hold::{Hold, Spent};
use super::wallet::Wallet;
use crate::auth::Caller;
use crate::plans::Meter;
use crate::platform::clock::{MINUTE, now, rfc3339};
use crate::platform::db::Db;
use crate::platform::problem::ApiError;

/// Most operations in one commit: bounds how long the first of them waits.
const MOST_IN_A_GROUP: usize = 512;

/// Ends of holds wait this long for a reservation to share its commit.
const ENDINGS_WAIT: Duration = Duration::from_millis(20);

/// A request is over after this long at the latest; a hold that is older belongs to a dead server.
const LONGEST_REQUEST: i64 = 15 * MINUTE;

/// What a request reserves: upper bounds.
#[derive(Clone, Debug)]
pub struct Reservation {
    /// Unique for the request.
    pub request_id: String,
    /// 1 for the first attempt.
    pub attempt: i64,
    /// Operation: `ask`, `chat_completions`.
    pub operation: &'static str,
    /// Questions, usually 1.
    pub questions: u64,
    /// Most it can cost, in nano-dollars.
    pub cost_nanos: u64,
    /// Model asked for.
    pub model: String,
}

/// Why nothing was reserved.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// A limit is reached.
    Limit {
        /// Which.
        meter: Meter,
        /// Plan key.
        plan: String,
        /// The limit.
        limit: u64,
        /// Settled and held.
        used: u64,
        /// Start of the next period, in milliseconds.
        resets_at: i64,
    },
    /// The database did not take the reservation.
    Unavailable,
}

/// The meter. Cheap to clone.
#[derive(Clone)]
pub struct Metering {
    ops: mpsc::UnboundedSender<Op>,
}

impl Metering {
    /// Starts the writer. It runs until every clone and every hold is gone.
    pub fn start(db: Db) -> (Self, tokio::task::JoinHandle<()>) {
        let (ops, queue) = mpsc::unbounded_channel();
        let writer = tokio::spawn(run(db, queue));
        (Self { ops }, writer)
    }

    /// Takes the units of every meter, or none of any. Durable when it returns.
    pub async fn reserve(&self, caller: &Caller, reservation: Reservation) -> Result<Hold, Refusal> {
        let ending = Ending {
            request_id: reservation.request_id.clone(),
            attempt: reservation.attempt,
            workspace_id: caller.scope.workspace_id().to_owned(),
            period_start: 0,
            questions: reservation.questions as i64,
            cost_nanos: reservation.cost_nanos as i64,
            spent: Spent::default(),
        };
        let (reply, granted) = oneshot::channel();
        let account_id = caller.scope.account_id().to_owned();
        let wallet = Wallet::of(caller);
        let reserve = Reserve {
            ending,
            wallet,
            operation: reservation.operation,
            account_id,
            model: reservation.model,
            reply,
        };
        self.ops.send(Op::Reserve(reserve)).map_err(|_| Refusal::Unavailable)?;
        let Granted { ending, questions_left } = granted.await.map_err(|_| Refusal::Unavailable)??;
        Ok(Hold { ending, writer: self.ops.clone(), questions_left, spent: Spent::default() })
    }

    /// Waits until every hold that ended before is in the rows: whoever was told that a question is not counted must
    /// not see it counted.
    pub async fn settled(&self) {
        let (reply, settled) = oneshot::channel();
        if self.ops.send(Op::Settled(reply)).is_ok() {
            let _ = settled.await;
        }
    }
}

async fn run(db: Db, mut queue: mpsc::UnboundedReceiver<Op>) {
    let mut group = Vec::with_capacity(MOST_IN_A_GROUP);
    while queue.recv_many(&mut group, MOST_IN_A_GROUP).await > 0 {
        // Nobody waits for the end of a hold: it shares the commit of the next reservation.
        let _ = tokio::time::timeout(ENDINGS_WAIT, async {
            while group.len() < MOST_IN_A_GROUP && group.iter().all(|op| matches!(op, Op::End(_))) {
                let room = MOST_IN_A_GROUP - group.len();
                if queue.recv_many(&mut group, room).await == 0 {
                    break;
                }
            }
        })
        .await;
        commit::commit(&db, std::mem::take(&mut group)).await;
    }
}

/// Counts the holds of dead servers as used, now and then until `stop`.
pub async fn sweep(db: Db, stop: CancellationToken) {
    loop {
        match commit::expire(&db, now() - LONGEST_REQUEST).await {
            Ok(0) => {}
            Ok(count) => tracing::warn!(count, "holds of a dead server were counted as used"),
            Err(error) => tracing::error!(%error, "sweeping holds"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(60)) => {}
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let Refusal::Limit { meter, plan, limit, used, resets_at } = refusal else {
            // Never 429 and never open: the limit is not known to be reached.
            return Self::new(
                Code::Unavailable,
                "Usage can not be counted right now. Please try again shortly.",
            )
            .retry_after(5);
        };
        let wait = (resets_at - now()).max(0) as u64 / 1000;
        let detail = match meter {
            Meter::Questions => format!("{used} of {limit} questions of this month are used."),
            Meter::CostNanos => "This month's allowance for the model is used up.".to_owned(),
        };
        let limit =
            LimitReached { plan, meter: meter.name().into(), limit, used, resets_at: rfc3339(resets_at) };
        Self::limit_reached(detail, limit, wait)
    }
}
