//! `/account/usage`.

use api_types::usage::{DayUsage, MeterUsage, Usage};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::load_usage;
use crate::app::App;
use crate::auth::SignedIn;
use crate::plans;
use crate::platform::problem::ApiResult;
use crate::portal::{Chart, Here, Layout, filters, nanos, number, page, text};

#[derive(Template)]
#[template(path = "account/usage.html")]
struct UsagePage {
    layout: Layout,
    can_grow: bool,
    meters: Vec<Meter>,
    chart: Chart,
    first_day: String,
    last_day: String,
    /// Newest first, days without use left out.
    days: Vec<DayUsage>,
    total: DayUsage,
    usage: Usage,
}

struct Meter {
    key: String,
    label: String,
    used: String,
    limit: Option<String>,
    used_units: u64,
    limit_units: u64,
    spent: bool,
    low: bool,
}

/// Pages of the feature.
pub fn router() -> Router<App> {
    Router::new().route("/account/usage", get(show))
}

async fn show(State(app): State<App>, signed_in: SignedIn) -> ApiResult<Response> {
    let usage = load_usage(&app, &signed_in.caller).await?;
    let date = |day: Option<&DayUsage>| day.map(|day| day.date.clone()).unwrap_or_default();
    page(&UsagePage {
        layout: signed_in.layout(Here::Usage),
        can_grow: plans::catalogue().last().is_some_and(|largest| largest.key != usage.plan),
        meters: usage.meters.iter().map(meter).collect(),
        chart: Chart::of(&usage.days),
        first_day: date(usage.days.first()),
        last_day: date(usage.days.last()),
        days: used_days(&usage.days),
        total: total(&usage.days),
        usage,
    })
}

fn meter(usage: &MeterUsage) -> Meter {
    let show = if usage.meter == "cost_nanos" { nanos } else { number };
    let limit = usage.limit.unwrap_or(0);
    Meter {
        label: text(&format!("limit.{}", usage.meter)),
        key: usage.meter.clone(),
        used: show(usage.used),
        limit: usage.limit.map(show),
        used_units: usage.used.min(limit),
        // A bar without length is no bar: a limit of nothing is drawn full.
        limit_units: limit.max(1),
        spent: usage.remaining == Some(0),
        low: usage.limit.is_some_and(|limit| usage.used.saturating_mul(5) >= limit.saturating_mul(4)),
    }
}

fn used_days(days: &[DayUsage]) -> Vec<DayUsage> {
    let used = |day: &&DayUsage| {
        day.questions + day.agent_steps + day.input_tokens + day.output_tokens + day.cost_nanos > 0
    };
    days.iter().rev().filter(used).cloned().collect()
}

fn total(days: &[DayUsage]) -> DayUsage {
    let sum = |value: fn(&DayUsage) -> u64| days.iter().map(value).sum();
    DayUsage {
        date: String::new(),
        questions: sum(|day| day.questions),
        agent_steps: sum(|day| day.agent_steps),
        input_tokens: sum(|day| day.input_tokens),
        output_tokens: sum(|day| day.output_tokens),
        cost_nanos: sum(|day| day.cost_nanos),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(used: u64, limit: Option<u64>) -> Meter {
        let remaining = limit.map(|limit| limit.saturating_sub(used));
        meter(&MeterUsage { meter: "questions".into(), used, limit, remaining })
    }

    #[test]
    fn a_meter_warns_from_four_fifths_and_says_when_it_is_spent() {
        assert!(!of(7, Some(10)).low && !of(7, Some(10)).spent);
        assert!(of(8, Some(10)).low && !of(8, Some(10)).spent);
        assert!(of(10, Some(10)).spent);
    }

    #[test]
    fn no_limit_is_never_low_or_spent() {
        let unlimited = of(1_000_000, None);
        assert!(!unlimited.low && !unlimited.spent && unlimited.limit.is_none());
    }
}
