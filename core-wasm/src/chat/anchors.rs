//! Where quotes stand in the document they were read from, kept so that a click finds its place after the background
//! was restarted.

use api_types::ask::Quote;
use serde::{Deserialize, Serialize};

use crate::page::PagePassage;

/// Anchors kept, over all pages.
const MAX_ANCHORS: usize = 300;

/// Where one quote stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// Tab it was read in.
    pub tab: i32,
    /// Page, as [`super::page_key`] names it.
    pub page: String,
    /// Turn of the conversation.
    pub turn: u32,
    /// Number of the quote in the turn.
    pub n: u32,
    /// Frame.
    pub frame: i32,
    /// Nodes of the passage. They mean something in the document they were read from only.
    pub nodes: Vec<u32>,
}

/// Anchors, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Anchors(Vec<Anchor>);

impl Anchors {
    /// Keeps where `quote` of a turn stands.
    pub fn keep(&mut self, tab: i32, page: &str, turn: u32, quote: &Quote, passage: &PagePassage) {
        self.0
            .retain(|kept| !(kept.tab == tab && kept.page == page && kept.turn == turn && kept.n == quote.n));
        let anchor = Anchor {
            tab,
            page: page.to_owned(),
            turn,
            n: quote.n,
            frame: passage.frame_id,
            nodes: passage.nodes.clone(),
        };
        self.0.push(anchor);
        let over = self.0.len().saturating_sub(MAX_ANCHORS);
        self.0.drain(..over);
    }

    /// Where quote `n` of `turn` stands.
    pub fn find(&self, tab: i32, page: &str, turn: u32, n: u32) -> Option<&Anchor> {
        self.0.iter().find(|kept| kept.tab == tab && kept.page == page && kept.turn == turn && kept.n == n)
    }
}

/// The passage that has `text` now: the page was read again, so numbers of passages mean nothing.
pub fn search<'a>(passages: &'a [PagePassage], text: &str) -> Option<&'a PagePassage> {
    passages.iter().find(|passage| text::find_quote(&passage.text, text).is_some())
}
