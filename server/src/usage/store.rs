//! Every SQL text of metering.

use std::collections::BTreeMap;

use serde::Serialize;

use super::event::Event;
use super::row::RowKey;
use super::rules::{Balance, Rows, Steps};
use crate::auth::TenantScope;
use crate::plans::Meter;
use crate::platform::clock::{DAY, Millis};
use crate::platform::db::{Db, Many, Tx};
use crate::{execute, in_tx, on};

/// A row as the database tells it.
#[derive(sqlx::FromRow)]
struct RowRecord {
    workspace_id: String,
    subject: String,
    meter: String,
    period_start: Millis,
    unit_limit: Option<i64>,
    granted: i64,
    settled: i64,
}

impl RowRecord {
    /// Nothing for a meter that this version does not know.
    fn key(&self) -> Option<RowKey> {
        Some(RowKey {
            workspace_id: self.workspace_id.as_str().into(),
            subject: self.subject.as_str().into(),
            meter: Meter::named(&self.meter)?,
            period_start: self.period_start,
        })
    }
}

/// Sums of one day.
#[derive(sqlx::FromRow)]
pub struct DayRow {
    /// Days since 1970-01-01.
    pub day: i64,
    pub questions: i64,
    pub agent_steps: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub cost_nanos: i64,
}

/// Makes the rows that are missing and locks all until the end of the transaction, in key order. Those of a workspace
/// that is gone are left out.
pub async fn lock_rows(
    tx: &mut Tx,
    keys: impl ExactSizeIterator<Item = &RowKey>,
) -> Result<Rows, sqlx::Error> {
    // The update changes nothing: it is the row lock both engines know. One order for all, so that nobody deadlocks.
    const SQL: &str =
        "INSERT INTO meter_period (workspace_id, subject, meter, period_start, unit_limit, granted, settled)
        SELECT w.id, r.value ->> 'subject', r.value ->> 'meter', CAST(r.value ->> 'period_start' AS BIGINT),
            CAST(NULL AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
        FROM json_each($1) r JOIN workspace w ON w.id = r.value ->> 'workspace_id'
        WHERE w.id IS NOT NULL ORDER BY CAST(r.key AS BIGINT)
        ON CONFLICT (workspace_id, subject, meter, period_start) DO UPDATE SET granted = meter_period.granted
        RETURNING workspace_id, subject, meter, period_start, unit_limit, granted, settled";
    if keys.len() == 0 {
        return Ok(Rows::new());
    }
    let found: Vec<RowRecord> = in_tx!(tx, |c| sqlx::query_as(SQL).bind(Many::of(keys)?).fetch_all(c))?;
    let row = |row: RowRecord| {
        let balance = Balance { limit: row.unit_limit, granted: row.granted, settled: row.settled };
        Some((row.key()?, balance))
    };
    Ok(found.into_iter().filter_map(row).collect())
}

/// Writes rows that are locked.
pub async fn put_rows(tx: &mut Tx, rows: &Rows) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE meter_period SET unit_limit = CAST(r.value ->> 'unit_limit' AS BIGINT),
            granted = CAST(r.value ->> 'granted' AS BIGINT), settled = CAST(r.value ->> 'settled' AS BIGINT)
        FROM json_each($1) r
        WHERE meter_period.workspace_id = r.value ->> 'workspace_id' AND meter_period.subject = r.value ->> 'subject'
            AND meter_period.meter = r.value ->> 'meter'
            AND meter_period.period_start = CAST(r.value ->> 'period_start' AS BIGINT)";
    #[derive(Serialize)]
    struct Put<'a> {
        #[serde(flatten)]
        key: &'a RowKey,
        unit_limit: Option<i64>,
        granted: i64,
        settled: i64,
    }
    if rows.is_empty() {
        return Ok(());
    }
    let put = rows.iter().map(|(key, balance)| Put {
        key,
        unit_limit: balance.stored_limit(),
        granted: balance.granted,
        settled: balance.settled,
    });
    execute!(tx, sqlx::query(SQL).bind(Many::of(put)?)).map(|_| ())
}

/// Writes the leases of the replica. Those of nothing are gone, and what was asked back and heard of is given back now.
pub async fn put_leases(tx: &mut Tx, replica: &str, steps: &Steps) -> Result<(), sqlx::Error> {
    const PUT: &str =
        "INSERT INTO lease (replica_id, workspace_id, subject, meter, period_start, units, recalled)
        SELECT $2, r.value ->> 'workspace_id', r.value ->> 'subject', r.value ->> 'meter',
            CAST(r.value ->> 'period_start' AS BIGINT), CAST(r.value ->> 'units' AS BIGINT), FALSE
        FROM json_each($1) r WHERE r.key IS NOT NULL
        ON CONFLICT (replica_id, workspace_id, subject, meter, period_start)
            DO UPDATE SET units = excluded.units";
    const HEARD: &str = "UPDATE lease SET recalled = FALSE FROM json_each($1) r WHERE lease.replica_id = $2
            AND lease.workspace_id = r.value ->> 'workspace_id' AND lease.subject = r.value ->> 'subject'
            AND lease.meter = r.value ->> 'meter' AND lease.period_start = CAST(r.value ->> 'period_start' AS BIGINT)";
    const DELETE: &str = "DELETE FROM lease WHERE replica_id = $1 AND units = 0";
    #[derive(Serialize)]
    struct Put<'a> {
        #[serde(flatten)]
        key: &'a RowKey,
        units: i64,
    }
    if steps.is_empty() {
        return Ok(());
    }
    let put = steps.iter().map(|(key, step)| Put { key, units: step.units });
    execute!(tx, sqlx::query(PUT).bind(Many::of(put)?).bind(replica))?;
    if steps.values().any(|step| step.heard) {
        let heard = steps.iter().filter(|(_, step)| step.heard).map(|(key, _)| key);
        execute!(tx, sqlx::query(HEARD).bind(Many::of(heard)?).bind(replica))?;
    }
    if steps.values().any(|step| step.units == 0) {
        execute!(tx, sqlx::query(DELETE).bind(replica))?;
    }
    Ok(())
}

