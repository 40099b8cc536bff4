//! Overlays: opened with a one-time nonce, bound to the document that says it first, from the tab it was made for.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use url::Url;

use super::reading::highest_ref;
use super::recipes::Told;
use super::views::done;
use super::{Background, reach, storage};
use crate::api::Transport;
use crate::browser::{Area, Browser, PageError, ToView, ViewId};
use crate::chat::page_key;
use crate::protocol::{
    Chat, ContentCall, ContentEvent, ContentReply, Failure, FailureKind, PageCheck, Place, ViewEvent,
    ViewResult,
};

/// Where overlays are stored.
pub(super) const KEY: &str = "overlays";
const PLACE: &str = "overlay.place";
/// Overlays remembered; a browser with more open at once forgets the oldest.
const MAX_OVERLAYS: usize = 100;
/// How long an overlay's page may take to load and say hello.
const HELLO_MS: f64 = 30_000.0;

/// An overlay that was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Overlay {
    nonce: String,
    tab: i32,
    opened_at_ms: f64,
    /// The document that is bound to the nonce.
    holder: Option<String>,
    binding: Option<Binding>,
    prefill: Option<String>,
}

/// What a bound overlay is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Binding {
    pub(super) tab: i32,
    /// The page, as `page_key` names it.
    pub(super) page: String,
    pub(super) incognito: bool,
}

impl Binding {
    /// Names the conversation: private windows have their own.
    pub(super) fn conversation(&self) -> String {
        format!("{}{}", if self.incognito { "private " } else { "" }, self.page)
    }
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// Opens the overlay in `tab`, with `prefill` in its input. On a page that can not have one it says why.
    pub async fn open_overlay(&self, tab: i32, prefill: Option<String>) -> Result<(), Failure> {
        if self.check_page(tab).await? != PageCheck::Readable {
            return Err(FailureKind::Unreadable.into());
        }
        self.browser.inject(tab).await.map_err(unreadable)?;
        if let Some(text) = &prefill {
            // An overlay that is there already takes it at once and ignores the new nonce.
            self.tell(&ViewEvent::Prefill { text: text.clone() }, |view| {
                view.binding.as_ref().is_some_and(|binding| binding.tab == tab)
            });
        }
        self.mount_overlay(tab, prefill, true).await
    }

    /// Opens the overlay again where a page took its place under a run, unless the person closed it. The focus stays where
    /// it is: the run works there.
    pub(super) async fn reopen_overlay(&self, tab: i32) {
        let now = self.browser.now_ms();
        let is_wanted = self.overlays.borrow().iter().any(|overlay| overlay.tab == tab);
        let coming = |overlay: &&Overlay| {
            overlay.tab == tab && overlay.holder.is_none() && now - overlay.opened_at_ms < HELLO_MS
        };
        let coming = self.overlays.borrow().iter().rfind(coming).map(|overlay| overlay.nonce.clone());
        let is_there = self
            .views
            .borrow()
            .values()
            .any(|view| view.binding.as_ref().is_some_and(|binding| binding.tab == tab));
        if !is_wanted || is_there {
            return;
        }
        // A page that can not have one is shown without: the popup shows the run.
        let _ = match coming {
            // Where it stands already nothing happens; its page may have been left before it said hello.
            Some(nonce) => self.show_overlay(tab, &nonce, false).await,
            None => self.mount_overlay(tab, None, false).await,
        };
    }

    async fn mount_overlay(&self, tab: i32, prefill: Option<String>, focus: bool) -> Result<(), Failure> {
        let nonce = self.browser.random();
        let opened_at_ms = self.browser.now_ms();
        let overlay =
            Overlay { nonce: nonce.clone(), tab, opened_at_ms, holder: None, binding: None, prefill };
        self.overlays.borrow_mut().push(overlay);
        self.keep_overlays().await;
        self.show_overlay(tab, &nonce, focus).await
    }

    async fn show_overlay(&self, tab: i32, nonce: &str, focus: bool) -> Result<(), Failure> {
        let place: Option<Place> = storage::load(&*self.browser, Area::Local, PLACE).await;
        let url = self.browser.overlay_url(nonce);
        let labels = self.browser.overlay_labels();
        let above = highest_ref(&*self.browser, tab).await;
        let call = ContentCall::OpenOverlay { url, place, labels, focus, above };
        let opened = self.browser.content(tab, 0, call).await;
        match opened.map_err(gone)? {
            ContentReply::Failed { .. } => Err(FailureKind::Unreadable.into()),
            _ => Ok(()),
        }
    }

    /// Opens the overlay from a command or a menu: no view waits for the answer, so the popup says what is wrong.
    pub async fn invoked(&self, tab: i32, prefill: Option<String>) {
        if self.open_overlay(tab, prefill).await.is_err() {
            self.browser.open_popup(tab).await;
        }
    }

