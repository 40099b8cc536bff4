//! What a run holds, read once and looked into at every judgement.

use super::fragments::Squeezed;
use super::taint::{Taint, Tainted};

/// The texts a run holds, indexed. Whoever judges more than once keeps it between judgements, so that a page is read once
/// and not for every act; it is made anew from nothing, and never stored.
#[derive(Debug, Default)]
pub struct HeldIndex {
    values: Vec<Indexed>,
    filter: Filter,
}

#[derive(Debug)]
struct Indexed {
    text: String,
    /// Sorted, each once.
    shingles: Vec<u64>,
}

/// The values of one judgement, with their shingles.
pub(super) struct Held<'a> {
    pub(super) values: Vec<HeldValue<'a>>,
    filter: &'a Filter,
}

/// A value that is held.
pub(super) struct HeldValue<'a> {
    /// Its labels.
    pub(super) taint: &'a Taint,
    shingles: &'a [u64],
}

impl HeldIndex {
    /// Reads what is new among the values, and forgets what is not among them any more.
    pub(super) fn hold<'a>(&'a mut self, values: &'a [Tainted]) -> Held<'a> {
        let before = self.values.len();
        self.values.retain(|known| values.iter().any(|value| value.text == known.text));
        let mut changed = self.values.len() != before;
        for value in values {
            if self.values.iter().all(|known| known.text != value.text) {
                let shingles = Squeezed::new(&value.text).shingles();
                self.values.push(Indexed { text: value.text.clone(), shingles });
                changed = true;
            }
        }
        if changed {
            self.filter = Filter::of(&self.values);
        }
        let (known, filter) = (&self.values, &self.filter);
        let values = values.iter().filter_map(|value| {
            let shingles = &known.iter().find(|known| known.text == value.text)?.shingles;
            Some(HeldValue { taint: &value.taint, shingles })
        });
        Held { values: values.collect(), filter }
    }
}

impl Held<'_> {
    /// Whether any of the values may have it; `false` is certain.
    pub(super) fn may_have(&self, shingle: u64) -> bool {
        self.filter.may_have(shingle)
    }
}

impl HeldValue<'_> {
    pub(super) fn has(&self, shingle: u64) -> bool {
        self.shingles.binary_search(&shingle).is_ok()
    }
}

/// A Bloom filter of one bit a shingle: nearly everything that is looked for is nowhere.
#[derive(Debug, Default)]
struct Filter {
    words: Vec<u64>,
}

/// Bits a shingle: one miss in eight is looked up in vain.
const BITS: usize = 8;

impl Filter {
    fn of(values: &[Indexed]) -> Self {
        let shingles: usize = values.iter().map(|value| value.shingles.len()).sum();
        let words = (shingles * BITS / 64).next_power_of_two();
        let mut filter = Self { words: vec![0; words] };
        for shingle in values.iter().flat_map(|value| &value.shingles) {
            let (word, bit) = filter.place(*shingle);
            if let Some(word) = filter.words.get_mut(word) {
                *word |= bit;
            }
        }
        filter
    }

    fn may_have(&self, shingle: u64) -> bool {
        let (word, bit) = self.place(shingle);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(&self, shingle: u64) -> (usize, u64) {
        let word = (shingle >> 6) as usize & self.words.len().saturating_sub(1);
        (word, 1 << (shingle & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Tainted {
        Tainted::new(text, Taint::none())
    }

    #[test]
    fn what_is_not_held_any_more_is_forgotten() {
        let mut index = HeldIndex::default();
        let shingle = Squeezed::new("482913").whole().expect("a whole");
        assert!(index.hold(&[value("code 482913"), value("lamp")]).may_have(shingle));
        let left = [value("lamp")];
        let held = index.hold(&left);
        assert!(!held.may_have(shingle) && held.values.len() == 1);
        assert_eq!(index.values.len(), 1);
    }

    #[test]
    fn holding_nothing_has_nothing() {
        assert!(!HeldIndex::default().hold(&[]).may_have(7));
    }

    proptest! {
        #[test]
        fn an_index_kept_over_judgements_is_the_same_as_a_new_one(texts in prop::collection::vec("[a-c]{0,3}( [a-c0-9]{4,9}){0,6}", 1..8), asked in "[a-c0-9]{4,9}") {
            let Some(shingle) = Squeezed::new(&asked).whole() else { return Ok(()) };
            let mut kept = HeldIndex::default();
            for cut in 1..=texts.len() {
                let held: Vec<Tainted> = texts[cut / 2..cut].iter().map(|text| value(text)).collect();
                let mut new = HeldIndex::default();
                let (kept, new) = (kept.hold(&held), new.hold(&held));
                let has = |held: &Held| held.values.iter().map(|value| value.has(shingle)).collect::<Vec<_>>();
                prop_assert_eq!(has(&kept), has(&new));
                prop_assert!(kept.may_have(shingle) || !has(&kept).contains(&true));
            }
        }
    }
}
