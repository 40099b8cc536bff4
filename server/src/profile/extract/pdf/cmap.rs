//! CMaps: from the bytes of a string to codes, and from codes to Unicode or to CIDs (ISO 32000-1 §9.7.5 and §9.10.3).

use std::collections::HashMap;

/// More code space ranges than any real CMap has are ignored.
const SPACES: usize = 64;

/// A parsed CMap. Tolerant: what is not understood is skipped.
#[derive(Debug, Default)]
pub struct CMap {
    /// Length in bytes, lowest and highest code.
    spaces: Vec<(usize, u32, u32)>,
    single: HashMap<u32, String>,
    ranges: Vec<(u32, u32, Vec<u16>)>,
    cids: Vec<(u32, u32, u32)>,
}

enum Token {
    Hex(Vec<u8>),
    Number(u32),
    Open,
    Close,
    Word(Vec<u8>),
}

impl CMap {
    /// Reads a CMap program.
    pub fn parse(program: &[u8]) -> Self {
        let mut cmap = Self::default();
        let mut operands: Vec<Token> = Vec::new();
        let mut at = 0;
        while let Some(token) = next_token(program, &mut at) {
            match token {
                Token::Word(word) => {
                    match word.as_slice() {
                        b"endcodespacerange" => cmap.add_spaces(&operands),
                        b"endbfchar" => cmap.add_chars(&operands),
                        b"endbfrange" => cmap.add_ranges(&operands),
                        b"endcidrange" => cmap.add_cids(&operands, true),
                        b"endcidchar" => cmap.add_cids(&operands, false),
                        _ => {}
                    }
                    operands.clear();
                }
                other => operands.push(other),
            }
        }
        cmap.ranges.sort_by_key(|range| range.0);
        cmap.cids.sort_by_key(|range| range.0);
        cmap
    }

    fn add_spaces(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(low), Token::Hex(high)] = pair
                && (1..=4).contains(&low.len())
                && self.spaces.len() < SPACES
            {
                self.spaces.push((low.len(), code(low), code(high)));
            }
        }
    }

    fn add_chars(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(from), Token::Hex(to)] = pair {
                self.single.insert(code(from), String::from_utf16_lossy(&units(to)));
            }
        }
    }

    fn add_ranges(&mut self, operands: &[Token]) {
        let mut rest = operands;
        while let [Token::Hex(low), Token::Hex(high), tail @ ..] = rest {
            let (low, high) = (code(low), code(high));
            match tail {
                [Token::Hex(to), after @ ..] => {
                    self.ranges.push((low, high, units(to)));
                    rest = after;
                }
                [Token::Open, after @ ..] => {
                    let end =
                        after.iter().position(|token| matches!(token, Token::Close)).unwrap_or(after.len());
                    for (from, to) in (low..=high).zip(&after[..end]) {
                        if let Token::Hex(to) = to {
                            self.single.insert(from, String::from_utf16_lossy(&units(to)));
                        }
                    }
                    rest = after.get(end + 1..).unwrap_or_default();
                }
                _ => return,
            }
        }
    }

    fn add_cids(&mut self, operands: &[Token], ranges: bool) {
        for group in operands.chunks_exact(if ranges { 3 } else { 2 }) {
            match group {
                [Token::Hex(low), Token::Hex(high), Token::Number(cid)] => {
                    self.cids.push((code(low), code(high), *cid));
                }
                [Token::Hex(one), Token::Number(cid)] => self.cids.push((code(one), code(one), *cid)),
                _ => {}
            }
        }
    }

    /// Length of the code at the start of `bytes`, by the code space ranges.
    pub fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |&&(length, low, high): &&(usize, u32, u32)| {
            bytes.len() >= length
                && (0..length).all(|index| {
                    let shift = 8 * (length - 1 - index);
                    ((low >> shift) as u8..=(high >> shift) as u8).contains(&bytes[index])
                })
        };
        self.spaces.iter().find(fits).map(|space| space.0)
    }

    /// Unicode of a code.
    pub fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let (low, high, first) =
            &self.ranges[self.ranges.partition_point(|range| range.0 <= code).checked_sub(1)?];
        if code > *high {
            return None;
        }
        let mut text = first.clone();
        // Only the last unit counts up (ISO 32000-1 §9.10.3).
        if let Some(last) = text.last_mut() {
            *last = last.wrapping_add((code - low) as u16);
        }
        Some(String::from_utf16_lossy(&text))
    }

    /// CID of a code.
    pub fn cid(&self, code: u32) -> Option<u32> {
        let (low, high, first) =
            self.cids[self.cids.partition_point(|range| range.0 <= code).checked_sub(1)?];
        (code <= high).then(|| first.saturating_add(code - low))
    }
}

