//! Recording: content scripts of a tab tell what the person does there, and it becomes a draft.

use std::rc::Rc;

use api_types::Code;
use serde::{Deserialize, Serialize};

use crate::agent::Target;
use crate::api::Transport;
use crate::background::overlays::unreadable;
use crate::background::reading::highest_ref;
use crate::background::{Background, storage};
use crate::browser::{Area, Browser};
use crate::gate::Origin;
use crate::locate::{self, Marks};
use crate::page::RawFrame;
use crate::protocol::{
    ContentCall, ContentReply, Failure, FailureKind, Gesture, PageCheck, Snapshot, Touched, ViewEvent,
};
use crate::recipe::Recipe;
use crate::recipe::draft::{Draft, Heard};

/// Where recordings under way are stored.
const KEY: &str = "recordings";

/// A recording under way.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Recording {
    draft: Draft,
    /// Names the top document.
    document: String,
}

/// What a content script tells of a gesture.
pub(in crate::background) struct Told {
    pub(in crate::background) gesture: Gesture,
    pub(in crate::background) path: Vec<Touched>,
    pub(in crate::background) onto: Vec<Touched>,
    pub(in crate::background) page: Option<Snapshot>,
    /// Records of the page.
    pub(in crate::background) nodes: Vec<i32>,
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// Takes up the recordings of the life before.
    pub(in crate::background) async fn take_up_recordings(self: &Rc<Self>) {
        let stored: Vec<(i32, Recording)> =
            storage::load(&*self.browser, Area::Session, KEY).await.unwrap_or_default();
        for (tab, recording) in stored {
            self.recipes.recordings.borrow_mut().insert(tab, recording);
            self.browser.watch_loads(true);
            self.listen_in(tab).await;
        }
    }

    pub(super) async fn start_recording(self: &Rc<Self>, tab: i32) -> Result<(), Failure> {
        if self.check_page(tab).await? != PageCheck::Readable {
            return Err(FailureKind::Unreadable.into());
        }
        if self.recipes.recordings.borrow().contains_key(&tab) || self.is_busy(tab) {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        self.browser.inject(tab).await.map_err(unreadable)?;
        let page = self.browser.tab(tab, false).await.ok_or(FailureKind::PageGone)?;
        let url = page.url.unwrap_or_default();
        // A recipe begins at an address that anybody could open.
        if Origin::parse(&url).is_err() {
            return Err(FailureKind::Unreadable.into());
        }
        let name = page.title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| url.clone());
        let recording = Recording { draft: Draft::new(name.trim(), &url), document: String::new() };
        self.recipes.recordings.borrow_mut().insert(tab, recording);
        self.browser.watch_loads(true);
        self.listen_in(tab).await;
        self.changed_recording(tab).await;
        Ok(())
    }

    /// Ends a recording and gives what was recorded.
    pub(super) async fn stop_recording(&self, tab: i32) -> Option<Draft> {
        let recording = self.recipes.recordings.borrow_mut().remove(&tab)?;
        self.recipes.snapshots.borrow_mut().retain(|(of, _), _| *of != tab);
        if self.recipes.recordings.borrow().is_empty() {
            self.browser.watch_loads(false);
        }
        for frame in self.browser.inject(tab).await.unwrap_or_default() {
            // A frame that is gone tells nothing any more.
            let _ = self.browser.content(tab, frame, ContentCall::Record { on: false, above: 0 }).await;
        }
        self.changed_recording(tab).await;
        Some(recording.draft)
    }

    /// What is recorded in the tab so far.
    pub(super) fn recorded(&self, tab: i32) -> Option<Recipe> {
        self.recipes.recordings.borrow().get(&tab).map(|recording| recording.draft.recipe.clone())
    }

    /// A document is being loaded in a tab, or is there; or the tab is gone.
    pub async fn tab_loads(self: &Rc<Self>, tab: i32) {
        if !self.recipes.recordings.borrow().contains_key(&tab) {
            return;
        }
        match self.browser.tab(tab, false).await {
            Some(_) => self.listen_in(tab).await,
            None => {
                self.stop_recording(tab).await;
            }
        }
    }

    /// Lets every frame of the tab tell what is done in it. Where another document came, it is part of the recording.
    async fn listen_in(&self, tab: i32) {
        let above = highest_ref(&*self.browser, tab).await;
        for frame in self.browser.inject(tab).await.unwrap_or_default() {
            let listening = ContentCall::Record { on: true, above };
            let reply = self.browser.content(tab, frame, listening).await;
            if let (0, Ok(ContentReply::Recording { document })) = (frame, reply) {
                self.arrived(tab, document).await;
            }
        }
        self.reopen_overlay(tab).await;
    }

    async fn arrived(&self, tab: i32, document: String) {
        let url = self.browser.tab(tab, false).await.and_then(|page| page.url).unwrap_or_default();
        let now = self.browser.now_ms() as u64;
        let changed = match self.recipes.recordings.borrow_mut().get_mut(&tab) {
            Some(recording) if recording.document != document => {
                // The first document is the one it began on.
                if !recording.document.is_empty() {
                    recording.draft.arrived(&url, now);
                }
                recording.document = document;
                true
            }
            _ => false,
        };
        if changed {
            self.changed_recording(tab).await;
        }
    }

    /// A gesture in a frame of a tab.
    pub(in crate::background) async fn gesture(&self, tab: i32, frame: i32, told: Told) {
        if !self.recipes.recordings.borrow().contains_key(&tab) {
            return;
        }
        if let Some(Snapshot { document, url, title, strings }) = told.page {
            let page = RawFrame {
                frame_id: frame,
                document,
                url,
                title,
                nodes: told.nodes,
                strings,
                ..RawFrame::default()
            };
            self.recipes.snapshots.borrow_mut().insert((tab, frame), page);
        }
        let Some(heard) = self.heard(tab, frame, told.gesture, &told.path, &told.onto) else { return };
        let changed = match self.recipes.recordings.borrow_mut().get_mut(&tab) {
            Some(recording) => recording.draft.hear(heard),
            None => false,
        };
        if changed {
            self.changed_recording(tab).await;
        }
    }

    /// What a gesture was on, in the page as it was before.
    fn heard(
        &self,
        tab: i32,
        frame: i32,
        gesture: Gesture,
        path: &[Touched],
        onto: &[Touched],
    ) -> Option<Heard> {
        let snapshots = self.recipes.snapshots.borrow();
        let page = snapshots.get(&(tab, frame))?;
        let frames = std::slice::from_ref(page);
        let located = |path: &[Touched]| {
            let of = |touched: &Touched| {
                (Target { frame, node: touched.node }, Marks::from(touched.marks.clone()))
            };
            locate::record(frames, &path.iter().map(of).collect::<Vec<_>>())
        };
        let (target, on) = located(path)?;
        Some(Heard {
            at_ms: self.browser.now_ms() as u64,
            gesture,
            element: format!("{} {target}", page.document),
            on,
            onto: located(onto).map(|(_, onto)| onto),
            url: page.url.clone(),
        })
    }

    /// Stores the recordings and tells the views.
    async fn changed_recording(&self, tab: i32) {
        let all: Vec<(i32, Recording)> = self
            .recipes
            .recordings
            .borrow()
            .iter()
            .map(|(tab, recording)| (*tab, recording.clone()))
            .collect();
        storage::save(&*self.browser, Area::Session, KEY, &all).await;
        self.tell_tab(tab, &ViewEvent::Recording { tab, recording: self.recorded(tab) });
    }
}
