//! One group of operations, one transaction.
//!
//! Rows are locked in key order, so that two replicas never wait for each other in a circle. When the transaction
//! fails, reservations are refused (nothing was granted) and endings are tried again: a unit is neither lost nor
//! charged twice, because ending a request changes its event's state exactly once.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::sync::oneshot;

use super::hold::Spent;
use super::period::{Period, period};
use super::rules::Balance;
use super::store;
use super::wallet::Wallet;
use super::writer::Refusal;
use crate::plans::{self, Meter};
use crate::platform::clock::{Millis, now};
use crate::platform::db::{Db, Tx};

/// What the writer is asked to do.
pub enum Op {
    /// Take units.
    Reserve(Reserve),
    /// End a hold.
    End(Ending),
    /// Tell when everything asked before is in the rows.
    Settled(oneshot::Sender<()>),
}

/// A reservation and where its answer goes.
pub struct Reserve {
    pub ending: Ending,
    pub wallet: Wallet,
    pub operation: &'static str,
    pub account_id: String,
    pub model: String,
    pub reply: oneshot::Sender<Result<Granted, Refusal>>,
}

/// Everything needed to end a hold.
#[derive(Clone, Debug)]
pub struct Ending {
    pub request_id: String,
    pub attempt: i64,
    pub workspace_id: String,
    pub period_start: Millis,
    pub questions: i64,
    pub cost_nanos: i64,
    pub spent: Spent,
}

/// A reservation that was granted.
pub struct Granted {
    pub ending: Ending,
    pub questions_left: Option<u64>,
}

/// Workspace and start of the period: the rows of all its meters are locked together.
type Key = (String, Millis);
type Rows = BTreeMap<Key, BTreeMap<Meter, Balance>>;

impl Ending {
    fn held(&self, meter: Meter) -> i64 {
        match meter {
            Meter::Questions => self.questions,
            Meter::CostNanos => self.cost_nanos,
        }
    }

    fn used(&self, meter: Meter) -> i64 {
        match meter {
            Meter::Questions if self.spent.delivered && !self.spent.broken => self.questions,
            Meter::Questions => 0,
            Meter::CostNanos => self.spent.cost_nanos.min(i64::MAX as u64) as i64,
        }
    }

    fn key(&self) -> Key {
        (self.workspace_id.clone(), self.period_start)
    }
}

/// Commits the group and answers its reservations.
pub async fn commit(db: &Db, group: Vec<Op>) {
    let (mut reserves, mut endings, mut readers) = (Vec::new(), Vec::new(), Vec::new());
    for op in group {
        match op {
            Op::Reserve(reserve) if reserve.reply.is_closed() => {}
            Op::Reserve(reserve) => reserves.push(reserve),
            Op::End(ending) => endings.push(ending),
            Op::Settled(reader) => readers.push(reader),
        }
    }
    if !reserves.is_empty() || !endings.is_empty() {
        write(db, reserves, endings).await;
    }
    for reader in readers {
        let _ = reader.send(());
    }
}

async fn write(db: &Db, mut reserves: Vec<Reserve>, endings: Vec<Ending>) {
    match transact(db, &mut reserves, &endings).await {
        Ok(answers) => {
            for (reserve, answer) in reserves.into_iter().zip(answers) {
                deliver(db, reserve, answer).await;
            }
        }
        Err(error) => {
            tracing::error!(%error, "metering commit");
            for reserve in reserves {
                let _ = reserve.reply.send(Err(Refusal::Unavailable));
            }
            end_later(db.clone(), endings);
        }
    }
}

/// The client may have left while its units were taken: then nobody holds them.
async fn deliver(db: &Db, reserve: Reserve, answer: Answer) {
    let ending = reserve.ending;
    let answer = answer.map(|questions_left| Granted { ending, questions_left });
    if let Err(Ok(granted)) = reserve.reply.send(answer) {
        end_later(db.clone(), vec![granted.ending]);
    }
}

/// Tries endings again, apart from the writer, until the database takes them.
fn end_later(db: Db, endings: Vec<Ending>) {
    if endings.is_empty() {
        return;
    }
    tokio::spawn(async move {
        let mut pause = Duration::from_millis(100);
        while let Err(error) = transact(&db, &mut [], &endings).await {
            tracing::error!(%error, "metering: ending holds");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(10));
        }
    });
}

type Answer = Result<Option<u64>, Refusal>;

