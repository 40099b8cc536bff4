//! `/pricing`, drawn from the catalogue.

use api_types::plans::{Limits, Plan};
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

use super::catalogue;
use crate::app::App;
use crate::auth::Visitor;
use crate::platform::problem::ApiResult;
use crate::portal::{Here, Layout, cents, filters, nanos, number, page, text};

#[derive(Template)]
#[template(path = "plans/pricing.html")]
struct PricingPage {
    layout: Layout,
    plans: Vec<PlanCard>,
    groups: [LimitGroup; 2],
}

struct PlanCard {
    name: String,
    summary: String,
    /// `None`: by agreement.
    price: Option<String>,
    questions: String,
    /// Whether it is the visitor's own.
    current: bool,
}

struct LimitGroup {
    heading: String,
    rows: Vec<LimitRow>,
}

struct LimitRow {
    label: String,
    cells: Vec<String>,
}

/// Pages of the feature.
pub fn router() -> Router<App> {
    Router::new().route("/pricing", get(show))
}

async fn show(visitor: Visitor) -> ApiResult<Response> {
    let own = visitor.caller.as_ref().map(|caller| caller.identity.plan.as_str());
    let plans = catalogue();
    page(&PricingPage {
        plans: plans.iter().map(|plan| card(plan, own)).collect(),
        groups: groups(plans),
        layout: visitor.layout(Here::Pricing),
    })
}

fn card(plan: &Plan, own: Option<&str>) -> PlanCard {
    PlanCard {
        name: plan.name.clone(),
        summary: plan.summary.clone(),
        price: plan.monthly_price_cents.map(cents),
        questions: match plan.limits.questions {
            Some(n) => text("pricing.questions").replace("{n}", &number(n)),
            None => text("pricing.questions_unlimited"),
        },
        current: own == Some(plan.key.as_str()),
    }
}

/// What can be used today, and what the plan will include when it is released.
fn groups(plans: &[Plan]) -> [LimitGroup; 2] {
    let row = |meter: &str, limit: fn(&Limits) -> Option<u64>, show: fn(u64) -> String| LimitRow {
        label: text(&format!("limit.{meter}")),
        cells: plans.iter().map(|p| limit(&p.limits).map_or_else(|| text("unit.unlimited"), show)).collect(),
    };
    [
        LimitGroup {
            heading: text("pricing.limits"),
            rows: vec![
                row("questions", |l| l.questions, number),
                row("agent_steps", |l| l.agent_steps, number),
                row("cost_nanos", |l| l.cost_nanos, nanos),
            ],
        },
        LimitGroup {
            heading: text("pricing.limits_later"),
            rows: vec![
                row("tasks", |l| l.tasks, number),
                row("workflow_runs", |l| l.workflow_runs, number),
                row("workers", |l| l.workers, number),
                row("workflows", |l| l.workflows, number),
                row("members", |l| l.members, number),
            ],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_limit_reads_unlimited_and_a_missing_price_by_agreement() {
        let enterprise = catalogue().last().unwrap();
        assert_eq!(card(enterprise, None).price, None);
        let [today, later] = groups(catalogue());
        for row in today.rows.iter().chain(&later.rows) {
            assert_eq!(row.cells.last().unwrap(), "Unlimited", "{}", row.label);
        }
    }

    #[test]
    fn prices_and_limits_are_the_catalogues() {
        assert_eq!(card(&catalogue()[1], Some("pro")).price.as_deref(), Some("$19.99"));
        assert_eq!(groups(catalogue())[0].rows[0].cells[..3], ["10", "500", "5,000"]);
    }
}
