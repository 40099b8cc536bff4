//! The group-commit writer: one task that drains what waits, folds it into the rows and commits once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tokio::time::{sleep_until, timeout};

use super::book::Taken;
use super::commit::{self, Done, Group};
use super::event::Event;
use super::metering::{Grant, Refusal, Shared};
use super::replicas::Replicas;
use super::row::Charge;
use super::rules::{Denial, Steps};
use crate::platform::db::Db;

/// Most reservations in one commit: bounds how long the first of them waits.
const MOST_IN_A_GROUP: usize = 512;
/// Ends of requests wait this long for others to share their commit.
const ENDS_WAIT: Duration = Duration::from_millis(20);
/// The least time between two commits that only carry ends.
const ENDS_APART: Duration = Duration::from_millis(250);
/// A replica with units commits at least this often, so that others see it live.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// A commit that takes longer failed.
const COMMIT: Duration = Duration::from_secs(5);

/// What the writer is asked to do.
pub enum Op {
    /// Take units.
    Reserve(Reserve),
    /// Tell when everything that ended before is in the rows.
    Settled(oneshot::Sender<()>),
}

/// A reservation that the leases could not serve, and where its answer goes.
pub struct Reserve {
    pub charges: Vec<Charge>,
    /// Whether other replicas were asked to give back already.
    pub asked_back: bool,
    /// Nothing once it was refused.
    pub reply: Option<oneshot::Sender<Result<Grant, Refusal>>>,
}

type Queue = mpsc::UnboundedReceiver<Op>;

/// Runs until the queue is closed, then gives everything back.
pub async fn run(db: Db, mut queue: Queue, shared: Arc<Shared>, lease: Duration, longest: Duration) {
    let mut writer = Writer {
        replicas: Replicas::new(db.clone(), lease + longest),
        db,
        shared,
        lease,
        replica: crate::platform::id::new_id(),
        sequence: 0,
        last: Instant::now(),
    };
    let mut ops = Vec::with_capacity(MOST_IN_A_GROUP);
    loop {
        tokio::select! {
            count = queue.recv_many(&mut ops, MOST_IN_A_GROUP) => if count == 0 { break },
            () = writer.due() => {}
        }
        let (mut reserves, mut readers) = (Vec::new(), Vec::new());
        for op in ops.drain(..) {
            match op {
                // The commit before this one may have brought what it needs.
                Op::Reserve(reserve) => reserves.extend(writer.serve(reserve)),
                Op::Settled(reader) => readers.push(reader),
            }
        }
        writer.commit(reserves, &mut queue).await;
        for reader in readers {
            let _ = reader.send(());
        }
    }
    writer.shared.book().keep_nothing();
    writer.commit(Vec::new(), &mut queue).await;
}

/// Why a group was not committed, as far as it is known.
enum Failed {
    /// The replica was taken for dead.
    Fenced,
    /// The database failed; what was to be committed when it did not fail before the end.
    Database(sqlx::Error, Option<Done>),
}

struct Writer {
    db: Db,
    shared: Arc<Shared>,
    replicas: Replicas,
    lease: Duration,
    replica: String,
    sequence: i64,
    last: Instant,
}

impl Writer {
    /// Waits until something is to be committed though nobody asks for it.
    async fn due(&self) {
        let watched = self.replicas.due(self.shared.book().has_units());
        tokio::select! {
            () = async {
                if !self.shared.book().is_dirty() {
                    self.shared.ended.notified().await;
                }
                sleep_until((self.last + ENDS_APART).max(Instant::now() + ENDS_WAIT).into()).await;
            } => {}
            () = async {
                if !self.shared.book().has_units() {
                    std::future::pending::<()>().await;
                }
                sleep_until((self.last + HEARTBEAT).into()).await;
            } => {}
            () = watched => {}
        }
    }

    /// Serves it from the leases; what they can not serve comes back.
    fn serve(&self, reserve: Reserve) -> Option<Reserve> {
        if reserve.reply.as_ref().is_none_or(oneshot::Sender::is_closed) {
            return None;
        }
        let taken = self.shared.book().take(&reserve.charges, Instant::now());
        match taken {
            Some(taken) => {
                self.answer(reserve, Ok(taken));
                None
            }
            None => Some(reserve),
        }
    }

    fn answer(&self, reserve: Reserve, answer: Result<Taken, Refusal>) {
        let answer = answer.map(|taken| Grant::new(&self.shared, reserve.charges, taken));
        if let Some(reply) = reserve.reply {
            let _ = reply.send(answer);
        }
    }

