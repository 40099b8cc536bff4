//! Right-to-left text, which PDF holds as it looks, from left to right; and forms of letters that only fonts need.

use unicode_normalization::UnicodeNormalization;

/// How a unit of a line behaves.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Left,
    Right,
    Number,
    Neutral,
}

/// What keeps its inner order when a line is turned.
pub struct Unit {
    /// A character, or the text of a glyph that stands for several.
    pub text: String,
    /// The text is as typed; otherwise it is as drawn, where brackets in right-to-left text are mirrored.
    pub typed: bool,
}

impl Unit {
    /// A character as drawn.
    pub fn drawn(character: char) -> Self {
        Self { text: character.to_string(), typed: false }
    }

    fn class(&self) -> Class {
        self.text.chars().map(class).find(|&found| found != Class::Neutral).unwrap_or(Class::Neutral)
    }
}

/// Whether a text holds a letter of a right-to-left script.
pub fn is_rtl(text: &str) -> bool {
    text.chars().any(|character| class(character) == Class::Right)
}

fn class(character: char) -> Class {
    match character {
        '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => Class::Number,
        '\u{590}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}' => Class::Right,
        _ if character.is_alphabetic() => Class::Left,
        _ => Class::Neutral,
    }
}

/// A line in reading order from its units in order of place. The reordering of UAX #9 (rule L2) undone: it is its own
/// inverse once each unit's level is known.
pub fn logical(visual: Vec<Unit>) -> String {
    let classes: Vec<Class> = visual.iter().map(Unit::class).collect();
    if !classes.contains(&Class::Right) {
        return visual.into_iter().map(|unit| unit.text).collect();
    }
    let count = |wanted| classes.iter().filter(|&&found| found == wanted).count();
    let base: u8 = u8::from(count(Class::Right) >= count(Class::Left));
    let levels = levels(&classes, base);
    let mut units: Vec<(u8, Unit)> = levels.into_iter().zip(visual).collect();
    let highest = units.iter().map(|unit| unit.0).max().unwrap_or(0);
    for level in (1..=highest).rev() {
        for run in units.chunk_by_mut(|a, b| (a.0 >= level) == (b.0 >= level)) {
            if run.first().is_some_and(|unit| unit.0 >= level) {
                run.reverse();
            }
        }
    }
    let read = |(level, unit): (u8, Unit)| {
        let drawn_mirrored = level % 2 == 1 && !unit.typed;
        if drawn_mirrored { mirrored(unit.text) } else { unit.text }
    };
    units.into_iter().map(read).collect()
}

fn levels(classes: &[Class], base: u8) -> Vec<u8> {
    let strong = |class| match class {
        Class::Left if base == 0 => Some(0),
        Class::Left | Class::Number => Some(2),
        Class::Right => Some(1),
        Class::Neutral => None,
    };
    let known: Vec<Option<u8>> = classes.iter().map(|&class| strong(class)).collect();
    let mut levels = Vec::with_capacity(known.len());
    let mut before = base;
    let mut at = 0;
    while at < known.len() {
        if let Some(level) = known[at] {
            before = level;
            levels.push(level);
            at += 1;
            continue;
        }
        let end = at + known[at..].iter().take_while(|level| level.is_none()).count();
        let after = known.get(end).copied().flatten().unwrap_or(base);
        levels.resize(levels.len() + end - at, if before == after { before } else { base });
        at = end;
    }
    if base == 0 {
        only_right_beside_right(classes, &mut levels);
    }
    levels
}

/// In a left-to-right line a number belongs to the right-to-left words it stands between, else to the line.
fn only_right_beside_right(classes: &[Class], levels: &mut [u8]) {
    let mut at = 0;
    while at < levels.len() {
        if levels[at] != 2 {
            at += 1;
            continue;
        }
        let end = at + levels[at..].iter().take_while(|&&level| level == 2).count();
        let is_strong = |class: &&Class| **class != Class::Neutral;
        let before = classes[..at].iter().rev().find(is_strong);
        let after = classes[end..].iter().find(is_strong);
        let inside = before == Some(&Class::Right) && after == Some(&Class::Right);
        if !inside {
            levels[at..end].fill(0);
        }
        at = end;
    }
}

fn mirrored(text: String) -> String {
    let pair = match text.as_str() {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "«" => "»",
        "»" => "«",
        _ => return text,
    };
    pair.to_owned()
}

/// Letters as they are typed: ligatures, Arabic letter forms and East Asian radicals are drawings of them; bullets of
/// symbol fonts become bullets, other private characters go.
pub fn fold_presentation(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{2F00}'..='\u{2FDF}' => {
                out.extend(std::iter::once(character).nfkc());
            }
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F0FC}' => out.push('•'),
            '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' => {}
            _ => out.push(radical(character).unwrap_or(character)),
        }
    }
    out
}

/// Supplementary radicals have no compatibility mapping except two; the ones that fonts of simplified Chinese share
/// with whole characters are these.
fn radical(character: char) -> Option<char> {
    Some(match character {
        '⺠' => '民',
        '⻅' => '见',
        '⻉' => '贝',
        '⻋' => '车',
        '⻓' => '长',
        '⻔' => '门',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' => '食',
        '⻢' => '马',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻨' => '麦',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻰' => '龙',
        '⻳' => '龟',
        '⺟' => '母',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<Unit> {
        text.chars().map(Unit::drawn).collect()
    }

    #[test]
    fn right_to_left_lines_are_turned_with_their_numbers_and_latin_words_kept() {
        assert_eq!(logical(units("!Rust 2016 םולש")), "שלום Rust 2016!");
        assert_eq!(logical(units("(בא) 12 גד")), "דג 12 (אב)");
    }

    #[test]
    fn right_to_left_words_in_a_left_to_right_line_keep_their_place() {
        assert_eq!(logical(units("Speaks תירבע well")), "Speaks עברית well");
        assert_eq!(logical(units("I got 12 תירבע books")), "I got 12 עברית books");
    }

    #[test]
    fn drawings_of_letters_become_letters() {
        assert_eq!(fold_presentation("eﬃcient ⼯作 ﺳﻼم \u{F0B7}\u{E001}"), "efficient 工作 سلام •");
    }
}
