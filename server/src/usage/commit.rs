//! One group of operations, one transaction.
//!
//! Rows are locked in key order, so that two replicas never wait for each other in a circle. The replica's own row comes
//! first: its sequence is the fence. A replica that was taken for dead finds it gone, and a commit whose end nobody
//! heard can be looked up by it.

use std::collections::BTreeSet;

use super::event::Event;
use super::row::RowKey;
use super::rules::{Denial, Rows, Steps, fold};
use super::store;
use super::writer::Reserve;
use crate::platform::clock::now;
use crate::platform::db::{Db, Tx};

/// What is to be committed.
pub struct Group<'a> {
    /// Who commits.
    pub replica: &'a str,
    /// Its commits so far.
    pub sequence: i64,
    /// The other replicas that live.
    pub others: &'a [String],
    /// What is done to which row.
    pub steps: &'a Steps,
    /// Requests that ended.
    pub events: &'a [Event],
    /// Requests that want units.
    pub reserves: &'a [Reserve],
}

/// What became of it.
pub struct Done {
    /// Rows as they stand.
    pub rows: Rows,
    /// Steps as the fold left them.
    pub steps: Steps,
    /// One a reservation: why it was not granted.
    pub answers: Vec<Option<Denial>>,
    /// Whether other replicas have, or are asked for, units that were missing.
    pub recalled: bool,
}

/// Folds the group into its rows; what remains is to commit the transaction. Nothing when the replica was taken for dead.
pub async fn prepare(db: &Db, group: &Group<'_>) -> Result<Option<(Tx, Done)>, sqlx::Error> {
    let mut tx = db.begin().await?;
    if !store::advance(&mut tx, group.replica, group.sequence).await? {
        return Ok(None);
    }
    let mut rows = store::lock_rows(&mut tx, group.steps.keys()).await?;
    let mut steps = group.steps.clone();
    let wants: Vec<_> = group.reserves.iter().map(|reserve| reserve.charges.as_slice()).collect();
    let answers = fold(&mut rows, &mut steps, &wants, 1 + group.others.len() as i64);
    store::put_rows(&mut tx, &rows).await?;
    store::put_leases(&mut tx, group.replica, &steps).await?;
    store::insert_events(&mut tx, group.events).await?;
    let recalled = recall(&mut tx, group, &answers).await?;
    Ok(Some((tx, Done { rows, steps, answers, recalled })))
}

/// Asks other replicas for what was missing, once; afterwards whether they still owe an answer.
async fn recall(tx: &mut Tx, group: &Group<'_>, answers: &[Option<Denial>]) -> Result<bool, sqlx::Error> {
    let short = |answer: &Option<Denial>| matches!(answer, Some(Denial::Short(_)));
    if group.others.is_empty() || !answers.iter().any(short) {
        return Ok(false);
    }
    let denied = group.reserves.iter().zip(answers).filter(|(_, answer)| short(answer));
    let (again, first): (Vec<_>, Vec<_>) =
        denied.map(|(reserve, _)| reserve).partition(|reserve| reserve.asked_back);
    let keys = |reserves: &[&Reserve]| -> Vec<RowKey> {
        reserves.iter().flat_map(|reserve| &reserve.charges).map(|charge| charge.row.clone()).collect()
    };
    let asked = !first.is_empty() && store::recall(tx, group.others, &keys(&first)).await?;
    Ok(asked || (!again.is_empty() && store::is_recalled(tx, group.others, &keys(&again)).await?))
}

/// Counts the units of a dead replica as used, with a visible correction; `false` when it lives.
pub async fn bury(db: &Db, replica: &str, sequence: i64) -> Result<bool, sqlx::Error> {
    let mut tx = db.begin().await?;
    if !store::delete_replica(&mut tx, replica, sequence).await? {
        return Ok(false);
    }
    // Rows before leases, as in every commit. Nobody adds to the leases of a replica that is gone.
    let keys: BTreeSet<RowKey> = store::leased_rows(&mut tx, replica).await?.into_iter().collect();
    let mut rows = store::lock_rows(&mut tx, keys.iter()).await?;
    let units = store::take_leases(&mut tx, replica).await?;
    for (key, units) in &units {
        if let Some(balance) = rows.get_mut(key) {
            balance.settled += units;
        }
    }
    store::put_rows(&mut tx, &rows).await?;
    // An API key's own rows count the same requests again.
    let of_plan = units.iter().filter(|(row, _)| !row.is_of_key());
    let corrections: Vec<Event> = of_plan.map(|(row, units)| Event::correction(row, *units, now())).collect();
    store::insert_events(&mut tx, &corrections).await?;
    tx.commit().await?;
    Ok(true)
}
