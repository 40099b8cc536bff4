//! Characters nobody sees. A page can write orders to a model with them, so they never reach one.

/// Whether `c` shows nothing and takes no room: controls, zero-width and bidi marks, fillers, tag characters,
/// variation selectors. Tab, newline and carriage return are whitespace and stay.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// `text` without invisible characters. Nothing else changes: no whitespace is collapsed, no letter folded.
///
/// Two exceptions keep honest writing whole: a joiner between two letters of a joining script (Arabic, Indic) or two
/// emoji, and an emoji or text presentation selector right after its symbol.
pub fn clean(text: &str) -> String {
    // Most text is plain.
    if text.bytes().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_invisible(c) && !is_needed(before, c, chars.peek().copied()) {
            continue;
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether an invisible character carries meaning between its neighbours.
fn is_needed(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        '\u{200C}' | '\u{200D}' => after.is_some_and(|after| {
            (joins(before) && joins(after)) || (c == '\u{200D}' && is_emoji_part(before) && is_emoji(after))
        }),
        '\u{FE0E}' | '\u{FE0F}' => is_emoji(before) || matches!(before, '0'..='9' | '#' | '*'),
        _ => false,
    }
}

/// Letters of scripts in which a joiner changes the shape: Arabic, Syriac to Mongolian with the Indic ones between.
fn joins(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{203C}'..='\u{3299}' | '\u{1F000}'..='\u{1FAFF}' | '\u{A9}' | '\u{AE}') && !is_invisible(c)
}

fn is_emoji_part(c: char) -> bool {
    is_emoji(c) || c == '\u{FE0F}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn zero_width_bidi_and_tag_characters_go() {
        assert_eq!(clean("pay\u{200B}ment \u{202E}now\u{202C}\u{E0041}\u{E0042}"), "payment now");
        assert_eq!(clean("a\u{FE00}\u{E0100}b\u{AD}c\u{2063}d\u{0}e"), "abcde");
    }

    #[test]
    fn honest_text_stays_as_it_is() {
        for text in [
            "Order 4111111111111111, “fine” — 3.5 %",
            "a\tb\r\n  c",
            "العربية",
            "退货政策。",
            "naïve é e\u{301}",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn joiners_of_persian_hindi_and_emoji_stay() {
        for text in ["می\u{200C}خواهم", "क्\u{200D}ष", "👩\u{200D}💻", "❤\u{FE0F}", "🏳\u{FE0F}\u{200D}🌈"]
        {
            assert_eq!(clean(text), text);
        }
        assert_eq!(clean("a\u{200D}b\u{200C}c"), "abc");
    }

    #[test]
    fn selectors_that_smuggle_bytes_go() {
        let smuggled: String =
            "😀".chars().chain(('\u{E0100}'..='\u{E0120}').chain(['\u{FE0F}'; 4])).collect();
        assert_eq!(clean(&smuggled), "😀\u{FE0F}");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "\\PC*|[a-z\u{200B}-\u{200F}\u{FE0F}\u{E0041}😀\u{64A}]*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
