//! From a quote in an answer to its place in the page.

use api_types::ask::Quote;

use super::overlays::{Binding, gone};
use super::{Background, storage};
use crate::api::Transport;
use crate::browser::{Area, Browser, ViewId};
use crate::chat::anchors::search;
use crate::page::PagePassage;
use crate::protocol::{ContentCall, ContentReply, Failure, FailureKind, RunStatus, ViewResult};

/// Where anchors are stored.
pub(super) const KEY: &str = "anchors";

impl<B: Browser, T: Transport> Background<B, T> {
    /// Remembers where a quote of an answer stands.
    pub(super) async fn keep_anchor(
        &self,
        binding: &Binding,
        turn: u32,
        quote: &Quote,
        passage: &PagePassage,
    ) {
        let anchors = {
            let mut anchors = self.anchors.borrow_mut();
            anchors.keep(binding.tab, &binding.page, turn, quote, passage);
            anchors.clone()
        };
        storage::save(&*self.browser, Area::Session, KEY, &anchors).await;
    }

    /// Shows a quote where it was read; where that document is gone or changed, the page is read again and searched.
    pub(super) async fn show_quote(&self, id: ViewId, turn: u32, n: u32) -> Result<ViewResult, Failure> {
        let binding = self.binding(id)?;
        let talk = self.talk(&binding).await;
        let quote = talk
            .conversation
            .borrow()
            .turn(turn)
            .and_then(|turn| turn.answer.quotes.iter().find(|quote| quote.n == n).cloned());
        let quote = quote.ok_or(FailureKind::NotAllowed)?;
        let anchor = self.anchors.borrow().find(binding.tab, &binding.page, turn, n).cloned();
        if let Some(anchor) = anchor
            && self.highlight(binding.tab, anchor.frame, anchor.nodes, &quote.text).await == Ok(true)
        {
            return Ok(ViewResult::Shown { found: true });
        }
        let page = self.read_page(binding.tab).await?;
        let Some(passage) = search(&page.passages, &quote.text) else {
            return Ok(ViewResult::Shown { found: false });
        };
        self.keep_anchor(&binding, turn, &quote, passage).await;
        let found = self.highlight(binding.tab, passage.frame_id, passage.nodes.clone(), &quote.text).await?;
        Ok(ViewResult::Shown { found })
    }

    /// Shows evidence `n` of a run's answer in the tab it is in, wherever it stands there now.
    pub(super) async fn show_run_quote(&self, id: ViewId, run: &str, n: u32) -> Result<ViewResult, Failure> {
        let shown = self.shown_run(id, run)?;
        let RunStatus::Done { evidence, .. } = &shown.status else {
            return Err(FailureKind::NotAllowed.into());
        };
        let quote = evidence.get(n as usize).ok_or(FailureKind::NotAllowed)?;
        let page = self.read_page(shown.tab).await?;
        let (frame, nodes) = match search(&page.passages, &quote.text) {
            Some(passage) => (passage.frame_id, passage.nodes.clone()),
            // Words of controls are in no passage: the page is searched for them.
            None => (0, Vec::new()),
        };
        let found = self.highlight(shown.tab, frame, nodes, &quote.text).await?;
        Ok(ViewResult::Shown { found })
    }

    async fn highlight(&self, tab: i32, frame: i32, nodes: Vec<u32>, text: &str) -> Result<bool, Failure> {
        let call = ContentCall::ShowQuote { nodes, text: text.to_owned() };
        let reply = self.browser.content(tab, frame, call).await.map_err(gone)?;
        Ok(matches!(reply, ContentReply::Shown { found: true }))
    }
}
