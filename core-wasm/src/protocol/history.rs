//! Runs of the past as the views show them.

use serde::{Deserialize, Serialize};

use super::run::{RunRows, RunUse, RunView};
use crate::gate::Rule;

/// Every run that is kept, and how much may be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// The newest first.
    pub runs: Vec<PastRun>,
    /// Most runs that are kept: then the oldest go.
    pub most_runs: u32,
    /// Most bytes that are kept: then the oldest go.
    pub most_bytes: u64,
}

/// A run in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastRun {
    /// Names it.
    pub run: String,
    /// What the person asked for.
    pub goal: String,
    /// Host of the page it was started on, punycode; empty when it has none.
    pub site: String,
    /// When it began, milliseconds since 1970.
    pub started_ms: u64,
    /// When it was heard of last, milliseconds since 1970.
    pub heard_ms: u64,
    /// How it ended.
    pub end: PastEnd,
    /// What it used.
    pub used: RunUse,
    /// What it takes to keep it.
    pub bytes: u64,
}

/// How a run of the past ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastEnd {
    /// It goes on.
    UnderWay,
    /// The browser or its tab was closed under it.
    CutOff,
    /// With an answer.
    Done,
    /// The person stopped it.
    Stopped,
    /// Without an answer.
    Failed,
}

/// A run of the past, step by step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastRunView {
    /// What the list says of it.
    pub past: PastRun,
    /// The run as it was heard of last.
    pub run: RunView,
    /// Its rows.
    pub rows: Option<RunRows>,
    /// What was kept beside each of its steps.
    pub steps: Vec<PastStep>,
}

/// What was kept beside a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PastStep {
    /// Number of the step.
    pub number: u32,
    /// What the model saw: the page, or what changed. The page's words, untrusted.
    pub seen: String,
    /// Whether that is the whole page.
    pub whole: bool,
    /// What it took to read it, milliseconds; 0 when that is not known.
    pub read_ms: u32,
    /// The rule by which it was allowed, if it passed the gate.
    pub rule: Option<Rule>,
    /// Whether there is a picture.
    pub pictured: bool,
}