    /// Commits the group together with everything that waits.
    async fn commit(&mut self, mut reserves: Vec<Reserve>, queue: &mut Queue) {
        self.watch().await;
        loop {
            self.last = Instant::now();
            let (steps, events, has_units) = {
                let mut book = self.shared.book();
                book.tidy(self.last);
                let wants = reserves.iter().map(|reserve| reserve.charges.as_slice());
                (book.steps(wants, self.last), std::mem::take(&mut book.events), book.has_units())
            };
            if reserves.is_empty() && steps.is_empty() && events.is_empty() && !has_units {
                return;
            }
            match self.transact(&steps, &events, &reserves).await {
                Ok(done) => return self.apply(&steps, done, reserves),
                // Reservations hold nothing yet: the replica takes them along into its new life, which nobody ended.
                Err(Failed::Fenced) => {
                    if has_units {
                        tracing::warn!("this replica rested for so long that its units were counted as used");
                    }
                    self.begin_again();
                }
                Err(Failed::Database(error, done)) => {
                    tracing::error!(%error, "metering commit");
                    refuse(&mut reserves);
                    match (self.last_known(queue).await, done) {
                        (Some(sequence), _) if sequence == self.sequence => {
                            self.shared.book().failed(&steps, events);
                        }
                        (None, _) if self.sequence == 0 => self.shared.book().failed(&steps, events),
                        (Some(_), Some(done)) => self.apply(&steps, done, reserves),
                        _ => self.begin_again(),
                    }
                    return;
                }
            }
        }
    }

    async fn transact(&self, steps: &Steps, events: &[Event], reserves: &[Reserve]) -> Result<Done, Failed> {
        let (replica, sequence) = (self.replica.as_str(), self.sequence);
        let others = self.replicas.live();
        let group = Group { replica, sequence, others: &others, steps, events, reserves };
        let late = |_| Failed::Database(sqlx::Error::PoolTimedOut, None);
        let prepared = timeout(COMMIT, commit::prepare(&self.db, &group)).await.map_err(late)?;
        let (tx, done) = prepared.map_err(|error| Failed::Database(error, None))?.ok_or(Failed::Fenced)?;
        match timeout(COMMIT, tx.commit()).await.unwrap_or(Err(sqlx::Error::PoolTimedOut)) {
            Ok(()) => Ok(done),
            Err(error) => Err(Failed::Database(error, Some(done))),
        }
    }

    /// A commit succeeded.
    fn apply(&mut self, steps: &Steps, done: Done, reserves: Vec<Reserve>) {
        self.sequence += 1;
        let mut book = self.shared.book();
        book.fresh_until = self.last + self.lease;
        for row in steps.keys() {
            match (done.steps.get(row), done.rows.get(row)) {
                (Some(step), Some(balance)) => book.committed(row, step, balance.granted),
                _ => book.forget(row),
            }
        }
        let granted = reserves.into_iter().zip(done.answers).map(|(reserve, denial)| {
            let answer = match denial {
                None => Ok(book.hold(&reserve.charges, self.last)),
                Some(Denial::Short(short)) if done.recalled => Err(Refusal::Recalled(short)),
                Some(Denial::Short(short)) => Err(Refusal::Limit(short)),
                Some(Denial::NoRow) => Err(Refusal::Unavailable),
            };
            (reserve, answer)
        });
        let granted: Vec<_> = granted.collect();
        drop(book);
        for (reserve, answer) in granted {
            self.answer(reserve, answer);
        }
    }

    /// After a commit whose end is unknown: asks the database for the last one until it answers. Requests are refused
    /// meanwhile, but for those that the leases still serve.
    async fn last_known(&self, queue: &mut Queue) -> Option<i64> {
        let mut pause = Duration::from_millis(50);
        loop {
            let known = timeout(COMMIT, super::store::sequence(&self.db, &self.replica));
            if let Ok(Ok(sequence)) = known.await {
                return sequence;
            }
            let until = Instant::now() + pause;
            pause = (pause * 2).min(Duration::from_secs(2));
            while let Ok(op) = timeout(until.saturating_duration_since(Instant::now()), queue.recv()).await {
                match op {
                    Some(Op::Reserve(reserve)) => {
                        if let Some(reserve) = self.serve(reserve) {
                            refuse(&mut [reserve]);
                        }
                    }
                    Some(Op::Settled(_)) => {}
                    // The server ends: nobody waits for what can not be known.
                    None => return None,
                }
            }
        }
    }

    fn begin_again(&mut self) {
        self.shared.book().begin_again();
        self.replica = crate::platform::id::new_id();
        self.sequence = 0;
    }

    /// Looks at the other replicas, and at what they ask back, when it is time.
    async fn watch(&mut self) {
        let has_units = self.shared.book().has_units();
        match self.replicas.watch(&self.replica, has_units).await {
            Ok(recalled) => {
                let mut book = self.shared.book();
                for row in &recalled {
                    book.recall(row, Instant::now());
                }
            }
            Err(error) => tracing::error!(%error, "watching replicas"),
        }
    }
}

fn refuse(reserves: &mut [Reserve]) {
    for reserve in reserves {
        if let Some(reply) = reserve.reply.take() {
            let _ = reply.send(Err(Refusal::Unavailable));
        }
    }
}