/// Records requests that ended. SQLite would write out a row's JSON again for each of its columns.
pub async fn insert_events(tx: &mut Tx, events: &[Event]) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO usage_event (request_id, attempt, workspace_id, account_id, api_key_id, operation,
            period_start, state, questions, agent_steps, cost_nanos, model, input_tokens, output_tokens, estimated,
            created_at, ended_at)
        WITH r AS MATERIALIZED (SELECT value FROM json_each($1))
        SELECT r.value ->> 'request_id', CAST(r.value ->> 'attempt' AS BIGINT), w.id, r.value ->> 'account_id',
            r.value ->> 'api_key_id', r.value ->> 'operation', CAST(r.value ->> 'period_start' AS BIGINT), r.value ->> 'state',
            CAST(r.value ->> 'questions' AS BIGINT), CAST(r.value ->> 'agent_steps' AS BIGINT),
            CAST(r.value ->> 'cost_nanos' AS BIGINT), r.value ->> 'model',
            CAST(r.value ->> 'input_tokens' AS BIGINT), CAST(r.value ->> 'output_tokens' AS BIGINT),
            CAST(r.value ->> 'estimated' AS BOOLEAN), CAST(r.value ->> 'created_at' AS BIGINT),
            CAST(r.value ->> 'ended_at' AS BIGINT)
        FROM r JOIN workspace w ON w.id = r.value ->> 'workspace_id' WHERE w.id IS NOT NULL
        ON CONFLICT (request_id, attempt) DO NOTHING";
    if events.is_empty() {
        return Ok(());
    }
    execute!(tx, sqlx::query(SQL).bind(Many::of(events.iter())?)).map(|_| ())
}

/// Notes one more commit of the replica; `false` when it was taken for dead. The first makes it known.
pub async fn advance(tx: &mut Tx, replica: &str, sequence: i64) -> Result<bool, sqlx::Error> {
    const FIRST: &str = "INSERT INTO replica (id, sequence) VALUES ($1, CAST(1 AS BIGINT))";
    const NEXT: &str = "UPDATE replica SET sequence = sequence + 1 WHERE id = $1 AND sequence = $2";
    let rows = match sequence {
        0 => execute!(tx, sqlx::query(FIRST).bind(replica))?,
        _ => execute!(tx, sqlx::query(NEXT).bind(replica).bind(sequence))?,
    };
    Ok(rows == 1)
}

/// Commits of the replica, from the writing side: what was just committed is in it.
pub async fn sequence(db: &Db, replica: &str) -> Result<Option<i64>, sqlx::Error> {
    const SQL: &str = "SELECT sequence FROM replica WHERE id = $1";
    let row: Option<(i64,)> = on!(db.write, |c| sqlx::query_as(SQL).bind(replica).fetch_optional(c))?;
    Ok(row.map(|(sequence,)| sequence))
}

/// Every replica and its commits.
pub async fn replicas(db: &Db) -> Result<Vec<(String, i64)>, sqlx::Error> {
    const SQL: &str = "SELECT id, sequence FROM replica";
    on!(db.read, |c| sqlx::query_as(SQL).fetch_all(c))
}

/// `false` when it committed since.
pub async fn delete_replica(tx: &mut Tx, replica: &str, sequence: i64) -> Result<bool, sqlx::Error> {
    const SQL: &str = "DELETE FROM replica WHERE id = $1 AND sequence = $2";
    Ok(execute!(tx, sqlx::query(SQL).bind(replica).bind(sequence))? == 1)
}

/// Rows on which a replica has leases.
pub async fn leased_rows(tx: &mut Tx, replica: &str) -> Result<Vec<RowKey>, sqlx::Error> {
    const SQL: &str = "SELECT workspace_id, subject, meter, period_start, CAST(NULL AS BIGINT) AS unit_limit,
            units AS granted, CAST(0 AS BIGINT) AS settled
        FROM lease WHERE replica_id = $1 ORDER BY workspace_id, subject, meter, period_start";
    let found: Vec<RowRecord> = in_tx!(tx, |c| sqlx::query_as(SQL).bind(replica).fetch_all(c))?;
    Ok(found.iter().filter_map(RowRecord::key).collect())
}

