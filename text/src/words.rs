//! Words for ranking.

use crate::clean::is_invisible;
use crate::fold;

/// The words of `text`: lower case, accents and light endings folded; scripts written without spaces (Chinese,
/// Japanese, Thai, …) and Hangul as pairs of characters. Numbers keep their decimal point and lose their thousands
/// separators; hyphens split, apostrophes do not.
pub fn words(text: &str) -> Vec<String> {
    raw_words(text).into_iter().map(fold::stem).collect()
}

/// The words before endings are folded: what the stop words are compared with.
pub(crate) fn raw_words(text: &str) -> Vec<String> {
    let mut found = Found::default();
    let mut chars = text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        if is_unspaced(c) {
            found.end_word();
            found.run.push(c);
        } else if c.is_alphanumeric() || fold::letter(c).is_none() {
            found.end_run();
            found.word.extend(fold::letter(c));
        } else if found.ends_in_digit()
            && matches!(c, '.' | ',')
            && chars.peek().is_some_and(char::is_ascii_digit)
        {
            if c == '.' {
                found.word.push(c);
            }
        } else if matches!(c, '\'' | '’') && !found.word.is_empty() {
            found.apostrophe = Some(found.word.len());
        } else {
            found.end_word();
            found.end_run();
        }
    }
    found.end_word();
    found.end_run();
    found.words
}

#[derive(Default)]
struct Found {
    words: Vec<String>,
    word: String,
    /// Where an apostrophe stood in `word`: `Anna's` is `anna`, `don't` is `dont`.
    apostrophe: Option<usize>,
    /// Run of characters of a script without spaces.
    run: Vec<char>,
}

impl Found {
    fn ends_in_digit(&self) -> bool {
        self.word.ends_with(|c: char| c.is_ascii_digit())
    }

    fn end_word(&mut self) {
        let mut word = std::mem::take(&mut self.word);
        if let Some(at) = self.apostrophe.take()
            && &word[at..] == "s"
        {
            word.truncate(at);
        }
        if !word.is_empty() {
            self.words.push(word);
        }
    }

    fn end_run(&mut self) {
        match self.run.as_slice() {
            [] => {}
            [one] => self.words.push(one.to_string()),
            many => self.words.extend(many.windows(2).map(|pair| pair.iter().collect::<String>())),
        }
        self.run.clear();
    }
}

/// Han, kana, Hangul, Thai, Lao, Khmer, Burmese: no spaces between words, or particles glued to them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17B3}' | '\u{3041}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
        && c.is_alphanumeric()
}

/// Whether `c` counts as one token of its own and one word of its own.
pub(crate) fn is_ideograph(c: char) -> bool {
    is_unspaced(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn english_is_folded_lightly() {
        assert_eq!(
            words("Anna's résumés don't SHIP; pricing: $1,299.50!"),
            ["anna", "resum", "dont", "ship", "pric", "1299.50"]
        );
        assert_eq!(words("state-of-the-art e-mail"), ["stat", "of", "the", "art", "e", "mail"]);
    }

    #[test]
    fn chinese_and_korean_become_pairs() {
        assert_eq!(words("退货政策"), ["退货", "货政", "政策"]);
        assert_eq!(words("iPhone 手机"), ["iphon", "手机"]);
        assert_eq!(words("猫"), ["猫"]);
        assert_eq!(words("배송비"), ["배송", "송비"]);
    }

    #[test]
    fn arabic_loses_vowels_and_article() {
        assert_eq!(words("الشَّحْنُ"), words("شحن"));
        assert_eq!(words("٢٥ يومًا")[0], "25");
    }

    #[test]
    fn invisible_characters_do_not_split_words() {
        assert_eq!(words("ref\u{AD}und"), ["refund"]);
    }

    proptest! {
        #[test]
        fn words_are_never_empty(text in "\\PC*") {
            prop_assert!(words(&text).iter().all(|word| !word.is_empty()));
        }
    }
}
