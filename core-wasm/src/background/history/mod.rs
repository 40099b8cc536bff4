//! History: what runs did, kept on this device until there is too much of it, it is deleted, or the person signs out.
//! Runs of private windows are not kept.

mod shelf;

use std::collections::HashMap;

use futures::lock::Mutex;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Background, storage};
use crate::agent::observation::{Observation, ObservationKind};
use crate::agent::{Run, State};
use crate::api::Transport;
use crate::browser::{Area, Browser};
use crate::gate::Rule;
use crate::protocol::{
    Failure, History as Shown, PastEnd, PastRun, PastRunView, PastStep, RunRows, RunStatus, RunView,
    ViewResult,
};
use shelf::{Kept, MOST_BYTES, MOST_OF_ONE, MOST_RUNS, Shelf};

/// Where the shelf is stored.
const SHELF: &str = "history";
/// Most bytes kept of what was seen before one step.
const MAX_SEEN: usize = 60_000;

/// The runs that are kept. The lock makes one change after the other.
#[derive(Default)]
pub(super) struct History(Mutex<Option<Shelf>>);

/// A run as it is stored.
#[derive(Serialize, Deserialize)]
struct Record {
    run: RunView,
    rows: Option<RunRows>,
    /// Rules by which steps were allowed.
    rules: HashMap<u32, Rule>,
}

/// What was seen before a step, as it is stored.
#[derive(Default, Serialize, Deserialize)]
struct Seen {
    text: String,
    whole: bool,
    #[serde(default)]
    read_ms: u32,
}

fn record_key(run: &str) -> String {
    format!("past:{run}")
}

fn seen_key(run: &str, step: u32) -> String {
    format!("past:{run}:seen:{step}")
}

