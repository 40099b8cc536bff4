//! A text looked at through an encoding, with the way back to where each character stands in it.

use super::super::fold;
use std::ops::Range;

/// Characters and where each of them came from in the text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct View {
    text: String,
    /// Of each byte of `text`: where its character stands in the original.
    places: Vec<Range<u32>>,
}

impl View {
    /// The text as it is.
    pub(super) fn plain(text: &str) -> Self {
        let mut view =
            Self { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices() {
            view.push(c, at, at + c.len_utf8());
        }
        view
    }

    fn empty() -> Self {
        Self { text: String::new(), places: Vec::new() }
    }

    fn push(&mut self, c: char, from: usize, to: usize) {
        self.text.push(c);
        // A prompt of four gigabytes is none.
        let place = u32::try_from(from).unwrap_or(u32::MAX)..u32::try_from(to).unwrap_or(u32::MAX);
        self.places.resize(self.text.len(), place);
    }

    fn chars(&self) -> impl Iterator<Item = (char, Range<usize>)> {
        self.text.char_indices().map(|(at, c)| {
            let place = self.places.get(at).cloned().unwrap_or(0..0);
            (c, place.start as usize..place.end as usize)
        })
    }

    /// In lower case.
    pub(super) fn lower(&self) -> Self {
        let mut view = Self::empty();
        for (c, place) in self.chars() {
            for lower in c.to_lowercase() {
                view.push(lower, place.start, place.end);
            }
        }
        view
    }

    /// Only the characters that `keep`.
    pub(super) fn only(&self, keep: impl Fn(char) -> bool) -> Self {
        let mut view = Self::empty();
        for (c, place) in self.chars().filter(|(c, _)| keep(*c)) {
            view.push(c, place.start, place.end);
        }
        view
    }

    /// With escapes of percent encoding, JSON, JavaScript and HTML undone; `None` when there are none.
    pub(super) fn unescaped(&self) -> Option<Self> {
        if !self.text.contains(['%', '\\', '&']) {
            return None;
        }
        let mut view = Self::empty();
        let mut at = 0;
        let mut changed = false;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let (decoded, length) = match unescape(rest) {
                Some(found) => {
                    changed = true;
                    found
                }
                None => {
                    let c = rest.chars().next().unwrap_or_default();
                    (c.to_string(), c.len_utf8())
                }
            };
            let from = self.places.get(at).map_or(0, |place| place.start as usize);
            let to = self.places.get(at + length - 1).map_or(from, |place| place.end as usize);
            for c in decoded.chars() {
                view.push(c, from, to);
            }
            at += length;
        }
        changed.then_some(view)
    }

    /// Where `needle` stands, in bytes of the original.
    pub(super) fn find<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.text.match_indices(needle).filter_map(|(at, _)| {
            let from = self.places.get(at)?.start as usize;
            let to = self.places.get(at + needle.len() - 1)?.end as usize;
            (from < to).then_some(from..to)
        })
    }
}

/// An escape at the beginning of a text, what it means and its length in bytes.
fn unescape(text: &str) -> Option<(String, usize)> {
    match text.as_bytes() {
        [b'%', ..] => {
            // Bytes of one character in a row.
            let bytes: Vec<u8> =
                text.split('%').skip(1).map_while(|part| hex(part.get(..2)?)).take(4).collect();
            let run = text
                .as_bytes()
                .chunks(3)
                .take_while(|chunk| chunk.len() == 3 && chunk[0] == b'%')
                .count()
                .min(bytes.len());
            (1..=run).find_map(|length| {
                let c = std::str::from_utf8(bytes.get(..length)?).ok()?;
                Some((c.to_owned(), length * 3))
            })
        }
        [b'\\', b'u', b'{', ..] => {
            let digits = text.get(3..)?.split('}').next()?;
            let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
            Some((c.to_string(), digits.len() + 4))
        }
        [b'\\', b'u', ..] => {
            let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
            let first = unit(2)?;
            if let Some(Ok(c)) = char::decode_utf16([first]).next() {
                return Some((c.to_string(), 6));
            }
            let second = text.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| unit(8))?;
            let c = char::decode_utf16([first, second]).next()?.ok()?;
            Some((c.to_string(), 12))
        }
        [b'\\', b'x', ..] => Some((char::from(hex(text.get(2..4)?)?).to_string(), 4)),
        [b'\\', c @ (b'"' | b'\\' | b'/' | b'\''), ..] => Some((char::from(*c).to_string(), 2)),
        [b'\\', b'n', ..] => Some(("\n".to_owned(), 2)),
        [b'\\', b't', ..] => Some(("\t".to_owned(), 2)),
        [b'&', ..] => {
            let name = text.get(1..)?.split(';').next().filter(|name| name.len() < 10)?;
            let length = name.len() + 2;
            let c = match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => ' ',
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)?
                }
            };
            text.as_bytes().get(length - 1).filter(|end| **end == b';')?;
            Some((c.to_string(), length))
        }
        _ => None,
    }
}

fn hex(digits: &str) -> Option<u8> {
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
}

/// Whether a character is seen and no space.
pub(super) fn is_ink(c: char) -> bool {
    !c.is_whitespace() && fold::fold_char(c).is_some()
}
