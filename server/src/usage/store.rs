//! Every SQL text of metering.

use std::collections::BTreeMap;

use super::commit::{Ending, Reserve};
use super::rules::Balance;
use crate::auth::TenantScope;
use crate::plans::Meter;
use crate::platform::clock::{DAY, Millis};
use crate::platform::db::{Db, Tx};
use crate::{execute, in_tx, on};

/// A hold that outlived its server.
#[derive(sqlx::FromRow)]
pub struct Expired {
    pub workspace_id: String,
    pub period_start: Millis,
    pub questions: i64,
    pub cost_nanos: i64,
}

/// Sums of one day.
#[derive(sqlx::FromRow)]
pub struct DayRow {
    /// Days since 1970-01-01.
    pub day: i64,
    pub questions: i64,
    pub input_tokens: i64,
    pub output_tokens: i64,
    pub cost_nanos: i64,
}

/// Makes the rows of every meter when missing and locks them until the end of the transaction. Nothing when the
/// workspace is gone.
pub async fn lock_balances(
    tx: &mut Tx,
    workspace_id: &str,
    period_start: Millis,
) -> Result<BTreeMap<Meter, Balance>, sqlx::Error> {
    // The update changes nothing: it is the row lock both engines know. One order for all, so that nobody deadlocks.
    const SQL: &str =
        "INSERT INTO meter_period (workspace_id, meter, period_start, unit_limit, granted, settled)
        SELECT w.id, m.meter, CAST($2 AS BIGINT), CAST(NULL AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
        FROM workspace w CROSS JOIN (SELECT 'cost_nanos' AS meter UNION ALL SELECT 'questions' AS meter) m
        WHERE w.id = $1 ORDER BY m.meter
        ON CONFLICT (workspace_id, meter, period_start) DO UPDATE SET granted = meter_period.granted
        RETURNING meter, unit_limit, granted, settled";
    let rows: Vec<(String, Option<i64>, i64, i64)> =
        in_tx!(tx, |c| sqlx::query_as(SQL).bind(workspace_id).bind(period_start).fetch_all(c))?;
    let row = |meter: Meter| {
        let (_, limit, granted, settled) = rows.iter().find(|(name, ..)| name == meter.name())?;
        Some((meter, Balance { limit: *limit, granted: *granted, settled: *settled }))
    };
    Ok(Meter::ALL.into_iter().filter_map(row).collect())
}

/// Writes the rows of every meter.
pub async fn put_balances(
    tx: &mut Tx,
    workspace_id: &str,
    period_start: Millis,
    balances: &BTreeMap<Meter, Balance>,
) -> Result<(), sqlx::Error> {
    // One statement for both meters: the writer's round trips are what a request waits for.
    const SQL: &str = "UPDATE meter_period SET
            unit_limit = CASE meter WHEN 'questions' THEN CAST($3 AS BIGINT) ELSE CAST($6 AS BIGINT) END,
            granted = CASE meter WHEN 'questions' THEN CAST($4 AS BIGINT) ELSE CAST($7 AS BIGINT) END,
            settled = CASE meter WHEN 'questions' THEN CAST($5 AS BIGINT) ELSE CAST($8 AS BIGINT) END
        WHERE workspace_id = $1 AND period_start = $2 AND meter IN ('questions', 'cost_nanos')";
    let (Some(questions), Some(cost)) = (balances.get(&Meter::Questions), balances.get(&Meter::CostNanos))
    else {
        return Ok(());
    };
    execute!(
        tx,
        sqlx::query(SQL)
            .bind(workspace_id)
            .bind(period_start)
            .bind(questions.stored_limit())
            .bind(questions.granted)
            .bind(questions.settled)
            .bind(cost.stored_limit())
            .bind(cost.granted)
            .bind(cost.settled)
    )
    .map(|_| ())
}

pub async fn insert_event(tx: &mut Tx, reserve: &Reserve, now: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO usage_event (request_id, attempt, workspace_id, account_id, operation, period_start,
            state, questions, cost_nanos, model, input_tokens, output_tokens, estimated, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'held', $7, $8, $9, CAST(0 AS BIGINT), CAST(0 AS BIGINT), FALSE, $10)";
    let hold = &reserve.ending;
    execute!(
        tx,
        sqlx::query(SQL)
            .bind(&hold.request_id)
            .bind(hold.attempt)
            .bind(&hold.workspace_id)
            .bind(&reserve.account_id)
            .bind(reserve.operation)
            .bind(hold.period_start)
            .bind(hold.questions)
            .bind(hold.cost_nanos)
            .bind(&reserve.model)
            .bind(now)
    )
    .map(|_| ())
}

/// Ends a held event; `false` when it is not held any more.
pub async fn end_event(tx: &mut Tx, ending: &Ending, now: Millis) -> Result<bool, sqlx::Error> {
    const SQL: &str = "UPDATE usage_event SET state = $3, questions = $4, cost_nanos = $5,
            model = CASE WHEN $6 = '' THEN model ELSE $6 END,
            input_tokens = $7, output_tokens = $8, estimated = $9, ended_at = $10
        WHERE request_id = $1 AND attempt = $2 AND state = 'held'";
    let spent = &ending.spent;
    let (state, questions) = match (spent.delivered, spent.broken) {
        (true, false) => ("settled", ending.questions),
        _ => ("returned", 0),
    };
    let rows = execute!(
        tx,
        sqlx::query(SQL)
            .bind(&ending.request_id)
            .bind(ending.attempt)
            .bind(state)
            .bind(questions)
            .bind((spent.cost_nanos as i64).min(ending.cost_nanos))
            .bind(&spent.model)
            .bind(spent.input_tokens as i64)
            .bind(spent.output_tokens as i64)
            .bind(spent.estimated)
            .bind(now)
    )?;
    Ok(rows == 1)
}

pub async fn expire_events(tx: &mut Tx, before: Millis, now: Millis) -> Result<Vec<Expired>, sqlx::Error> {
    const SQL: &str = "UPDATE usage_event SET state = 'expired', ended_at = $2
        WHERE state = 'held' AND created_at < $1 RETURNING workspace_id, period_start, questions, cost_nanos";
    in_tx!(tx, |c| sqlx::query_as(SQL).bind(before).bind(now).fetch_all(c))
}

/// Granted units of every meter in a period.
pub async fn balances(
    db: &Db,
    scope: &TenantScope,
    period_start: Millis,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    const SQL: &str = "SELECT meter, granted FROM meter_period WHERE workspace_id = $1 AND period_start = $2";
    on!(db.read, |c| sqlx::query_as(SQL).bind(scope.workspace_id()).bind(period_start).fetch_all(c))
}

/// Sums by day (UTC) since `since`, days without use left out.
pub async fn days(db: &Db, scope: &TenantScope, since: Millis) -> Result<Vec<DayRow>, sqlx::Error> {
    const SQL: &str = "SELECT created_at / $3 AS day, CAST(SUM(questions) AS BIGINT) AS questions,
            CAST(SUM(input_tokens) AS BIGINT) AS input_tokens, CAST(SUM(output_tokens) AS BIGINT) AS output_tokens,
            CAST(SUM(cost_nanos) AS BIGINT) AS cost_nanos
        FROM usage_event WHERE workspace_id = $1 AND created_at >= $2 AND state <> 'held'
        GROUP BY created_at / $3 ORDER BY 1";
    on!(db.read, |c| sqlx::query_as(SQL).bind(scope.workspace_id()).bind(since).bind(DAY).fetch_all(c))
}
