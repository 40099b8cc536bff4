//! A request that ended: one row of `usage_event`.

use serde::Serialize;

use super::hold::{Fate, Spent};
use super::row::{RowKey, Unit};
use crate::plans::Meter;
use crate::platform::clock::Millis;
use crate::platform::id::new_id;

/// Who asked for what; known when a request begins.
#[derive(Clone, Debug)]
pub struct Request {
    /// Unique for the request.
    pub id: String,
    /// 1 for the first attempt.
    pub attempt: i64,
    /// Workspace that pays.
    pub workspace_id: String,
    /// Person who asked.
    pub account_id: String,
    /// API key, where a program asked.
    pub api_key_id: Option<String>,
    /// `ask`, `chat_completions`.
    pub operation: &'static str,
    /// Model asked for.
    pub model: String,
    /// What it is one of.
    pub unit: Unit,
    /// Most it can cost, in nano-dollars.
    pub cost_nanos: i64,
    /// When it began.
    pub created_at: Millis,
}

/// The row, as JSON for the store.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    request_id: String,
    attempt: i64,
    workspace_id: String,
    account_id: String,
    api_key_id: Option<String>,
    operation: &'static str,
    state: &'static str,
    period_start: Millis,
    questions: i64,
    agent_steps: i64,
    cost_nanos: i64,
    model: String,
    input_tokens: u64,
    output_tokens: u64,
    estimated: bool,
    created_at: Millis,
    ended_at: Millis,
}

/// What an upstream reports above this is no count.
const MOST_TOKENS: u64 = 1 << 40;

impl Request {
    /// Units of the meter that are charged in the end.
    pub fn used(&self, meter: Meter, spent: &Spent) -> i64 {
        match meter {
            Meter::Questions | Meter::AgentSteps => {
                i64::from(meter == self.unit.meter() && matches!(spent.fate, Fate::Sent | Fate::Delivered))
            }
            Meter::RequestsPerMinute | Meter::RequestsPerDay => 1,
            Meter::CostNanos => i64::try_from(spent.cost_nanos).unwrap_or(i64::MAX).min(self.cost_nanos),
        }
    }

    /// Its row.
    pub fn event(&self, spent: Spent, period_start: Millis, ended_at: Millis) -> Event {
        let state = match spent.fate {
            Fate::Sent | Fate::Delivered => "settled",
            Fate::Idle | Fate::Failed => "returned",
        };
        Event {
            request_id: self.id.clone(),
            attempt: self.attempt,
            workspace_id: self.workspace_id.clone(),
            account_id: self.account_id.clone(),
            api_key_id: self.api_key_id.clone(),
            operation: self.operation,
            state,
            period_start,
            questions: self.used(Meter::Questions, &spent),
            agent_steps: self.used(Meter::AgentSteps, &spent),
            cost_nanos: self.used(Meter::CostNanos, &spent),
            model: plain(if spent.model.is_empty() { &self.model } else { &spent.model }),
            input_tokens: spent.input_tokens.min(MOST_TOKENS),
            output_tokens: spent.output_tokens.min(MOST_TOKENS),
            estimated: spent.estimated,
            created_at: self.created_at,
            ended_at,
        }
    }
}

/// An event that a database refuses would stop every commit after it.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

impl Event {
    /// Units of a dead replica: nobody knows whether they were used, so they count.
    pub fn correction(row: &RowKey, units: i64, at: Millis) -> Self {
        let of = |meter: Meter| if row.meter == meter { units } else { 0 };
        Self {
            request_id: format!("correction-{}", new_id()),
            attempt: 1,
            workspace_id: row.workspace_id.to_string(),
            account_id: String::new(),
            api_key_id: None,
            operation: "correction",
            state: "expired",
            period_start: row.period_start,
            questions: of(Meter::Questions),
            agent_steps: of(Meter::AgentSteps),
            cost_nanos: of(Meter::CostNanos),
            model: String::new(),
            input_tokens: 0,
            output_tokens: 0,
            estimated: true,
            created_at: at,
            ended_at: at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_holds_nothing_that_a_database_refuses() {
        let request = Request {
            id: "r".into(),
            attempt: 1,
            workspace_id: "w".into(),
            account_id: "a".into(),
            api_key_id: None,
            operation: "ask",
            unit: Unit::Question,
            model: "m\u{0}\n".into(),
            cost_nanos: 5,
            created_at: 0,
        };
        let spent = Spent {
            input_tokens: u64::MAX,
            output_tokens: u64::MAX,
            cost_nanos: u64::MAX,
            ..Spent::default()
        };
        let event = request.event(spent, 0, 1);
        assert_eq!(
            (event.model.as_str(), event.input_tokens, event.output_tokens),
            ("m", MOST_TOKENS, MOST_TOKENS)
        );
        assert_eq!(event.cost_nanos, 5);
    }
}
