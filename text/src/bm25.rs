//! Okapi BM25 over short documents, the passages of a page or a resume.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::fold;
use crate::stop::is_stop_word;
use crate::words::{raw_words, words};

const K1: f32 = 1.2;
const B: f32 = 0.75;
/// What a word counts that only begins like the question's (`cancel` and `cancellation`).
const PREFIX_WEIGHT: f32 = 0.4;
/// Shortest beginning that counts, in characters.
const PREFIX_CHARS: usize = 5;

/// An index of documents.
#[derive(Clone, Debug)]
pub struct Bm25 {
    /// Word → (document, times in it), documents ascending. Ordered, so that words that begin alike lie together.
    postings: BTreeMap<String, Vec<(u32, u32)>>,
    lengths: Vec<u32>,
    mean_length: f32,
}

impl Bm25 {
    /// Indexes `docs`; a document's number is its place.
    pub fn new<'a>(docs: impl Iterator<Item = &'a str>) -> Self {
        let mut postings: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        let mut lengths = Vec::new();
        for (doc, text) in (0u32..).zip(docs) {
            let words = words(text);
            lengths.push(words.len() as u32);
            for word in words {
                let places = postings.entry(word).or_default();
                match places.last_mut() {
                    Some((last, times)) if *last == doc => *times += 1,
                    _ => places.push((doc, 1)),
                }
            }
        }
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        let mean_length = (total as f32 / lengths.len().max(1) as f32).max(1.0);
        Self { postings, lengths, mean_length }
    }

    /// Documents that share a word with `query`, best first; of equals the earlier one first. Stop words do not count
    /// unless the query has nothing else.
    pub fn rank(&self, query: &str) -> Vec<(usize, f32)> {
        let mut scores = vec![0.0f32; self.lengths.len()];
        for term in terms(query) {
            self.add(&mut scores, &term, 1.0);
            for (word, weight) in self.akin(&term) {
                self.add(&mut scores, word, weight);
            }
        }
        let mut ranked: Vec<(usize, f32)> =
            scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    fn add(&self, scores: &mut [f32], word: &str, weight: f32) {
        let Some(places) = self.postings.get(word) else { return };
        let (all, with) = (self.lengths.len() as f32, places.len() as f32);
        let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        for &(doc, times) in places {
            let (doc, times) = (doc as usize, times as f32);
            let length = self.lengths[doc] as f32 / self.mean_length;
            scores[doc] += weight * rarity * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length));
        }
    }

    /// Words of the documents that begin with `term`, or that `term` begins with.
    fn akin<'a>(&'a self, term: &'a str) -> impl Iterator<Item = (&'a str, f32)> {
        let from = (Bound::Excluded(term.to_owned()), Bound::Unbounded);
        let wide = term.chars().count() >= PREFIX_CHARS && term.starts_with(char::is_alphabetic);
        let longer = self
            .postings
            .range(from)
            .map(|(word, _)| word.as_str())
            .take_while(move |word| wide && word.starts_with(term))
            .take(20);
        let shorter = term
            .char_indices()
            .skip(PREFIX_CHARS)
            .map(move |(end, _)| &term[..end])
            .filter(move |word| wide && self.postings.contains_key(*word));
        longer.chain(shorter).map(|word| (word, PREFIX_WEIGHT))
    }
}

/// The words of a query that count, each once.
fn terms(query: &str) -> Vec<String> {
    let raw = raw_words(query);
    let telling: Vec<&String> = raw.iter().filter(|word| !is_stop_word(word)).collect();
    let chosen = if telling.is_empty() { raw.iter().collect() } else { telling };
    let mut terms: Vec<String> = chosen.into_iter().cloned().map(fold::stem).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn best(docs: &[&str], query: &str) -> Option<usize> {
        Bm25::new(docs.iter().copied()).rank(query).first().map(|(doc, _)| *doc)
    }

    const SHOP: &[&str] = &[
        "Welcome to our shop. We sell boots, coats and everything for the rain.",
        "Returns: you may send any item back within 30 days of delivery.",
        "Shipping is free above $50 and takes 3 to 5 working days.",
        "Cancellation is possible until the parcel has left our warehouse.",
    ];

    #[test]
    fn the_passage_that_answers_comes_first() {
        assert_eq!(best(SHOP, "How do I return an item?"), Some(1));
        assert_eq!(best(SHOP, "what does shipping cost"), Some(2));
        assert_eq!(best(SHOP, "Can I cancel?"), Some(3));
    }

    #[test]
    fn arabic_and_chinese_are_found() {
        assert_eq!(
            best(&["سياسة الإرجاع خلال ثلاثين يوما", "الشحن مجاني لجميع الطلبات"], "هل الشحن مجاني؟"),
            Some(1)
        );
        assert_eq!(best(&["我们提供三十天退货。", "配送费用为十元。"], "配送费用是多少？"), Some(1));
    }

    #[test]
    fn documents_without_a_common_word_are_left_out() {
        assert!(Bm25::new(SHOP.iter().copied()).rank("quantum chromodynamics").is_empty());
        assert!(Bm25::new(std::iter::empty()).rank("anything").is_empty());
    }

    #[test]
    fn stop_words_count_only_when_nothing_else_is_asked() {
        assert_eq!(best(&["the the the the", "return it"], "what is the return"), Some(1));
        assert_eq!(best(&["nothing here", "who we are"], "who are we?"), Some(1));
    }

    proptest! {
        #[test]
        fn ranks_are_ordered_and_in_range(docs in proptest::collection::vec("[a-c ]{0,20}|\\PC{0,9}", 0..12), query in "[a-c ]{0,12}") {
            let ranked = Bm25::new(docs.iter().map(String::as_str)).rank(&query);
            prop_assert!(ranked.windows(2).all(|two| two[0].1 >= two[1].1));
            prop_assert!(ranked.iter().all(|(doc, score)| *doc < docs.len() && *score > 0.0 && score.is_finite()));
        }
    }
}
