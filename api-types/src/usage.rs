//! `GET /api/v1/usage`.

use serde::{Deserialize, Serialize};

/// Use of the workspace in the current period, and day by day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    /// Key of the plan.
    pub plan: String,
    /// Name of the plan.
    pub plan_name: String,
    /// Start of the current period.
    pub period_start: String,
    /// Start of the next period.
    pub resets_at: String,
    /// One entry a meter, `questions` first.
    pub meters: Vec<MeterUsage>,
    /// The last 30 days, oldest first, days without use included.
    pub days: Vec<DayUsage>,
}

/// One meter in the current period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeterUsage {
    /// Meter: `questions`, `agent_steps`, `cost_nanos`, …
    pub meter: String,
    /// Units settled or held by requests under way.
    pub used: u64,
    /// The plan's limit; absent: no limit.
    pub limit: Option<u64>,
    /// Units left; absent: no limit.
    pub remaining: Option<u64>,
}

/// One day (UTC).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayUsage {
    /// Date, `2026-11-20`.
    pub date: String,
    /// Questions asked.
    pub questions: u64,
    /// Turns of the agent.
    #[serde(default)]
    pub agent_steps: u64,
    /// Input tokens.
    pub input_tokens: u64,
    /// Output tokens.
    pub output_tokens: u64,
    /// Cost of the upstream in nano-dollars.
    pub cost_nanos: u64,
}
