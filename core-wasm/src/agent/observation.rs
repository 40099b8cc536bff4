//! What a run sees of a page, as the page engine gives it.

use serde::{Deserialize, Serialize};

use super::target::Target;
use crate::gate::Origin;

/// A page as text for the model. The text is the page's: untrusted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Whole, or what changed.
    pub kind: ObservationKind,
    /// Lines as `docs/AGENT.md` describes them.
    pub text: String,
    /// Address of the top document.
    pub url: String,
    /// Its origin; `None` when it has none of its own.
    pub origin: Option<Origin>,
    /// Title.
    pub title: String,
    /// Tokens of `text`.
    pub tokens: u32,
    /// Hash of everything the whole text would say: equal digests mean that nothing changed that a model could see.
    pub digest: u64,
    /// What it took to read it, from the question to the page to the text, in milliseconds.
    #[serde(default)]
    pub read_ms: u32,
    /// The run's tabs that are open, with those its pages opened.
    pub tabs: Vec<TabInfo>,
}

/// How much an observation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObservationKind {
    /// The page.
    #[default]
    Full,
    /// What changed since the last one of this document.
    Diff,
    /// One element in detail, besides what is known of the page.
    Part,
}

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabInfo {
    /// The browser's number.
    pub tab: i32,
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
}

/// What to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The browser's number of the tab.
    pub tab: i32,
    /// How much.
    pub want: Want,
}

/// How much to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// Everything.
    Full,
    /// What changed; everything when the document is a new one.
    Changes,
    /// The next part of this element.
    More(Target),
    /// Everything of this element, or of the page, to take rows out of.
    Rows(Option<Target>),
}

/// Why something in a page did not work: a code and a sentence that may quote the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// `stale`, `covered`, `timeout`, … of the content protocol; `gone` when the tab is closed.
    pub code: String,
    /// What happened, for a model and a person.
    pub detail: String,
}

/// What the model has before it: the last whole page and what came after it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    tab: i32,
    base: Option<Observation>,
    later: Vec<Observation>,
}

/// Most changes shown one after the other before the page is shown whole again.
const MOST_LATER: usize = 12;

impl View {
    /// Takes a new observation of `tab`.
    pub fn take(&mut self, tab: i32, seen: Observation) {
        let follows = self.base.as_ref().is_some_and(|_| self.tab == tab);
        self.tab = tab;
        if seen.kind != ObservationKind::Full && follows {
            self.later.push(seen);
        } else {
            self.later.clear();
            self.base = Some(seen);
        }
    }

    /// Forgets the page: the next look is at all of it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// How to look next: whole when there is nothing to build on, or the changes outgrew the page.
    pub fn wanted(&self, tab: i32) -> Want {
        let Some(base) = self.base.as_ref().filter(|_| self.tab == tab) else { return Want::Full };
        let later: u32 = self.later.iter().map(|seen| seen.tokens).sum();
        if self.later.len() >= MOST_LATER || later > base.tokens.max(400) {
            Want::Full
        } else {
            Want::Changes
        }
    }

    /// The newest observation.
    pub fn last(&self) -> Option<&Observation> {
        self.later.last().or(self.base.as_ref())
    }

    /// Every observation the model has before it, oldest first.
    pub fn parts(&self) -> impl Iterator<Item = &Observation> {
        self.base.iter().chain(&self.later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(kind: ObservationKind, tokens: u32) -> Observation {
        Observation { kind, tokens, ..Observation::default() }
    }

    #[test]
    fn changes_are_asked_for_until_they_outgrow_the_page() {
        let mut view = View::default();
        assert_eq!(view.wanted(1), Want::Full);
        view.take(1, seen(ObservationKind::Full, 1_000));
        assert_eq!((view.wanted(1), view.wanted(2)), (Want::Changes, Want::Full));
        view.take(1, seen(ObservationKind::Diff, 600));
        assert_eq!(view.wanted(1), Want::Changes);
        view.take(1, seen(ObservationKind::Part, 600));
        assert_eq!((view.wanted(1), view.parts().count()), (Want::Full, 3));
        view.take(1, seen(ObservationKind::Full, 10));
        assert_eq!(view.parts().count(), 1);
    }

    #[test]
    fn changes_of_another_tab_do_not_build_on_this_page() {
        let mut view = View::default();
        view.take(1, seen(ObservationKind::Full, 10));
        view.take(2, seen(ObservationKind::Diff, 10));
        assert_eq!((view.parts().count(), view.wanted(2)), (1, Want::Changes));
    }
}
