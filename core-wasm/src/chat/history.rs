//! What is kept of conversations: 50 pages, the longest unused goes first, and 40 turns of each.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::protocol::ChatTurn;

/// Pages kept.
pub const MAX_PAGES: usize = 50;
/// Turns kept of a page.
pub const MAX_TURNS: usize = 40;

/// Which pages are kept, the last used first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Index {
    pages: Vec<String>,
}

impl Index {
    /// Notes that `page` is used, and gives the pages that are to be forgotten for it.
    pub fn touch(&mut self, page: &str) -> Vec<String> {
        self.pages.retain(|kept| kept != page);
        self.pages.insert(0, page.to_owned());
        self.pages.split_off(self.pages.len().min(MAX_PAGES))
    }

    /// Every page kept.
    pub fn take_all(&mut self) -> Vec<String> {
        std::mem::take(&mut self.pages)
    }

    /// Whether `page` is the last used one.
    pub fn is_first(&self, page: &str) -> bool {
        self.pages.first().is_some_and(|first| first == page)
    }
}

/// Drops the oldest turns.
pub(super) fn bound_turns(turns: &mut Vec<ChatTurn>) {
    let over = turns.len().saturating_sub(MAX_TURNS);
    turns.drain(..over);
}

/// Under which name the conversation about an address is kept: without credentials, and without the fragment unless
/// the page routes by it (`#/inbox`, `#!inbox`).
pub fn page_key(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else { return address.to_owned() };
    let routes = url.fragment().is_some_and(|fragment| fragment.starts_with(['/', '!']));
    if !routes {
        url.set_fragment(None);
    }
    // Addresses without a host have no credentials to take away.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Conversation;

    #[test]
    fn the_page_unused_longest_is_forgotten_first() {
        let mut index = Index::default();
        for n in 0..MAX_PAGES {
            assert_eq!(index.touch(&n.to_string()), Vec::<String>::new());
        }
        index.touch("0");
        assert_eq!(index.touch("new"), ["1"]);
    }

    #[test]
    fn only_the_last_forty_turns_are_kept() {
        let mut talk = Conversation::default();
        for n in 1..=50 {
            assert_eq!(talk.begin(format!("Question {n}")).turn, n);
        }
        assert_eq!((talk.turns.len(), talk.turns[0].turn), (MAX_TURNS, 11));
    }

    #[test]
    fn a_place_in_a_page_is_the_same_page_and_a_route_is_not() {
        assert_eq!(page_key("https://a:b@x.example/p?q=1#part"), "https://x.example/p?q=1");
        assert_eq!(page_key("https://x.example/#/inbox"), "https://x.example/#/inbox");
        assert_eq!(page_key("data:text/html,hi#x"), "data:text/html,hi");
    }
}
