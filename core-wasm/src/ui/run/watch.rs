//! The run of a tab as signals, and what is said to it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::follow::{Followed, Heard};
use super::phase::{Control, Phase};
use crate::protocol::{
    Failure, FailureKind, RunExport, RunRows, RunStatus, UploadFile, ViewEvent, ViewRequest, ViewResult,
};
use crate::ui::port::{Port, unexpected};

/// Between two looks whether files that were chosen are read.
const READING_MS: u32 = 20;

/// Follows the run of one tab; a cheap handle.
#[derive(Clone, Copy)]
pub(crate) struct Watch {
    port: Port,
    tab: StoredValue<Option<i32>>,
    /// The run, with what it is saying.
    pub(crate) followed: RwSignal<Option<Followed>>,
    /// What it took out of pages so far.
    pub(crate) rows: RwSignal<Option<RunRows>>,
    /// What the next run may upload.
    pub(crate) files: RwSignal<Vec<UploadFile>>,
    /// How many choices of files are being read.
    pub(crate) reading: RwSignal<u32>,
    /// Sites the goal names that it does not go to.
    pub(crate) refused: RwSignal<Vec<String>>,
    /// Why the last thing said to it did not reach it.
    pub(crate) failure: RwSignal<Option<Failure>>,
    /// When it was heard of last, milliseconds since 1970.
    pub(crate) heard_ms: RwSignal<u64>,
    /// Where it stands.
    pub(crate) status: Memo<Option<RunStatus>>,
    /// By whose turn it is.
    pub(crate) phase: Memo<Option<Phase>>,
}

impl Watch {
    pub(crate) fn new(port: Port) -> Self {
        let followed = RwSignal::new(None::<Followed>);
        let status =
            Memo::new(move |_| followed.with(|followed| Some(followed.as_ref()?.run.status.clone())));
        Self {
            port,
            tab: StoredValue::new(None),
            followed,
            rows: RwSignal::default(),
            files: RwSignal::default(),
            reading: RwSignal::new(0),
            refused: RwSignal::default(),
            failure: RwSignal::default(),
            heard_ms: RwSignal::new(0),
            status,
            phase: Memo::new(move |_| status.with(|status| status.as_ref().map(Phase::of))),
        }
    }

    /// Whether more can come of it.
    pub(crate) fn is_live(self) -> bool {
        self.phase.get().is_some_and(Phase::is_live)
    }

    /// Watches `tab` from now on, and asks how its run stands.
    pub(crate) fn load(self, tab: i32) {
        self.tab.set_value(Some(tab));
        spawn_local(async move {
            if let Ok(ViewResult::Run { run }) = self.port.call(ViewRequest::GetRun { tab }).await {
                if self.id() != run.as_ref().map(|run| run.run.clone()) {
                    self.refused.try_set(Vec::new());
                    self.rows.try_set(None);
                }
                let has_rows = run.as_ref().is_some_and(|run| run.table.is_some());
                self.followed.try_set(run.map(Followed::new));
                self.heard_ms.try_set(now_ms());
                if has_rows {
                    self.load_rows();
                }
            }
        });
    }

    /// Moves on by `event`.
    pub(crate) fn hear(self, event: &ViewEvent) {
        if !matches!(
            event,
            ViewEvent::RunState { .. } | ViewEvent::RunStep { .. } | ViewEvent::RunSaid { .. }
        ) {
            return;
        }
        let heard = self.followed.try_update(|followed| followed.as_mut().map(|known| known.hear(event)));
        match heard.flatten() {
            Some(Heard::Taken | Heard::Nothing) => self.heard_ms.set(now_ms()),
            Some(Heard::Rows) => {
                self.heard_ms.set(now_ms());
                self.load_rows();
            }
            // Started by another view: in this tab or not, the background knows.
            Some(Heard::Elsewhere) | None => {
                if matches!(event, ViewEvent::RunState { .. }) {
                    self.reload();
                }
            }
        }
    }

    /// Starts a run with exactly what the person typed and chose. Whether there is one already is the background's to know.
    pub(crate) async fn start(self, goal: String) -> Result<(), Failure> {
        let tab = self.tab.get_value().ok_or(FailureKind::NotAllowed)?;
        while self.reading.get_untracked() > 0 {
            TimeoutFuture::new(READING_MS).await;
        }
        let files = self.files.get_untracked();
        match self.port.call(ViewRequest::StartRun { tab, goal, files: files.clone() }).await? {
            ViewResult::RunStarted { run, refused } => {
                self.files.update(|chosen| chosen.retain(|file| !files.contains(file)));
                self.failure.set(None);
                self.rows.set(None);
                self.refused.set(refused);
                // Events may have come before the reply and know more.
                let known = self
                    .followed
                    .with_untracked(|known| known.as_ref().is_some_and(|known| known.run.run == run.run));
                if !known {
                    self.followed.set(Some(Followed::new(run)));
                    self.heard_ms.set(now_ms());
                }
                Ok(())
            }
            _ => Err(unexpected()),
        }
    }

    /// Asks again how the run of the tab stands.
    pub(crate) fn reload(self) {
        if let Some(tab) = self.tab.get_value() {
            self.load(tab);
        }
    }

    /// Stops it.
    pub(crate) fn stop(self) {
        self.say(|run| ViewRequest::StopRun { run });
    }

    /// Uses a control.
    pub(crate) fn control(self, control: Control) {
        self.say(move |run| match control {
            Control::Pause => ViewRequest::PauseRun { run },
            Control::Resume => ViewRequest::ResumeRun { run },
            Control::TakeOver => ViewRequest::TakeOverRun { run },
            Control::HandBack => ViewRequest::HandBackRun { run },
        });
    }

    /// Says something to the run.
    pub(crate) fn say(self, what: impl FnOnce(String) -> ViewRequest) {
        let Some(run) = self.id() else { return };
        let request = what(run);
        spawn_local(async move {
            let failure = self.port.call(request).await.err();
            if failure.is_some() {
                // It is over, or the background began anew: what is shown is old.
                self.reload();
            }
            self.failure.try_set(failure);
        });
    }

    /// Shows evidence `n` of its answer in the page; whether it was found there.
    pub(crate) async fn show_quote(self, n: u32) -> bool {
        let Some(run) = self.id() else { return false };
        let shown = self.port.call(ViewRequest::ShowRunQuote { run, n }).await;
        matches!(shown, Ok(ViewResult::Shown { found: true }))
    }

    /// A file of the run, as it is stored now.
    pub(crate) async fn export(self, what: RunExport) -> Option<String> {
        let run = self.id()?;
        match self.port.call(ViewRequest::ExportRun { run, what }).await {
            Ok(ViewResult::Exported { text, .. }) => Some(text),
            _ => None,
        }
    }

    fn id(self) -> Option<String> {
        self.followed.with_untracked(|known| known.as_ref().map(|known| known.run.run.clone()))
    }

    fn load_rows(self) {
        let Some(run) = self.id() else { return };
        spawn_local(async move {
            if let Ok(ViewResult::RunRows { rows }) = self.port.call(ViewRequest::GetRunRows { run }).await {
                self.rows.try_set(rows);
            }
        });
    }
}

/// The clock of the views, milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}
