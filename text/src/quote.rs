//! Finding a quote in the text it was taken from, when it was copied by someone who does not copy exactly.

use std::ops::Range;

use crate::clean::is_invisible;

/// Byte range in `haystack` of the first place where `quote` stands, whatever the case, the runs of whitespace, the
/// invisible characters and the kinds of quotation marks, dashes and ellipses. A place at word boundaries is
/// preferred. Marks around the quote that are not in the haystack are forgiven.
pub fn find_quote(haystack: &str, quote: &str) -> Option<Range<usize>> {
    let hay = Plain::of(haystack);
    let needle = Plain::of(quote).text;
    let whole = needle.trim();
    hay.find(whole).or_else(|| {
        let bare = whole.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '.' | ',' | ';' | ':' | '。' | '，')
        });
        (bare.len() < whole.len()).then(|| hay.find(bare)).flatten()
    })
}

/// Text reduced to what is compared, with the way back.
struct Plain {
    text: String,
    /// For each byte of `text`, the bytes of the original character it came from.
    origin: Vec<(usize, usize)>,
}

impl Plain {
    fn of(original: &str) -> Self {
        let mut plain =
            Self { text: String::with_capacity(original.len()), origin: Vec::with_capacity(original.len()) };
        for (at, c) in original.char_indices() {
            let from = (at, at + c.len_utf8());
            if c.is_whitespace() {
                if !plain.text.ends_with(' ') {
                    plain.push(' ', from);
                }
            } else if c == '…' {
                (0..3).for_each(|_| plain.push('.', from));
            } else if !is_invisible(c) {
                alike(c).to_lowercase().for_each(|c| plain.push(c, from));
            }
        }
        plain
    }

    fn push(&mut self, c: char, from: (usize, usize)) {
        self.text.push(c);
        self.origin.resize(self.text.len(), from);
    }

    fn find(&self, needle: &str) -> Option<Range<usize>> {
        if needle.is_empty() {
            return None;
        }
        let mut first = None;
        for (at, _) in self.text.match_indices(needle) {
            let end = at + needle.len();
            let place = self.origin[at].0..self.origin[end - 1].1;
            if self.is_boundary(at) && self.is_boundary(end) {
                return Some(place);
            }
            first = first.or(Some(place));
        }
        first
    }

    /// Whether no word runs across `at`.
    fn is_boundary(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at..].chars().next();
        !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
    }
}

/// One character for all that people and models exchange freely.
fn alike(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | '\'' | '″'
        | '′' | '＂' | '「' | '」' | '『' | '』' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'a>(haystack: &'a str, quote: &str) -> Option<&'a str> {
        find_quote(haystack, quote).map(|range| &haystack[range])
    }

    #[test]
    fn case_space_quotation_marks_dashes_and_ellipses_do_not_matter() {
        let page = "He said:  “It’s\n fine—really…” and\u{A0}left.";
        assert_eq!(found(page, "\"it's fine-really...\""), Some("“It’s\n fine—really…”"));
        assert_eq!(found(page, "AND LEFT"), Some("and\u{A0}left"));
        assert_eq!(found("退货政策「三十天」", "『三十天』"), Some("「三十天」"));
    }

    #[test]
    fn marks_around_a_quote_are_forgiven() {
        assert_eq!(
            found("free shipping over $50", "“Free shipping over $50.”"),
            Some("free shipping over $50")
        );
    }

    #[test]
    fn whole_words_are_preferred() {
        assert_eq!(find_quote("start of art", "art"), Some(9..12));
        assert_eq!(find_quote("started", "art"), Some(2..5));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(found("some text", "other text"), None);
        assert_eq!(found("some text", "  "), None);
        assert_eq!(found("", "x"), None);
    }

    proptest! {
        #[test]
        fn every_piece_of_a_text_is_found_in_it(text in "\\PC{1,60}", from in 0usize..60, len in 1usize..60) {
            let piece: String = text.chars().skip(from).take(len).collect();
            let seen = piece.chars().any(|c| !c.is_whitespace() && !is_invisible(c));
            if seen {
                let range = find_quote(&text, &piece);
                prop_assert!(range.is_some());
                prop_assert!(text.get(range.unwrap_or_default()).is_some());
            }
        }

        #[test]
        fn any_pair_of_texts_is_safe(haystack in "\\PC*", quote in "\\PC*") {
            if let Some(range) = find_quote(&haystack, &quote) {
                prop_assert!(haystack.get(range).is_some());
            }
        }
    }
}
