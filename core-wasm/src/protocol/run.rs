//! A run of the agent as the views show it.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use crate::agent::log::{Outcome, Step};
use crate::agent::rows::{Row, Table};
use crate::agent::{Action, Ending, Halt, Run, State};
use crate::gate::{ApprovalData, ApprovalRequest, Class, Money, VALID_MS};

/// Most rows a view is given to show.
const MAX_SHOWN_ROWS: usize = 100;

/// A run, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunView {
    /// Names it.
    pub run: String,
    /// The tab it is in now.
    pub tab: i32,
    /// What the person asked for.
    pub goal: String,
    /// Where it stands.
    pub status: RunStatus,
    /// What it has used.
    pub used: RunUse,
    /// What it may use.
    pub limits: RunUse,
    /// Its steps, oldest first.
    pub steps: Vec<RunStep>,
    /// Columns and number of rows of its table.
    pub table: Option<RunTable>,
}

/// What a run uses of its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunUse {
    /// Steps.
    pub steps: u32,
    /// Working milliseconds.
    pub time_ms: u64,
    /// Tokens.
    pub tokens: u64,
    /// Nano-dollars; absent when nobody knows the model's price.
    pub cost_nanos: Option<u64>,
}

/// A run's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTable {
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Number of rows.
    pub rows: usize,
}

/// Rows of a run's table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRows {
    /// Names of its columns.
    pub columns: Vec<String>,
    /// The first of its rows, as they are shown.
    pub rows: Vec<Vec<String>>,
    /// Number of rows it has; all of them are in [`RunExport`].
    pub total: usize,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum RunStatus {
    /// Looking at the page.
    Observing {},
    /// Asking the model.
    Asking {},
    /// Asking the gate.
    Judging {},
    /// Acting.
    Acting {},
    /// Waiting for a yes or no to `request`.
    WaitingForApproval { request: u64, approval: RunApproval },
    /// Waiting for an answer to `request`; `stuck` when the run does not know how to go on.
    WaitingForUser { request: u64, question: String, choices: Vec<String>, stuck: bool },
    /// Halted: the name of the reason, and a sentence if there is one.
    Paused { reason: String, detail: String },
    /// The person does it themselves.
    TakenOver {},
    /// Answered; `unsupported` are quotes that stand in nothing it saw.
    Done { answer: String, evidence: Vec<RunQuote>, unsupported: Vec<String> },
    /// Over without an answer: the name of the reason, and a sentence if there is one.
    Ended { reason: String, detail: String },
}

/// What of a run becomes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunExport {
    /// Its rows as CSV (RFC 4180).
    RowsCsv,
    /// Its rows as a list of JSON objects.
    RowsJson,
    /// Every step with what was seen, asked, allowed and done, as JSON.
    Log,
}

/// Words of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunQuote {
    /// The words.
    pub text: String,
    /// Address of the page.
    pub url: String,
}

/// What a person is asked to approve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunApproval {
    /// Why, by the gate's name of the rule.
    pub rule: crate::gate::Rule,
    /// What is done.
    pub verb: crate::gate::Verb,
    /// Name of the control, as the page gives it: untrusted.
    pub label: String,
    /// Where, as punycode origin.
    pub place: String,
    /// Where data or the tab goes, when that is another place.
    pub destination: Option<String>,
    /// The host in its own script, to be shown beside.
    pub unicode_host: Option<String>,
    /// Which data.
    pub data: Vec<ApprovalData>,
    /// What it costs, as the page says, when that is known.
    pub amount: Option<Money>,
    /// Origin that becomes part of the task by it.
    pub admits: Option<String>,
    /// Until when a yes counts, milliseconds since 1970; after that the person is asked again.
    pub until_ms: u64,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunStep {
    /// Number, from 1.
    pub number: u32,
    /// When it was decided, milliseconds since 1970.
    pub at_ms: u64,
    /// Address of the page it was decided on.
    pub url: String,
    /// What the model said with it.
    pub thought: String,
    /// What it asked for.
    pub action: Action,
    /// Visible name of what it is done to, as the page gives it: untrusted.
    pub target: String,
    /// Class of an act that passed the gate.
    pub class: Option<Class>,
    /// Whether the person approved it.
    pub approved: bool,
    /// Name of the outcome; `null` while it is under way.
    pub outcome: Option<String>,
    /// What there is to tell beside the outcome's name, possibly in the page's words; often empty.
    pub detail: String,
    /// Milliseconds it took.
    pub took_ms: u64,
}