/// Deletes the leases of a replica; their units.
pub async fn take_leases(tx: &mut Tx, replica: &str) -> Result<BTreeMap<RowKey, i64>, sqlx::Error> {
    const SQL: &str = "DELETE FROM lease WHERE replica_id = $1
        RETURNING workspace_id, subject, meter, period_start, CAST(NULL AS BIGINT) AS unit_limit, units AS granted,
            CAST(0 AS BIGINT) AS settled";
    let found: Vec<RowRecord> = in_tx!(tx, |c| sqlx::query_as(SQL).bind(replica).fetch_all(c))?;
    Ok(found.into_iter().filter_map(|row| Some((row.key()?, row.granted))).collect())
}

/// Asks live replicas for their units of the rows; whether any has some.
pub async fn recall(tx: &mut Tx, live: &[String], keys: &[RowKey]) -> Result<bool, sqlx::Error> {
    const SQL: &str = "UPDATE lease SET recalled = TRUE FROM json_each($1) r
        WHERE lease.replica_id IN (SELECT l.value ->> 'id' FROM json_each($2) l) AND lease.units > 0
            AND lease.workspace_id = r.value ->> 'workspace_id' AND lease.subject = r.value ->> 'subject'
            AND lease.meter = r.value ->> 'meter' AND lease.period_start = CAST(r.value ->> 'period_start' AS BIGINT)";
    Ok(execute!(tx, sqlx::query(SQL).bind(Many::of(keys.iter())?).bind(ids(live)?))? > 0)
}

/// Whether a live replica did not give back yet what it was asked for.
pub async fn is_recalled(tx: &mut Tx, live: &[String], keys: &[RowKey]) -> Result<bool, sqlx::Error> {
    const SQL: &str = "SELECT COUNT(*) FROM lease JOIN json_each($1) r ON
            lease.workspace_id = r.value ->> 'workspace_id' AND lease.subject = r.value ->> 'subject'
            AND lease.meter = r.value ->> 'meter' AND lease.period_start = CAST(r.value ->> 'period_start' AS BIGINT)
        WHERE lease.replica_id IN (SELECT l.value ->> 'id' FROM json_each($2) l) AND lease.recalled";
    let (keys, live) = (Many::of(keys.iter())?, ids(live)?);
    let (count,): (i64,) = in_tx!(tx, |c| sqlx::query_as(SQL).bind(keys).bind(live).fetch_one(c))?;
    Ok(count > 0)
}

fn ids(replicas: &[String]) -> Result<Many, sqlx::Error> {
    #[derive(Serialize)]
    struct Id<'a> {
        id: &'a str,
    }
    Many::of(replicas.iter().map(|id| Id { id }))
}

/// Rows of which others need the replica's units.
pub async fn recalled(db: &Db, me: &str) -> Result<Vec<RowKey>, sqlx::Error> {
    const SQL: &str = "SELECT workspace_id, subject, meter, period_start, CAST(NULL AS BIGINT) AS unit_limit,
            units AS granted, CAST(0 AS BIGINT) AS settled
        FROM lease WHERE replica_id = $1 AND recalled";
    let found: Vec<RowRecord> = on!(db.read, |c| sqlx::query_as(SQL).bind(me).fetch_all(c))?;
    Ok(found.iter().filter_map(RowRecord::key).collect())
}

/// Granted units of every meter of the workspace in a period.
pub async fn granted(
    db: &Db,
    scope: &TenantScope,
    period_start: Millis,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    const SQL: &str = "SELECT meter, granted FROM meter_period
        WHERE workspace_id = $1 AND subject = '' AND period_start = $2";
    on!(db.read, |c| sqlx::query_as(SQL).bind(scope.workspace_id()).bind(period_start).fetch_all(c))
}

/// Deletes rows of minutes and days that ended before, but for those that still have a lease.
pub async fn delete_past_days(db: &Db, before: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str = "DELETE FROM meter_period
        WHERE meter IN ('requests_per_minute', 'requests_per_day') AND period_start < $1 AND granted = settled";
    execute!(db.write, sqlx::query(SQL).bind(before)).map(|_| ())
}

/// Sums by day (UTC) since `since`, days without use left out.
pub async fn days(db: &Db, scope: &TenantScope, since: Millis) -> Result<Vec<DayRow>, sqlx::Error> {
    const SQL: &str = "SELECT created_at / $3 AS day, CAST(SUM(questions) AS BIGINT) AS questions,
            CAST(SUM(agent_steps) AS BIGINT) AS agent_steps,
            CAST(SUM(input_tokens) AS BIGINT) AS input_tokens, CAST(SUM(output_tokens) AS BIGINT) AS output_tokens,
            CAST(SUM(cost_nanos) AS BIGINT) AS cost_nanos
        FROM usage_event WHERE workspace_id = $1 AND created_at >= $2
        GROUP BY created_at / $3 ORDER BY 1";
    on!(db.read, |c| sqlx::query_as(SQL).bind(scope.workspace_id()).bind(since).bind(DAY).fetch_all(c))
}