async fn transact(db: &Db, reserves: &mut [Reserve], endings: &[Ending]) -> Result<Vec<Answer>, sqlx::Error> {
    let at = now();
    let mut tx = db.begin().await?;
    let wallets = wallets(reserves, at);
    for reserve in reserves.iter_mut() {
        reserve.ending.period_start =
            wallets.get(&reserve.ending.workspace_id).map_or(0, |(_, period)| period.start);
    }
    let mut rows = lock(&mut tx, reserves, endings, &wallets).await?;
    for ending in endings {
        // An event that is no longer held was ended by the sweep or by an earlier try of this.
        if !store::end_event(&mut tx, ending, at).await? {
            continue;
        }
        for (meter, balance) in rows.get_mut(&ending.key()).into_iter().flatten() {
            balance.settle(ending.held(*meter), ending.used(*meter));
        }
    }
    let mut answers = Vec::with_capacity(reserves.len());
    for reserve in reserves.iter() {
        let answer = grant(&mut rows, &wallets, &reserve.ending);
        if answer.is_ok() {
            store::insert_event(&mut tx, reserve, at).await?;
        }
        answers.push(answer);
    }
    put(&mut tx, &rows).await?;
    tx.commit().await?;
    Ok(answers)
}

/// Plan and current period of every workspace that wants units.
type Wallets = BTreeMap<String, (Wallet, Period)>;

fn wallets(reserves: &[Reserve], at: Millis) -> Wallets {
    // Later requests read their plan later: the last one counts.
    let wallet = |reserve: &Reserve| {
        let wallet = reserve.wallet.clone();
        let period = period(wallet.anchor_day, &wallet.time_zone, at);
        (reserve.ending.workspace_id.clone(), (wallet, period))
    };
    reserves.iter().map(wallet).collect()
}

/// Every row the group touches, made when missing and locked, in key order.
async fn lock(
    tx: &mut Tx,
    reserves: &[Reserve],
    endings: &[Ending],
    wallets: &Wallets,
) -> Result<Rows, sqlx::Error> {
    let wanted = reserves.iter().map(|reserve| &reserve.ending);
    let keys: BTreeSet<Key> = wanted.chain(endings).map(Ending::key).collect();
    let mut rows = Rows::new();
    for key in keys {
        let mut balances = store::lock_balances(tx, &key.0, key.1).await?;
        // The plan decides the limits of the current period; an older period keeps those it ended with.
        if let Some((wallet, _)) = wallets.get(&key.0).filter(|(_, period)| period.start == key.1) {
            for (meter, balance) in &mut balances {
                balance.limit = plan_limit(&wallet.plan, *meter);
            }
        }
        rows.insert(key, balances);
    }
    Ok(rows)
}

async fn put(tx: &mut Tx, rows: &Rows) -> Result<(), sqlx::Error> {
    for ((workspace_id, period_start), balances) in rows {
        store::put_balances(tx, workspace_id, *period_start, balances).await?;
    }
    Ok(())
}

/// A plan that is not in the catalogue allows nothing.
fn plan_limit(plan: &str, meter: Meter) -> Option<i64> {
    plans::find(plan).map_or(Some(0), |plan| plans::limit(plan, meter).map(|limit| limit as i64))
}

fn grant(rows: &mut Rows, wallets: &Wallets, ending: &Ending) -> Answer {
    let (wallet, period) = wallets.get(&ending.workspace_id).ok_or(Refusal::Unavailable)?;
    let balances = rows.get_mut(&ending.key()).filter(|balances| balances.len() == Meter::ALL.len());
    let balances = balances.ok_or(Refusal::Unavailable)?;
    if let Some((meter, balance)) =
        balances.iter().find(|(meter, balance)| !balance.allows(ending.held(**meter)))
    {
        return Err(Refusal::Limit {
            meter: *meter,
            plan: wallet.plan.clone(),
            limit: balance.limit.unwrap_or(0) as u64,
            used: balance.granted as u64,
            resets_at: period.end,
        });
    }
    for (meter, balance) in balances.iter_mut() {
        balance.hold(ending.held(*meter));
    }
    let questions = balances.get(&Meter::Questions).and_then(Balance::remaining);
    Ok(questions.map(|left| left as u64))
}

/// Counts holds older than `before` as used to their upper bound; how many there were.
pub async fn expire(db: &Db, before: Millis) -> Result<usize, sqlx::Error> {
    let mut tx = db.begin().await?;
    let expired = store::expire_events(&mut tx, before, now()).await?;
    let keys: BTreeSet<Key> =
        expired.iter().map(|event| (event.workspace_id.clone(), event.period_start)).collect();
    let mut rows = Rows::new();
    for key in keys {
        let mut balances = store::lock_balances(&mut tx, &key.0, key.1).await?;
        for event in expired.iter().filter(|e| e.workspace_id == key.0 && e.period_start == key.1) {
            for (meter, balance) in &mut balances {
                let units = if *meter == Meter::Questions { event.questions } else { event.cost_nanos };
                balance.settle(units, units);
            }
        }
        rows.insert(key, balances);
    }
    put(&mut tx, &rows).await?;
    tx.commit().await?;
    Ok(expired.len())
}
