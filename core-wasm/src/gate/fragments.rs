//! Comparing texts by their letters and digits alone.

use super::fold;
use super::lookalike;
use std::collections::{HashMap, HashSet};

/// Bytes of letters and digits in a row that are no coincidence.
pub(super) const WINDOW: usize = 16;
/// A fragment that stands by itself needs this many.
pub(super) const WHOLE: usize = 4;

/// Letters and digits of a text, folded, and where words begin.
pub(super) struct Squeezed {
    pub(super) text: String,
    /// Byte offsets in `text` at which a word begins, and its end, ascending.
    edges: Vec<usize>,
}

impl Squeezed {
    pub(super) fn new(text: &str) -> Self {
        let mut squeezed = String::with_capacity(text.len());
        let mut edges = Vec::new();
        for word in fold::fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            edges.push(squeezed.len());
            squeezed.push_str(word);
        }
        edges.push(squeezed.len());
        Self { text: squeezed, edges }
    }

    /// Every [`WINDOW`] bytes in a row.
    pub(super) fn windows(&self) -> impl Iterator<Item = [u8; WINDOW]> {
        self.text.as_bytes().windows(WINDOW).filter_map(|window| window.try_into().ok())
    }
}

/// Fragments that count by themselves, by how they begin, so that a long text is gone through once.
pub(super) struct Wholes<'a> {
    by_start: HashMap<&'a [u8], Vec<&'a str>>,
    /// Of scripts without spaces, where words have no edges.
    unspaced: Vec<&'a str>,
}

impl<'a> Wholes<'a> {
    pub(super) fn new(wholes: &'a HashSet<String>) -> Self {
        let mut sorted = Self { by_start: HashMap::new(), unspaced: Vec::new() };
        for whole in wholes {
            match whole.as_bytes().get(..WHOLE) {
                Some(start) if !whole.chars().any(lookalike::is_unspaced) => {
                    sorted.by_start.entry(start).or_default().push(whole);
                }
                _ => sorted.unspaced.push(whole),
            }
        }
        sorted
    }

    /// Those that stand in a text from the beginning of a word to the end of one.
    pub(super) fn within(&self, text: &Squeezed) -> HashSet<&'a str> {
        let mut found: HashSet<&str> =
            self.unspaced.iter().copied().filter(|whole| text.text.contains(whole)).collect();
        for from in &text.edges {
            let Some(rest) = text.text.get(*from..) else { continue };
            let starts = rest.as_bytes().get(..WHOLE).and_then(|start| self.by_start.get(start));
            let ends = |whole: &&str| text.edges.binary_search(&(from + whole.len())).is_ok();
            found.extend(
                starts
                    .into_iter()
                    .flatten()
                    .filter(|whole| rest.starts_with(**whole))
                    .filter(|whole| ends(whole)),
            );
        }
        found
    }
}