fn picture_key(run: &str, step: u32) -> String {
    format!("past:{run}:picture:{step}")
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// Keeps how a run stands.
    pub(super) async fn keep_past(&self, run: &Run) {
        let record = Record {
            run: RunView::of(run),
            rows: run.table.as_ref().map(RunRows::of),
            rules: run.log.iter().filter_map(|step| Some((step.number, step.allowed?.rule))).collect(),
        };
        let Ok(text) = serde_json::to_string(&record) else { return };
        let past = past(run, &record.run, self.browser.now_ms() as u64);
        let id = run.id.clone();
        self.change_shelf(|shelf| Some(shelf.put(past, text.len() as u64))).await;
        self.browser.save(Area::Archive, &record_key(&id), Some(&text)).await;
    }

    /// Keeps what the model saw when it decided on the step.
    pub(super) async fn keep_seen(&self, run: &str, step: u32, seen: &Observation) {
        let text = seen.text[..seen.text.floor_char_boundary(MAX_SEEN)].to_owned();
        let whole = seen.kind == ObservationKind::Full;
        let bytes = text.len() as u64;
        if self.change_shelf(|shelf| shelf.add(run, step, bytes)).await {
            let seen = Seen { text, whole, read_ms: seen.read_ms };
            storage::save(&*self.browser, Area::Archive, &seen_key(run, step), &seen).await;
        }
    }

    /// Keeps a picture of the page before the step, unless the run has taken all its room.
    pub(super) async fn keep_picture(&self, run: &str, step: u32, picture: &str) {
        let bytes = picture.len() as u64;
        let kept = self
            .change_shelf(|shelf| {
                let full = shelf.get(run).is_none_or(|kept| kept.past.bytes + bytes > MOST_OF_ONE);
                if full { None } else { shelf.add(run, step, bytes) }
            })
            .await;
        if kept {
            self.browser.save(Area::Archive, &picture_key(run, step), Some(picture)).await;
        }
    }

    pub(super) async fn get_history(&self) -> Result<ViewResult, Failure> {
        let mut runs = Vec::new();
        self.read_shelf(|shelf| runs.extend(shelf.newest_first().cloned())).await;
        for past in &mut runs {
            past.end = self.end_now(past);
        }
        let history = Shown { runs, most_runs: MOST_RUNS as u32, most_bytes: MOST_BYTES };
        Ok(ViewResult::History { history })
    }

    pub(super) async fn get_past_run(&self, run: &str) -> Result<ViewResult, Failure> {
        let mut kept: Option<Kept> = None;
        self.read_shelf(|shelf| kept = shelf.get(run).cloned()).await;
        let record: Option<Record> = storage::load(&*self.browser, Area::Archive, &record_key(run)).await;
        let (Some(Kept { mut past, .. }), Some(record)) = (kept, record) else {
            return Ok(ViewResult::PastRun { run: None });
        };
        past.end = self.end_now(&past);
        let Record { run: view, rows, rules } = record;
        let mut steps = Vec::new();
        for number in view.steps.iter().map(|step| step.number) {
            let seen: Seen = storage::load(&*self.browser, Area::Archive, &seen_key(run, number))
                .await
                .unwrap_or_default();
            let pictured = self.browser.load(Area::Archive, &picture_key(run, number)).await.is_some();
            let Seen { text, whole, read_ms } = seen;
            let rule = rules.get(&number).copied();
            steps.push(PastStep { number, seen: text, whole, read_ms, rule, pictured });
        }
        Ok(ViewResult::PastRun { run: Some(PastRunView { past, run: view, rows, steps }) })
    }

    pub(super) async fn get_picture(&self, run: &str, step: u32) -> Result<ViewResult, Failure> {
        let picture = self.browser.load(Area::Archive, &picture_key(run, step)).await;
        Ok(ViewResult::Picture { picture })
    }

    pub(super) async fn delete_past_runs(&self, run: Option<&str>) -> Result<ViewResult, Failure> {
        self.change_shelf(|shelf| Some(shelf.take(run))).await;
        self.get_history().await
    }

    /// Forgets all of it: the next person here is another one.
    pub(super) async fn forget_history(&self) {
        self.change_shelf(|shelf| Some(shelf.take(None))).await;
    }

    /// What was under way when it was heard of last, and is not any more, was cut off.
    fn end_now(&self, past: &PastRun) -> PastEnd {
        match past.end {
            PastEnd::UnderWay if !self.is_under_way(&past.run) => PastEnd::CutOff,
            end => end,
        }
    }

    async fn read_shelf(&self, read: impl FnOnce(&Shelf)) {
        let mut shelf = self.history.0.lock().await;
        if shelf.is_none() {
            *shelf = storage::load(&*self.browser, Area::Archive, SHELF).await;
        }
        read(shelf.get_or_insert_default());
    }

    /// Changes the shelf, stores it, and removes what went for it. `false` when the change was `None`.
    async fn change_shelf(&self, change: impl FnOnce(&mut Shelf) -> Option<Vec<Kept>>) -> bool {
        let mut shelf = self.history.0.lock().await;
        if shelf.is_none() {
            *shelf = storage::load(&*self.browser, Area::Archive, SHELF).await;
        }
        let shelf = shelf.get_or_insert_default();
        let Some(gone) = change(shelf) else { return false };
        storage::save(&*self.browser, Area::Archive, SHELF, shelf).await;
        for Kept { past, steps, .. } in gone {
            self.browser.save(Area::Archive, &record_key(&past.run), None).await;
            for step in 1..=steps {
                self.browser.save(Area::Archive, &seen_key(&past.run, step), None).await;
                self.browser.save(Area::Archive, &picture_key(&past.run, step), None).await;
            }
        }
        true
    }
}

/// What the list says of a run.
fn past(run: &Run, view: &RunView, now_ms: u64) -> PastRun {
    let home = run.contract.home().map(ToString::to_string);
    let site = home.and_then(|home| Url::parse(&home).ok()?.host_str().map(str::to_owned));
    PastRun {
        run: run.id.clone(),
        goal: run.goal.clone(),
        site: site.unwrap_or_default(),
        started_ms: now_ms,
        heard_ms: now_ms,
        end: end(&run.state, &view.status),
        used: view.used,
        bytes: 0,
    }
}

fn end(state: &State, status: &RunStatus) -> PastEnd {
    match (state, status) {
        (State::Ended { .. }, RunStatus::Done { .. }) => PastEnd::Done,
        (State::Ended { .. }, RunStatus::Ended { reason, .. }) if reason == "stopped" => PastEnd::Stopped,
        (State::Ended { .. }, _) => PastEnd::Failed,
        _ => PastEnd::UnderWay,
    }
}
