//! Comparing texts by their letters and digits alone.
//!
//! A text is cut into shingles: every [`WINDOW`] bytes in a row, and every run of whole words that is shorter. A shingle
//! is kept as a number, so that a text of 400 kB is half a million of them in a sorted list.

use super::fold;
use super::lookalike;

/// Bytes of letters and digits in a row that are no coincidence.
pub(super) const WINDOW: usize = 16;
/// A fragment that stands by itself needs this many.
pub(super) const WHOLE: usize = 4;

/// Letters and digits of a text, folded, and where words begin.
pub(super) struct Squeezed {
    text: String,
    /// Byte offsets in `text` at which a word begins, and its end, ascending.
    edges: Vec<usize>,
}

impl Squeezed {
    pub(super) fn new(text: &str) -> Self {
        let mut squeezed = String::with_capacity(text.len());
        let mut edges = Vec::new();
        let mut within = false;
        for c in text.chars().filter_map(fold::fold_char) {
            let is_letter = c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric());
            if is_letter {
                if !within {
                    edges.push(squeezed.len());
                }
                squeezed.push(c);
            }
            within = is_letter;
        }
        edges.push(squeezed.len());
        Self { text: squeezed, edges }
    }

    /// The shingle of each [`WINDOW`] bytes in a row that begin with a character.
    pub(super) fn windows(&self) -> impl Iterator<Item = u64> {
        let bytes = self.text.as_bytes().windows(WINDOW).enumerate();
        bytes.filter(|(at, _)| self.text.is_char_boundary(*at)).map(|(_, window)| shingle(window))
    }

    /// The shingle of all of it, if it can stand by itself and its windows do not say it already.
    pub(super) fn whole(&self) -> Option<u64> {
        (WHOLE..WINDOW).contains(&self.text.len()).then(|| shingle(self.text.as_bytes()))
    }

    /// Windows, and everything that is found in it as the whole of another text: from the beginning of a word to the end
    /// of one, in scripts without spaces anywhere. Sorted, each once.
    pub(super) fn shingles(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.windows().collect();
        for (n, from) in self.edges.iter().enumerate() {
            all.extend(self.runs(*from, self.edges[n + 1..].iter().copied()));
        }
        let unspaced = |(at, c): (usize, char)| lookalike::is_unspaced(c).then_some(at);
        for at in self.text.char_indices().filter_map(unspaced) {
            self.around(at, &mut all);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Runs from one offset to each of the others that are long enough and no window.
    fn runs(&self, from: usize, ends: impl Iterator<Item = usize>) -> impl Iterator<Item = u64> {
        ends.take_while(move |end| end - from < WINDOW)
            .filter(move |end| end - from >= WHOLE)
            .filter_map(move |end| self.text.as_bytes().get(from..end).map(shingle))
    }

    /// Every run of characters that has the one at `at` in it, unless an earlier such character has it in its own.
    fn around(&self, at: usize, all: &mut Vec<u64>) {
        let before = self.text[..at].char_indices().rev();
        let spaced = before.take_while(|(from, c)| at - from < WINDOW && !lookalike::is_unspaced(*c));
        for from in spaced.map(|(from, _)| from).chain([at]) {
            let ends = self.text[at..].char_indices().map(|(end, c)| at + end + c.len_utf8());
            all.extend(self.runs(from, ends));
        }
    }
}

/// Up to [`WINDOW`] bytes as a number. Equal bytes give equal numbers; different ones that do cost a question too much.
fn shingle(bytes: &[u8]) -> u64 {
    let both = match bytes.try_into() {
        Ok(window) => u128::from_le_bytes(window),
        Err(_) => bytes.iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte)),
    };
    let (low, high) = (both as u64, (both >> 64) as u64);
    // Two rounds of the finaliser of MurmurHash3, one for each half.
    let mixed = mix(low ^ 0x9E37_79B9_7F4A_7C15) ^ high;
    mix(mixed)
}

fn mix(mut word: u64) -> u64 {
    word ^= word >> 33;
    word = word.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    word ^= word >> 33;
    word = word.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    word ^ (word >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn is_found(whole: &str, text: &str) -> bool {
        let whole = Squeezed::new(whole).whole().expect("of a length that counts");
        Squeezed::new(text).shingles().binary_search(&whole).is_ok()
    }

    #[test]
    fn wholes_are_found_from_word_to_word() {
        for (whole, text) in [
            ("482913", "Your code is 482913."),
            ("johnsmith", "From: John Smith"),
            ("John Smith", "From: john-smith@corp.test"),
            ("机密文件", "这是机密文件吗"),
            ("订单48", "查看订单48291"),
            ("ab机密", "xab机密y"),
        ] {
            assert!(is_found(whole, text), "{whole} in {text}");
        }
        for (whole, text) in [("4829", "code 482913"), ("smith", "locksmiths"), ("hnsm", "John Smith")] {
            assert!(!is_found(whole, text), "{whole} in {text}");
        }
    }

    #[test]
    fn different_texts_have_different_shingles() {
        let mut seen = HashSet::new();
        for a in 0..200u32 {
            for text in [format!("{a:04}"), format!("{a:016}"), format!("a{a:04}"), format!("{a:05}")] {
                assert!(seen.insert(shingle(text.as_bytes())), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_same_16_letters_are_the_same_shingle(before in "\\PC{0,20}", text in "[a-z]{16}", after in "\\PC{0,20}") {
            let held = Squeezed::new(&format!("{before} {text} {after}")).shingles();
            let window = Squeezed::new(&text).windows().next().expect("one window");
            prop_assert!(held.binary_search(&window).is_ok());
        }
    }
}
