//! What a run keeps in mind: the model's notes, and a summary of what it did long ago. Long memory is summarised by the
//! model, never cut; labels of where it came from stay with it.

use serde::{Deserialize, Serialize};
use text::estimate_tokens;

use crate::gate::{Taint, Tainted};

/// Tokens of notes and old steps before they are summarised.
const ROOM: u32 = 2_000;
/// Steps the model always sees one by one.
pub const RECENT: usize = 8;

/// The memory of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    notes: Vec<Tainted>,
    /// Steps that are in a summary already, from the first.
    folded: usize,
    /// Tokens before the next summary; grows when a summary did not help.
    room: u32,
}

impl Default for Memory {
    fn default() -> Self {
        Self { notes: Vec::new(), folded: 0, room: ROOM }
    }
}

impl Memory {
    /// Keeps a note; one that is there already changes nothing.
    pub fn note(&mut self, note: Tainted) {
        match self.notes.iter_mut().find(|known| known.text.trim() == note.text.trim()) {
            Some(known) => known.taint = known.taint.clone().and(&note.taint),
            None => self.notes.push(note),
        }
    }

    /// The notes, oldest first.
    pub fn notes(&self) -> &[Tainted] {
        &self.notes
    }

    /// Where it all comes from.
    pub fn taint(&self) -> Taint {
        Taint::of_all(self.notes.iter().map(|note| &note.taint))
    }

    /// Steps that are in a summary already.
    pub fn folded(&self) -> usize {
        self.folded
    }

    /// Whether it should be summarised now; `lines` are the steps that would go into the summary.
    pub fn is_long<'a>(&self, lines: impl Iterator<Item = &'a str>) -> bool {
        let notes: u32 = self.notes.iter().map(|note| estimate_tokens(&note.text)).sum();
        notes + lines.map(estimate_tokens).sum::<u32>() > self.room
    }

    /// Puts a summary in place of the notes and of the steps before `folded`. It is made of all of them and has all
    /// their labels. An empty one, or one that is not shorter, changes nothing but how soon it is tried again.
    pub fn summarise(&mut self, summary: &str, folded: usize, steps: &Taint) {
        let before: u32 = self.notes.iter().map(|note| estimate_tokens(&note.text)).sum();
        let after = estimate_tokens(summary);
        if summary.trim().is_empty() || after >= before.max(self.room) {
            self.room = self.room.saturating_mul(2);
            return;
        }
        let taint = self.taint().and(steps);
        self.notes = vec![Tainted::new(summary.trim(), taint)];
        self.folded = folded.max(self.folded);
        self.room = ROOM.max(after.saturating_mul(2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::Origin;
    use proptest::prelude::*;

    fn note(text: &str, from: &str) -> Tainted {
        Tainted::new(text, Taint::page(Origin::parse(from).ok(), 1))
    }

    #[test]
    fn a_summary_has_the_labels_of_all_it_was_made_of() {
        let mut memory = Memory::default();
        memory.note(note(&"price 12 ".repeat(1_500), "https://a.example"));
        memory.note(Tainted::new("the person said blue", Taint::user()));
        assert!(memory.is_long(std::iter::empty()));
        let steps = Taint::page(Origin::parse("https://b.example").ok(), 2);
        let labels = memory.taint().and(&steps);
        memory.summarise("12, blue", 5, &steps);
        assert_eq!((memory.notes(), memory.folded()), (&[Tainted::new("12, blue", labels)][..], 5));
        assert!(!memory.is_long(std::iter::empty()));
    }

    #[test]
    fn a_summary_that_says_nothing_loses_nothing() {
        let mut memory = Memory::default();
        memory.note(note("a", "https://a.example"));
        let before = memory.notes().to_vec();
        memory.summarise("  ", 3, &Taint::none());
        assert_eq!((memory.notes(), memory.folded()), (&before[..], 0));
    }

    proptest! {
        #[test]
        fn no_label_is_ever_lost(texts in proptest::collection::vec(("[a-d]{1,3}", 0u8..4), 1..12), cut in 0usize..12) {
            let mut memory = Memory::default();
            let mut all = Taint::none();
            for (index, (text, from)) in texts.iter().enumerate() {
                let next = note(text, &format!("https://{from}.example"));
                all = all.and(&next.taint);
                memory.note(next);
                if index == cut {
                    memory.summarise("s", 1, &Taint::none());
                }
            }
            prop_assert_eq!(memory.taint(), all);
        }
    }
}
