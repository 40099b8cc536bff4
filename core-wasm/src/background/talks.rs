//! Conversations in memory and in storage. Those of private windows stay in memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::overlays::Binding;
use super::{Background, storage};
use crate::api::Transport;
use crate::browser::{Area, Browser, ViewId};
use crate::chat::{Conversation, Index};
use crate::protocol::{Failure, FailureKind, ViewResult};

const INDEX: &str = "pages";

/// A conversation that is in use.
pub(super) struct Talk {
    area: Area,
    key: String,
    pub(super) conversation: RefCell<Conversation>,
    /// Whether the last question takes the selection along: asked again, it does the same.
    pub(super) use_selection: Cell<bool>,
}

fn area(incognito: bool) -> Area {
    if incognito { Area::Session } else { Area::Local }
}

fn key(page: &str) -> String {
    format!("page:{page}")
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// The conversation about the page of `binding`.
    pub(super) async fn talk(&self, binding: &Binding) -> Rc<Talk> {
        let area = area(binding.incognito);
        let id = binding.conversation();
        if let Some(talk) = self.talks.borrow().get(&id) {
            return Rc::clone(talk);
        }
        let key = key(&binding.page);
        let mut conversation: Conversation =
            storage::load(&*self.browser, area, &key).await.unwrap_or_default();
        // It was not in memory, so nothing of this life of the background is under way.
        conversation.wake();
        let talk = Rc::new(Talk {
            area,
            key,
            conversation: RefCell::new(conversation),
            use_selection: Cell::new(true),
        });
        // While it was loaded another call may have loaded it too: the first one stays.
        Rc::clone(self.talks.borrow_mut().entry(id).or_insert(talk))
    }

    /// Stores a conversation; the page unused longest is forgotten for it.
    pub(super) async fn keep(&self, talk: &Talk, page: &str) {
        let conversation = talk.conversation.borrow().clone();
        storage::save(&*self.browser, talk.area, &talk.key, &conversation).await;
        let mut index: Index = storage::load(&*self.browser, talk.area, INDEX).await.unwrap_or_default();
        if index.is_first(page) {
            return;
        }
        for forgotten in index.touch(page) {
            self.browser.save(talk.area, &key(&forgotten), None).await;
        }
        storage::save(&*self.browser, talk.area, INDEX, &index).await;
    }

    pub(super) async fn save_draft(&self, id: ViewId, text: String) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        let talk = self.talk(&binding).await;
        talk.conversation.borrow_mut().draft = text;
        self.keep(&talk, &binding.page).await;
        Ok(ViewResult::Ok {})
    }

    pub(super) async fn clear_chat(&self, id: ViewId) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        self.abort(&binding);
        let talk = self.talk(&binding).await;
        talk.conversation.borrow_mut().clear();
        self.keep(&talk, &binding.page).await;
        let chat = self.chat(&binding).await.ok_or(FailureKind::PageGone)?;
        Ok(ViewResult::Chat { chat })
    }

    /// Forgets every conversation.
    pub(super) async fn forget_conversations(&self) {
        for (_, stop) in self.running.take().into_values() {
            stop.abort();
        }
        for area in [Area::Local, Area::Session] {
            let mut index: Index = storage::load(&*self.browser, area, INDEX).await.unwrap_or_default();
            for page in index.take_all() {
                self.browser.save(area, &key(&page), None).await;
            }
            self.browser.save(area, INDEX, None).await;
        }
        for talk in self.talks.borrow().values() {
            talk.conversation.borrow_mut().clear();
        }
    }
}