/// Big-endian number of up to four bytes.
pub fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, &byte| code << 8 | u32::from(byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    // A target of one byte is not allowed but is written by some generators.
    if let [one] = bytes {
        return vec![u16::from(*one)];
    }
    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

fn next_token(program: &[u8], at: &mut usize) -> Option<Token> {
    loop {
        let first = *program.get(*at)?;
        *at += 1;
        match first {
            b'%' => *at += program[*at..].iter().take_while(|&&byte| byte != b'\n' && byte != b'\r').count(),
            b'<' if program.get(*at) == Some(&b'<') => *at += 1,
            b'<' => {
                let end = program[*at..].iter().position(|&byte| byte == b'>')?;
                let digits: Vec<u8> = program[*at..*at + end]
                    .iter()
                    .filter_map(|&byte| (byte as char).to_digit(16))
                    .map(|digit| digit as u8)
                    .collect();
                *at += end + 1;
                return Some(Token::Hex(
                    digits.chunks(2).map(|two| two[0] << 4 | two.get(1).unwrap_or(&0)).collect(),
                ));
            }
            b'[' => return Some(Token::Open),
            b']' => return Some(Token::Close),
            _ if is_regular(first) => {
                let start = *at - 1;
                *at += program[*at..].iter().take_while(|&&byte| is_regular(byte)).count();
                let word = &program[start..*at];
                let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                return Some(number.map_or_else(|| Token::Word(word.to_vec()), Token::Number));
            }
            _ => {}
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && !matches!(byte, 0 | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_ranges_and_arrays_map_to_text() {
        let cmap = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar <0003> <0020> <0004><D83DDE00>\n\
              endbfchar 2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<00660069> <0078>] endbfrange",
        );
        assert_eq!(cmap.text(3).as_deref(), Some(" "));
        assert_eq!(cmap.text(4).as_deref(), Some("😀"));
        assert_eq!(cmap.text(0x12).as_deref(), Some("c"));
        assert_eq!(cmap.text(0x13), None);
        assert_eq!(cmap.text(0x20).as_deref(), Some("fi"));
        assert_eq!(cmap.code_length(&[0, 3, 0]), Some(2));
        assert_eq!(cmap.code_length(&[0]), None);
    }

    #[test]
    fn codes_of_mixed_length_are_told_apart() {
        let cmap = CMap::parse(
            b"2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange 1 begincidrange <8140> <817e> 633 endcidrange",
        );
        assert_eq!(cmap.code_length(b"A"), Some(1));
        assert_eq!(cmap.code_length(&[0x81, 0x41]), Some(2));
        assert_eq!(cmap.code_length(&[0x81, 0x01]), None);
        assert_eq!(cmap.cid(0x8141), Some(634));
    }

    #[test]
    fn a_hostile_range_costs_nothing() {
        let cmap =
            CMap::parse(b"1 beginbfrange <00000000> <FFFFFFFF> [<0041>] <0> <FFFFFFFF> <FFFF> endbfrange");
        assert_eq!(cmap.text(0).as_deref(), Some("A"));
        assert!(cmap.text(u32::MAX).is_some());
    }
}