    /// The first call of an overlay. Until then it has nothing to show.
    pub(super) async fn hello(self: &Rc<Self>, id: ViewId, nonce: &str) -> Result<ViewResult, Failure> {
        let (sender_tab, document, incognito) = {
            let views = self.views.borrow();
            let view = views.get(&id).ok_or(FailureKind::NotAllowed)?;
            (view.sender.tab, view.sender.document.clone(), view.sender.incognito)
        };
        let (tab, known) = self.take_nonce(nonce, sender_tab, &document).ok_or(FailureKind::NotAllowed)?;
        let binding = match known {
            Some(binding) => binding,
            None => {
                let url = self
                    .browser
                    .tab(tab, false)
                    .await
                    .and_then(|tab| tab.url)
                    .ok_or(FailureKind::PageGone)?;
                Binding { tab, page: page_key(&url), incognito }
            }
        };
        let prefill = self.overlays.borrow_mut().iter_mut().find(|overlay| overlay.nonce == nonce).and_then(
            |overlay| {
                overlay.binding = Some(binding.clone());
                overlay.prefill.take()
            },
        );
        self.keep_overlays().await;
        if let Some(view) = self.views.borrow_mut().get_mut(&id) {
            view.binding = Some(binding.clone());
        }
        let chat = self.chat(&binding).await.ok_or(FailureKind::PageGone)?;
        if let Some(text) = prefill {
            let background = Rc::clone(self);
            // After the reply: the view has no input before it.
            self.browser.spawn(Box::pin(async move {
                background.browser.post(id, &ToView::Event { event: ViewEvent::Prefill { text } });
            }));
        }
        Ok(ViewResult::Chat { chat })
    }

    /// Binds `document` to the nonce, once; the same document may say it again after its port broke.
    fn take_nonce(&self, nonce: &str, tab: Option<i32>, document: &str) -> Option<(i32, Option<Binding>)> {
        let now = self.browser.now_ms();
        let mut overlays = self.overlays.borrow_mut();
        let overlay =
            overlays.iter_mut().find(|overlay| overlay.nonce == nonce && Some(overlay.tab) == tab)?;
        match &overlay.holder {
            Some(holder) if holder != document => return None,
            None if now - overlay.opened_at_ms > HELLO_MS => return None,
            _ => overlay.holder = Some(document.to_owned()),
        }
        Some((overlay.tab, overlay.binding.clone()))
    }

    /// The conversation as the overlay shows it.
    pub(super) async fn chat(&self, binding: &Binding) -> Option<Chat> {
        let tab = self.browser.tab(binding.tab, true).await?;
        let selected = self.browser.content(binding.tab, 0, ContentCall::GetSelection {}).await;
        let selection = match selected {
            Ok(ContentReply::Selection { text }) => text,
            _ => None,
        };
        let talk = self.talk(binding).await;
        let conversation = talk.conversation.borrow().clone();
        let page_host = Url::parse(&binding.page).ok().and_then(|url| url.host_str().map(str::to_owned));
        Some(Chat {
            tab: binding.tab,
            page: Some(reach::check(&tab)),
            page_title: tab.title.unwrap_or_default(),
            page_host: page_host.unwrap_or_default(),
            selection,
            turns: conversation.turns,
            draft: conversation.draft,
        })
    }

    pub(super) async fn open_popup(&self, id: ViewId) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        self.browser.open_popup(binding.tab).await;
        Ok(ViewResult::Ok {})
    }

    pub(super) async fn close_overlay(&self, id: ViewId) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        self.forget_overlays(binding.tab).await;
        done(
            self.browser
                .content(binding.tab, 0, ContentCall::CloseOverlay {})
                .await
                .map(|_| ())
                .map_err(gone),
        )
    }

    /// What a tab's content script tells; gestures come from any frame, with the records of the page they were made on, all
    /// else from the top one. It starts nothing.
    pub async fn content_event(&self, tab: i32, frame: i32, event: ContentEvent, nodes: Vec<i32>) {
        match event {
            ContentEvent::OverlayPlaced { place } => {
                storage::save(&*self.browser, Area::Local, PLACE, &place).await;
            }
            ContentEvent::OverlayClosed {} => self.forget_overlays(tab).await,
            ContentEvent::SelectionChanged { text } => {
                self.tell(&ViewEvent::Selection { text }, |view| {
                    view.binding.as_ref().is_some_and(|binding| binding.tab == tab)
                });
            }
            ContentEvent::Recorded { gesture, path, onto, page } => {
                let told = Told { gesture, path, onto, page, nodes };
                self.gesture(tab, frame, told).await;
            }
        }
    }

    /// The overlays of a tab are closed: their nonces are worth nothing any more.
    async fn forget_overlays(&self, tab: i32) {
        self.overlays.borrow_mut().retain(|overlay| overlay.tab != tab);
        self.keep_overlays().await;
    }

    async fn keep_overlays(&self) {
        let kept = {
            let mut overlays = self.overlays.borrow_mut();
            let over = overlays.len().saturating_sub(MAX_OVERLAYS);
            overlays.drain(..over);
            overlays.clone()
        };
        storage::save(&*self.browser, Area::Session, KEY, &kept).await;
    }
}

/// The failure for an error while a page is opened.
pub(super) fn unreadable(error: PageError) -> Failure {
    match error {
        PageError::Closed => FailureKind::Unreadable.into(),
        PageError::Gone => FailureKind::PageGone.into(),
    }
}

/// The failure for an error in a page that was open before.
pub(super) fn gone(_: PageError) -> Failure {
    FailureKind::PageGone.into()
}
