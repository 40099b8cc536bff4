//! Sentences.

use std::ops::Range;

/// English words that end in a full stop without ending a sentence, lower case.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "cf", "vs", "etc", "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "no", "nos", "fig",
    "figs", "eq", "ref", "vol", "pp", "p", "ch", "sec", "art", "approx", "ca", "dept", "est", "inc", "ltd",
    "co", "corp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m",
    "p.m", "u.s", "u.k", "al", "gen", "rev", "hon",
];

/// Byte ranges of the sentences of `text`, in order, without the whitespace between them. Every other character of
/// `text` is in exactly one range. A blank line ends a sentence too.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        at += c.len_utf8();
        let end = if c == '\n' && text[at..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
            Some(at)
        } else if is_full_width_end(c) {
            Some(at + closers(&text[at..]))
        } else if matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') {
            let end = at + closers(&text[at..]);
            ends_here(&text[start..at - c.len_utf8()], c, &text[end..]).then_some(end)
        } else {
            None
        };
        if let Some(end) = end {
            push(&mut found, text, start..end);
            start = end;
            at = end;
        }
    }
    push(&mut found, text, start..text.len());
    found
}

fn is_full_width_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Bytes of further ends, closing quotation marks and brackets that belong to the sentence.
fn closers(rest: &str) -> usize {
    let closing = |c: char| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | '…'
                | '؟'
                | '"'
                | '\''
                | '”'
                | '’'
                | '»'
                | ')'
                | ']'
                | '」'
                | '』'
                | '）'
                | '】'
        ) || is_full_width_end(c)
    };
    rest.find(|c| !closing(c)).unwrap_or(rest.len())
}

/// Whether an end mark between `before` and `after` ends a sentence.
fn ends_here(before: &str, mark: char, after: &str) -> bool {
    if !after.is_empty() && !after.starts_with(char::is_whitespace) {
        return false; // 3.5, example.com, e.g.
    }
    let next = after.trim_start().chars().next();
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“')).next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    // `No. 5` is a number, `No. Thanks` an answer; a short word before a digit is most likely `vol. 3`.
    let known = ABBREVIATIONS.contains(&word.to_lowercase().as_str());
    let numbers = ["no", "nos", "p", "pp", "art", "sec", "ch", "ref", "est", "st"]
        .contains(&word.to_lowercase().as_str());
    let ends_line = after.starts_with('\n');
    next.is_none()
        || ends_line
        || !(initial || known && (!numbers || next.is_some_and(|c| c.is_ascii_digit())))
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_at_marks_and_not_at_abbreviations() {
        assert_eq!(
            split("It costs $3.5. Ask Dr. Perera, e.g. by mail. “Really?” Yes!"),
            ["It costs $3.5.", "Ask Dr. Perera, e.g. by mail.", "“Really?”", "Yes!"]
        );
        assert_eq!(
            split("See example.com for more... or call. J. R. Smith wrote No. 5. No. Thanks."),
            ["See example.com for more... or call.", "J. R. Smith wrote No. 5.", "No.", "Thanks."]
        );
    }

    #[test]
    fn chinese_japanese_and_arabic_end_too() {
        assert_eq!(
            split("我们提供退货。请在三十天内申请！可以吗？”好"),
            ["我们提供退货。", "请在三十天内申请！", "可以吗？”", "好"]
        );
        assert_eq!(split("هل الشحن مجاني؟ نعم. شكرا"), ["هل الشحن مجاني؟", "نعم.", "شكرا"]);
    }

    #[test]
    fn a_blank_line_ends_a_sentence_and_a_line_end_does_not() {
        assert_eq!(split("Title\n\nBody that\ngoes on"), ["Title", "Body that\ngoes on"]);
    }

    proptest! {
        #[test]
        fn nothing_but_whitespace_is_lost(text in "[A-Za-z.!? \n\"。！]*|\\PC*") {
            let kept: String = split(&text).concat().split_whitespace().collect();
            let all: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, all);
        }
    }
}
