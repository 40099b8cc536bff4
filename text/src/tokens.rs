//! How many tokens a text will cost, without a tokenizer's tables.

use crate::words::is_ideograph;

/// Estimated tokens of `text` for today's large vocabularies (o200k and its like): English within about 15 %,
/// ideographs about one each, other scripts on the safe side.
pub fn estimate_tokens(text: &str) -> u32 {
    let mut tokens = 0.0f32;
    let mut run = 0u32;
    let mut kind = Kind::Space;
    for c in text.chars() {
        let next = Kind::of(c);
        if next != kind {
            tokens += kind.cost(run);
            run = 0;
            kind = next;
        }
        run += 1;
    }
    (tokens + kind.cost(run)).ceil() as u32
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latin,
    Letters,
    Digits,
    Ideographs,
    Space,
    Breaks,
    Marks,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Latin,
            '0'..='9' => Self::Digits,
            '\n' => Self::Breaks,
            _ if c.is_whitespace() => Self::Space,
            _ if is_ideograph(c) => Self::Ideographs,
            _ if c.is_alphanumeric() => Self::Letters,
            _ => Self::Marks,
        }
    }

    /// Tokens of a run of `n` characters of this kind.
    fn cost(self, n: u32) -> f32 {
        let chars = n as f32;
        match self {
            _ if n == 0 => 0.0,
            Self::Latin => 1.0 + (chars - 8.0).max(0.0) / 8.0,
            Self::Letters => (chars / 2.6).max(1.0),
            Self::Digits => (chars / 3.0).ceil(),
            Self::Ideographs => chars,
            // One space belongs to the next word; more make a token.
            Self::Space => {
                if n > 1 {
                    1.0
                } else {
                    0.0
                }
            }
            Self::Breaks => 1.0,
            Self::Marks => (chars / 2.0).ceil(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_costs_nothing() {
        assert_eq!(estimate_tokens(""), 0);
    }

    #[test]
    fn an_ideograph_is_about_a_token() {
        assert_eq!(estimate_tokens("我们提供三十天退货"), 9);
    }

    proptest! {
        #[test]
        fn two_texts_cost_about_what_they_cost_together(a in "[a-zA-Z0-9 .,]{0,80}", b in "[a-zA-Z0-9 .,]{0,80}") {
            let apart = estimate_tokens(&a) + estimate_tokens(&b);
            let together = estimate_tokens(&format!("{a}{b}"));
            prop_assert!(apart.abs_diff(together) <= 3);
        }
    }
}
