//! `GET /api/v1/plans`: the plan catalogue.

use serde::{Deserialize, Serialize};

/// The catalogue, cheapest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanList {
    /// Every plan on offer.
    pub plans: Vec<Plan>,
}

/// One plan of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Key: `free`, `pro`, `team`, `enterprise`.
    pub key: String,
    /// Name on screen.
    pub name: String,
    /// One line on whom it is for.
    pub summary: String,
    /// Price a month in US cents; absent: by agreement.
    #[serde(default)]
    pub monthly_price_cents: Option<u32>,
    /// Limits; an absent number is no limit.
    pub limits: Limits,
}

/// Limits of a plan. `None` is no limit: counted, never refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Questions a month.
    #[serde(default)]
    pub questions: Option<u64>,
    /// Steps of the agent a month.
    #[serde(default)]
    pub agent_steps: Option<u64>,
    /// Tasks a month.
    #[serde(default)]
    pub tasks: Option<u64>,
    /// Workflow runs a month.
    #[serde(default)]
    pub workflow_runs: Option<u64>,
    /// Workers connected at once.
    #[serde(default)]
    pub workers: Option<u64>,
    /// Workflows kept.
    #[serde(default)]
    pub workflows: Option<u64>,
    /// Members of the workspace.
    #[serde(default)]
    pub members: Option<u64>,
    /// What the upstream may cost a month, in nano-dollars: a plan never costs more than it earns.
    #[serde(default)]
    pub cost_nanos: Option<u64>,
}
