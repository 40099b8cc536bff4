//! Text as the eye reads it, for comparing words, field names and hosts. Never for showing.

use std::sync::LazyLock;

/// `LETTER LOOKALIKES`, one letter a line: other scripts' letters that read like it, and its accented forms. A selection
/// of Unicode's confusables (UTS #39), lower case, plus canonical decompositions.
const ALIKE: &str = include_str!("data/alike.txt");

/// The character as the eye reads it: lower case, without accents, other scripts' look-alikes as Latin letters, the
/// fullwidth, circled and mathematical alphabets as plain. `None` for what nobody sees.
pub(super) fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    if is_invisible(c) || is_mark(c) {
        return None;
    }
    let c = plain_alphabet(c);
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    Some(reads_like(lower).unwrap_or(lower))
}

/// [`fold_char`] of all of a text.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// The folded words of a text. Single letters set apart (`P a y`, `p.a.y`) are one word.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<String> = Vec::new();
    let mut letters: Vec<&str> = Vec::new();
    let flush = |letters: &mut Vec<&str>, words: &mut Vec<String>| {
        if letters.len() >= 3 {
            words.push(letters.concat());
        } else {
            words.extend(letters.iter().map(|&letter| letter.to_owned()));
        }
        letters.clear();
    };
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().nth(1).is_none() {
            letters.push(word);
        } else {
            flush(&mut letters, &mut words);
            words.push(word.to_owned());
        }
    }
    flush(&mut letters, &mut words);
    words
}

/// A Latin letter that a lower-case character of another script, or with an accent, reads like.
pub(super) fn reads_like(c: char) -> Option<char> {
    /// Sorted by the character.
    static READ: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let others = |line: &'static str| {
            let mut letters = line.chars();
            let base = letters.next();
            letters.filter(|c| !c.is_ascii()).filter_map(move |other| Some((other, base?)))
        };
        let mut all: Vec<(char, char)> = ALIKE.lines().flat_map(others).collect();
        all.sort_unstable();
        all
    });
    let place = READ.binary_search_by_key(&c, |(other, _)| *other).ok()?;
    READ.get(place).map(|(_, base)| *base)
}

/// A text of the page as a person may be shown it: without what can not be seen or turns the text around.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// How many characters of a text can not be seen.
pub(super) fn hidden(text: &str) -> usize {
    text.chars().filter(|c| is_invisible(*c)).count()
}

/// Accents and points set on a letter.
fn is_mark(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0300..=0x036F | 0x0591..=0x05C7 | 0x0640 | 0x064B..=0x065F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF
    )
}

/// Zero-width, bidirectional controls, soft hyphens, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(
        u32::from(c),
        0xAD | 0x061C
            | 0x115F..=0x1160
            | 0x17B4..=0x17B5
            | 0x180B..=0x180F
            | 0x200B..=0x200F
            | 0x202A..=0x202E
            | 0x2060..=0x206F
            | 0x3164
            | 0xFE00..=0xFE0F
            | 0xFEFF
            | 0xFFA0
            | 0xFFF9..=0xFFFB
            | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A
            | 0xE0000..=0xE0FFF
    )
}

/// Letters and digits of Unicode's second alphabets as ASCII: they are laid out in order, so no table is needed.
fn plain_alphabet(c: char) -> char {
    let code = u32::from(c);
    let (offset, first) = match code {
        0xFF01..=0xFF5E => (code - 0xFF01, b'!'),
        0x24B6..=0x24CF => (code - 0x24B6, b'a'),
        0x24D0..=0x24E9 => (code - 0x24D0, b'a'),
        0x1F130..=0x1F149 => (code - 0x1F130, b'a'),
        0x1F150..=0x1F169 => (code - 0x1F150, b'a'),
        0x1F170..=0x1F189 => (code - 0x1F170, b'a'),
        0x1D400..=0x1D6A3 => ((code - 0x1D400) % 26, b'a'),
        0x1D7CE..=0x1D7FF => ((code - 0x1D7CE) % 10, b'0'),
        _ => return c,
    };
    u8::try_from(offset).map_or(c, |offset| char::from(first + offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_the_same_however_they_are_written() {
        for text in [
            "Pay",
            "РАУ",
            "pаy",
            "P\u{200B}ay",
            "p\u{00AD}a\u{00AD}y",
            "Ｐａｙ",
            "𝐏𝐚𝐲",
            "𝓟𝓪𝔂",
            "Ⓟⓐⓨ",
            "P\u{0301}áÿ",
            "P a y",
            "P.A.Y.",
            "P\u{E0041}ay",
        ] {
            assert_eq!(words(text), ["pay"], "{text}");
        }
    }

    #[test]
    fn other_scripts_stay_what_they_are() {
        assert_eq!(fold("支付"), "支付");
        assert_eq!(words("Löschen, bitte"), ["loschen", "bitte"]);
        assert_eq!(words("削除 する"), ["削除", "する"]);
    }

    #[test]
    fn two_single_letters_are_two_words() {
        assert_eq!(words("a b plan"), ["a", "b", "plan"]);
    }

    #[test]
    fn every_look_alike_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for line in ALIKE.lines() {
            let (base, others) = line.split_once(' ').expect("a letter and its look-alikes");
            assert!(base.len() == 1 && base.is_ascii(), "{line}");
            for c in others.chars() {
                assert!(!c.is_ascii() && seen.insert(c), "{c}");
            }
        }
    }
}