#[cfg(test)]
impl RunStep {
    /// A step for tests: the first one, under way.
    pub(crate) fn sample() -> Self {
        Self {
            number: 1,
            at_ms: 0,
            url: String::new(),
            thought: String::new(),
            action: Action::Back {},
            target: String::new(),
            class: None,
            approved: false,
            outcome: None,
            detail: String::new(),
            took_ms: 0,
        }
    }
}

impl RunView {
    /// A run as it is now.
    pub fn of(run: &Run) -> Self {
        let limits = run.contract.terms().limits;
        let table = run.table.as_ref().map(|table| RunTable {
            columns: table.columns().iter().map(|column| column.name.clone()).collect(),
            rows: table.rows().len(),
        });
        Self {
            run: run.id.clone(),
            tab: run.tabs.current(),
            goal: run.goal.clone(),
            status: RunStatus::of(&run.state),
            used: RunUse::of(run),
            limits: RunUse {
                steps: limits.steps,
                time_ms: limits.time_ms,
                tokens: limits.tokens,
                cost_nanos: Some(limits.cost_nanos),
            },
            steps: run.log.iter().map(RunStep::of).collect(),
            table,
        }
    }
}

impl RunRows {
    /// A table as it is shown and copied.
    pub fn of(table: &Table) -> Self {
        let cells = |row: &Row| row.iter().map(ToString::to_string).collect();
        Self {
            columns: table.columns().iter().map(|column| column.name.clone()).collect(),
            rows: table.rows().iter().take(MAX_SHOWN_ROWS).map(cells).collect(),
            total: table.rows().len(),
        }
    }
}

impl RunUse {
    /// What a run has used.
    pub fn of(run: &Run) -> Self {
        let used = &run.budget.used;
        Self {
            steps: used.steps,
            time_ms: used.time_ms,
            tokens: used.tokens,
            cost_nanos: run.budget.cost_nanos(),
        }
    }
}

impl RunStatus {
    /// A state as it is shown.
    pub fn of(state: &State) -> Self {
        match state {
            State::Ready {} | State::Observing { .. } | State::RestingToLook { .. } => Self::Observing {},
            State::Asking { .. } | State::RestingToAsk { .. } => Self::Asking {},
            State::Judging { .. } => Self::Judging {},
            State::Acting { .. } => Self::Acting {},
            State::WaitingForApproval { ticket, request, .. } => {
                Self::WaitingForApproval { request: *ticket, approval: RunApproval::of(request) }
            }
            State::WaitingForUser { ticket, question, choices, stuck } => Self::WaitingForUser {
                request: *ticket,
                question: question.clone(),
                choices: choices.clone(),
                stuck: *stuck,
            },
            State::Paused { reason } => {
                let (reason, detail) = halted(reason);
                Self::Paused { reason, detail }
            }
            State::TakenOver {} => Self::TakenOver {},
            State::Ended { ending } => Self::ended(ending),
        }
    }

