//! The room of the past: the list, or one run of it.

use leptos::prelude::*;

use super::list::{List, ListProps};
use super::replay::{Replay, ReplayProps};
use crate::protocol::{Failure, History, PastRunView, ViewRequest, ViewResult};
use crate::ui::parts::{Attempt, FailureNote};
use crate::ui::port::{Port, unexpected};
use crate::ui::text::t;

/// What the parts of the room share.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) port: Port,
    pub(super) history: RwSignal<Option<History>>,
    /// The run that is looked at.
    pub(super) open: RwSignal<Option<PastRunView>>,
    pub(super) attempt: Attempt,
}

impl Room {
    fn load(self) {
        self.attempt.run(ask(self.port, ViewRequest::GetHistory {}), move |history| {
            self.history.set(Some(history));
        });
    }

    /// Opens a run.
    pub(super) fn show(self, run: String) {
        let asked = async move {
            match self.port.call(ViewRequest::GetPastRun { run }).await? {
                ViewResult::PastRun { run } => Ok(run),
                _ => Err(unexpected()),
            }
        };
        self.attempt.run(asked, move |run| {
            // It went meanwhile: the list knows.
            if run.is_none() {
                self.load();
            }
            self.open.set(run);
        });
    }

    /// Goes back to the list.
    pub(super) fn close(self) {
        self.open.set(None);
        self.load();
    }

    /// Deletes one run, or all of them.
    pub(super) fn delete(self, run: Option<String>) {
        self.attempt.run(ask(self.port, ViewRequest::DeletePastRuns { run }), move |history| {
            self.history.set(Some(history));
            self.open.set(None);
        });
    }
}

async fn ask(port: Port, request: ViewRequest) -> Result<History, Failure> {
    match port.call(request).await? {
        ViewResult::History { history } => Ok(history),
        _ => Err(unexpected()),
    }
}

/// The runs of the past.
#[component]
pub(crate) fn HistoryRoom(port: Port) -> impl IntoView {
    let attempt = Attempt::new();
    let room = Room { port, history: RwSignal::new(None), open: RwSignal::new(None), attempt };
    room.load();
    view! {
        <main class="talk history" aria-label=t!("panel_history")>
            {move || attempt.failure.get().map(|failure| view! { <FailureNote failure port /> })}
            {move || match room.open.get() {
                Some(run) => Replay(ReplayProps { room, run }).into_any(),
                None => List(ListProps { room }).into_any(),
            }}
        </main>
    }
}
