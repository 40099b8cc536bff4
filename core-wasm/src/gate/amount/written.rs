//! Numbers as they are written, with what stands beside them.

use std::collections::BTreeSet;

/// More digits are no price.
const MOST_DIGITS: usize = 12;

/// A number and what stands right before and after it.
pub(super) struct Piece {
    pub(super) before: String,
    pub(super) number: String,
    pub(super) after: String,
}

/// Numbers with their neighbours. A minus before one makes it a discount, which is no price.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if !c.is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        at += 1;
        while let Some(next) = chars.get(at) {
            let digit_follows = chars.get(at + 1).is_some_and(char::is_ascii_digit);
            let grouped = is_space(*next) && three_digits(&chars, at + 1);
            if next.is_ascii_digit() || (matches!(next, '.' | ',' | '\'' | '’') && digit_follows) || grouped
            {
                at += 1;
            } else {
                break;
            }
        }
        let number: String = chars.get(from..at).unwrap_or_default().iter().collect();
        // `39,–` and `39.-` are 39.
        let mut end = at;
        if chars.get(at).is_some_and(|c| matches!(c, '.' | ','))
            && chars.get(at + 1).is_some_and(|c| is_dash(*c))
        {
            end = at + 2;
        }
        let before = neighbour(chars.get(..from).unwrap_or_default().iter().rev());
        let before: String = before.chars().rev().collect();
        let is_discount = before.starts_with(is_dash);
        let after = neighbour(chars.get(end..).unwrap_or_default().iter());
        if !is_discount {
            found.push(Piece { before, number, after });
        }
    }
    found
}

/// The word or sign next to a number, over at most one space; a minus in front of the sign stays with it.
fn neighbour<'a>(chars: impl Iterator<Item = &'a char>) -> String {
    let mut word = String::new();
    for (n, c) in chars.enumerate() {
        let space = is_space(*c) || *c == '\t';
        if space && n == 0 {
            continue;
        }
        let sign = !c.is_alphanumeric() && !c.is_ascii_punctuation() && !c.is_whitespace();
        if !(c.is_alphabetic() || matches!(c, '$' | '.') || sign) || word.chars().count() > 8 {
            if is_dash(*c) {
                word.push(*c);
            }
            break;
        }
        word.push(*c);
    }
    // The end of a sentence.
    word.trim_end_matches('.').to_owned()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−')
}

fn three_digits(chars: &[char], at: usize) -> bool {
    let digits = chars.get(at..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count();
    digits == 3
}

/// A written number in the minor unit of a currency with so many decimals, when it can be read in one way only.
pub(super) fn minor(number: &str, decimals: u32) -> Option<u64> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_mark = |c: char| !c.is_ascii_digit();
    let (whole, part) = match number.rfind(['.', ',']) {
        Some(at) => {
            let (whole, part) = (number.get(..at)?, number.get(at + 1..)?);
            let mark = number.get(at..=at)?;
            let groups = part.len() == 3;
            match () {
                // `1.234` of dinars.
                () if groups && decimals == 3 && !whole.contains(is_mark) => return None,
                // Of three digits it is a group, unless another mark groups.
                () if groups && (decimals < 3 || whole.contains(mark)) => (number, ""),
                () if part.len() == decimals as usize && decimals > 0 && !whole.contains(mark) => {
                    (whole, part)
                }
                () => return None,
            }
        }
        None => (number, ""),
    };
    let mut groups = whole.split(is_mark);
    let first = groups.next()?;
    if first.is_empty()
        || !groups.all(|group| group.len() == 3)
        || (whole.contains(is_mark) && first.len() > 3)
    {
        return None;
    }
    let marks: BTreeSet<char> = whole.chars().filter(|c| is_mark(*c)).collect();
    if marks.len() > 1 || digits(whole).len() > MOST_DIGITS {
        return None;
    }
    let units: u64 = digits(whole).parse().ok()?;
    let rest: u64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    units.checked_mul(10u64.checked_pow(decimals)?)?.checked_add(rest)
}
