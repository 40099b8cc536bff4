//! Samples of what the views hear of runs.

use core_wasm::agent::Action;
use core_wasm::gate::{ApprovalData, Class, DataClass, Rule, Verb};
use core_wasm::protocol::*;

fn text() -> String {
    "text".into()
}

pub fn run_view() -> RunView {
    RunView {
        run: text(),
        tab: 1,
        goal: text(),
        status: RunStatus::Observing {},
        used: RunUse { steps: 1, time_ms: 2, tokens: 3, cost_nanos: Some(4) },
        limits: RunUse { steps: 50, time_ms: 900_000, tokens: 1_000_000, cost_nanos: Some(1_000_000_000) },
        steps: vec![run_step(true)],
        table: Some(RunTable { columns: vec![text()], rows: 2 }),
    }
}

pub fn past_run() -> PastRun {
    PastRun {
        run: text(),
        goal: text(),
        site: "shop.example".into(),
        started_ms: 1,
        heard_ms: 2,
        end: PastEnd::Done,
        used: RunUse { steps: 1, time_ms: 2, tokens: 3, cost_nanos: None },
        bytes: 4,
    }
}

pub fn past_run_view() -> PastRunView {
    let step = PastStep {
        number: 1,
        seen: text(),
        whole: true,
        read_ms: 21,
        rule: Some(Rule::Pays),
        pictured: true,
    };
    let steps = vec![step, PastStep::default()];
    PastRunView { past: past_run(), run: run_view(), rows: Some(run_rows()), steps }
}

pub fn history() -> History {
    let ends = [PastEnd::UnderWay, PastEnd::CutOff, PastEnd::Done, PastEnd::Stopped, PastEnd::Failed];
    let runs = ends.map(|end| PastRun { end, ..past_run() });
    History { runs: runs.into(), most_runs: 50, most_bytes: 1_000 }
}

pub fn run_rows() -> RunRows {
    RunRows { columns: vec![text()], rows: vec![vec![text()]], total: 2 }
}

pub fn run_step(ended: bool) -> RunStep {
    RunStep {
        number: 1,
        at_ms: 2,
        url: text(),
        thought: text(),
        action: Action::Navigate { url: text() },
        target: text(),
        class: ended.then_some(Class::Navigate),
        approved: false,
        outcome: ended.then(|| "done".into()),
        detail: text(),
        took_ms: 3,
    }
}

pub fn run_statuses() -> Vec<RunStatus> {
    let data =
        ApprovalData { field: text(), text: text(), class: Some(DataClass::Plain), read_from: vec![text()] };
    let approval = RunApproval {
        rule: Rule::Pays,
        verb: Verb::Click,
        label: text(),
        place: text(),
        destination: Some(text()),
        unicode_host: None,
        data: vec![data],
        amount: None,
        admits: None,
        until_ms: 9,
    };
    vec![
        RunStatus::Observing {},
        RunStatus::Asking {},
        RunStatus::Judging {},
        RunStatus::Acting {},
        RunStatus::WaitingForApproval { request: 7, approval },
        RunStatus::WaitingForUser { request: 7, question: text(), choices: vec![text()], stuck: false },
        RunStatus::Paused { reason: text(), detail: text() },
        RunStatus::TakenOver {},
        RunStatus::Done {
            answer: text(),
            evidence: vec![RunQuote { text: text(), url: text() }],
            unsupported: vec![text()],
        },
        RunStatus::Ended { reason: text(), detail: text() },
    ]
}