    fn ended(ending: &Ending) -> Self {
        let over = |reason: &str, detail: String| Self::Ended { reason: reason.into(), detail };
        match ending {
            Ending::Done { answer, evidence, unsupported } => Self::Done {
                answer: answer.clone(),
                evidence: evidence
                    .iter()
                    .map(|quote| RunQuote { text: quote.text.clone(), url: quote.url.clone() })
                    .collect(),
                unsupported: unsupported.clone(),
            },
            Ending::Stopped {} => over("stopped", String::new()),
            Ending::Limit { limit } => over("limit", name(limit)),
            Ending::Stuck {} => over("stuck", String::new()),
            Ending::NoTab {} => over("no_tab", String::new()),
            Ending::Failed { reason } => {
                let (reason, detail) = halted(reason);
                Self::Ended { reason, detail }
            }
        }
    }
}

impl RunApproval {
    /// What there is to approve, as it is shown.
    pub fn of(request: &ApprovalRequest) -> Self {
        Self {
            rule: request.rule,
            verb: request.verb,
            label: request.label.clone(),
            place: request.place.as_ref().map(ToString::to_string).unwrap_or_default(),
            destination: request.destination.clone(),
            unicode_host: request.unicode_host.clone(),
            data: request.data.clone(),
            amount: request.bound.amount.clone(),
            admits: request.admits.as_ref().map(ToString::to_string),
            until_ms: request.asked_ms.saturating_add(VALID_MS),
        }
    }
}

impl RunStep {
    /// A step as it is shown.
    pub fn of(step: &Step) -> Self {
        Self {
            number: step.number,
            at_ms: step.at_ms,
            url: step.seen.url.clone(),
            thought: step.thought.clone(),
            action: step.action.clone(),
            target: step.target.clone(),
            class: step.allowed.map(|allowed| allowed.class),
            approved: step.allowed.is_some_and(|allowed| allowed.approved),
            outcome: step.outcome.as_ref().map(name),
            detail: step.outcome.as_ref().map(detail).unwrap_or_default(),
            took_ms: step.took_ms,
        }
    }
}

/// What a person is told of an outcome; the model is told more ([`Outcome::told`]).
fn detail(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done { detail } => detail.clone(),
        Outcome::Failed { fault, .. } => fault.detail.clone(),
        Outcome::Denied { denial } => denial.to_string(),
        Outcome::Answered { answer } => answer.clone(),
        Outcome::Extracted { total, .. } => total.to_string(),
        Outcome::Standstill { .. }
        | Outcome::Refused { .. }
        | Outcome::MayHaveHappened { .. }
        | Outcome::NotAgain {}
        | Outcome::Declined {}
        | Outcome::Unattended {}
        | Outcome::Remembered {}
        | Outcome::Dropped {}
        | Outcome::Finished {} => String::new(),
    }
}

fn halted(reason: &Halt) -> (String, String) {
    let detail = match reason {
        Halt::PlanLimit { detail } | Halt::ModelAway { detail } | Halt::ModelRefused { detail } => detail,
        Halt::ModelUnusable { told } => told,
        Halt::PageAway { fault } => &fault.code,
        Halt::Person {} | Halt::SignedOut {} | Halt::SecretInPrompt {} | Halt::NotSaved {} => "",
    };
    (name(reason), detail.to_owned())
}

/// The name a value has in JSON: of its tag, or of itself.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(value) => {
            let tag = ["outcome", "halt"].iter().find_map(|tag| value[tag].as_str());
            tag.unwrap_or_default().to_owned()
        }
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_have_the_names_the_views_know() {
        let paused = State::Paused { reason: Halt::PlanLimit { detail: "10 of 10.".into() } };
        let shown = RunStatus::Paused { reason: "plan_limit".into(), detail: "10 of 10.".into() };
        assert_eq!(RunStatus::of(&paused), shown);
        let ended = State::Ended { ending: Ending::Limit { limit: crate::gate::Limit::Steps } };
        assert_eq!(
            RunStatus::of(&ended),
            RunStatus::Ended { reason: "limit".into(), detail: "steps".into() }
        );
        assert_eq!(name(&Outcome::MayHaveHappened { left: true }), "may_have_happened");
    }
}
