use api_types::Problem;
use api_types::usage::{DayUsage, MeterUsage, Usage};
use axum::extract::State;

use super::period::period;
use super::row::RowKey;
use super::store;
use super::wallet::Wallet;
use crate::app::App;
use crate::auth::{Caller, Operation, PersonOrKey};
use crate::plans::{self, Meter};
use crate::platform::body::Json;
use crate::platform::clock::{DAY, Millis, now, rfc3339, timestamp};
use crate::platform::problem::ApiResult;

/// Days shown.
const DAYS: i64 = 30;

/// Use of the workspace in this period, and day by day.
#[utoipa::path(get, path = "/api/v1/usage", tag = "usage", operation_id = "get_usage",
    responses((status = 200, body = Usage), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn usage(State(app): State<App>, PersonOrKey(caller): PersonOrKey) -> ApiResult<Json<Usage>> {
    load_usage(&app, &caller).await.map(Json)
}

/// What `/usage` tells.
pub async fn load_usage(app: &App, caller: &Caller) -> ApiResult<Usage> {
    caller.require(Operation::ReadUsage)?;
    app.metering.settled().await;
    let at = now();
    let wallet = Wallet::of(caller);
    let period = period(wallet.anchor_day, &wallet.time_zone, at);
    let granted = store::granted(&app.db, &caller.scope, period.start).await?;
    let plan = plans::find(&wallet.plan);
    let meters = Meter::OF_PLAN.map(|meter| {
        let granted = granted.iter().find(|(name, _)| name == meter.name()).map_or(0, |(_, units)| *units);
        let row = RowKey::of_workspace(caller.scope.workspace_id(), meter, period.start);
        // What this replica has in advance is not used. What others have may be.
        let used = (granted - app.metering.idle(&row)).max(0) as u64;
        let limit = plan.map_or(Some(0), |plan| plans::limit(plan, meter));
        let remaining = limit.map(|limit| limit.saturating_sub(used));
        MeterUsage { meter: meter.name().into(), used, limit, remaining }
    });
    Ok(Usage {
        plan_name: plan.map_or_else(|| wallet.plan.clone(), |plan| plan.name.clone()),
        plan: wallet.plan,
        period_start: rfc3339(period.start),
        resets_at: rfc3339(period.end),
        meters: meters.into(),
        days: days(app, caller, at).await?,
    })
}

async fn days(app: &App, caller: &Caller, at: Millis) -> ApiResult<Vec<DayUsage>> {
    let today = at.div_euclid(DAY);
    let first = today - (DAYS - 1);
    let rows = store::days(&app.db, &caller.scope, first * DAY).await?;
    let day = |number: i64| {
        let row = rows.iter().find(|row| row.day == number);
        let sum = |value: fn(&store::DayRow) -> i64| row.map_or(0, value) as u64;
        DayUsage {
            date: timestamp(number * DAY).strftime("%Y-%m-%d").to_string(),
            questions: sum(|row| row.questions),
            agent_steps: sum(|row| row.agent_steps),
            input_tokens: sum(|row| row.input_tokens),
            output_tokens: sum(|row| row.output_tokens),
            cost_nanos: sum(|row| row.cost_nanos),
        }
    };
    Ok((first..=today).map(day).collect())
}
