//! A font as the text sees it: codes, what they mean and how far each moves the pen.

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::cmap::{self, CMap};
use super::encoding::simple_encoding;
use super::matrix::{number, numbers};
use crate::profile::extract::limits;

mod standard;

/// One code of a string.
#[derive(Debug, PartialEq)]
pub struct Glyph {
    /// Empty where the font does not say.
    pub text: String,
    /// Advance in text space at font size 1.
    pub width: f32,
    /// The single-byte code 32, which word spacing widens (ISO 32000-1 §9.3.3).
    pub is_space_code: bool,
}

/// A font.
#[derive(Debug)]
pub struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// Text of the codes of a simple font.
    table: Vec<String>,
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// Height of an em in text space at font size 1; other than 1 for Type 3 fonts.
    pub em: f32,
}

#[derive(Debug)]
enum Codes {
    One,
    /// Two bytes, the code is the CID.
    Identity,
    /// A CMap inside the document.
    Embedded(CMap),
    /// A predefined CMap over Unicode.
    Utf16,
    /// A predefined CMap over an older East Asian encoding.
    Legacy(&'static Encoding),
}

impl Font {
    /// Reads a font dictionary. Never fails: an unreadable part is as if it were absent.
    pub fn read(document: &Document, font: &Dictionary) -> Self {
        let to_unicode = cmap_in(document, font, b"ToUnicode");
        match font.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Type0") => Self::composite(document, font, to_unicode),
            subtype => Self::simple(document, font, to_unicode, matches!(subtype, Ok(b"Type3"))),
        }
    }

    fn composite(document: &Document, font: &Dictionary, to_unicode: Option<CMap>) -> Self {
        let encoding = font.get_deref(b"Encoding", document);
        let codes = match encoding.and_then(Object::as_name) {
            Ok(name) => predefined(name),
            Err(_) => cmap_in(document, font, b"Encoding").map_or(Codes::Identity, Codes::Embedded),
        };
        let descendant = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let mut widths = HashMap::new();
        let mut default_width = 1.0;
        if let Some(descendant) = descendant {
            if let Ok(list) = descendant.get_deref(b"W", document).and_then(Object::as_array) {
                cid_widths(document, list, &mut widths);
            }
            if let Some(width) = descendant.get(b"DW").ok().and_then(|width| number(document, width)) {
                default_width = width / 1000.0;
            }
        }
        Self { codes, to_unicode, table: Vec::new(), widths, default_width, em: 1.0 }
    }

    fn simple(document: &Document, font: &Dictionary, to_unicode: Option<CMap>, type3: bool) -> Self {
        let table = simple_encoding(document, font);
        let matrix = font.get(b"FontMatrix").ok().and_then(|matrix| numbers::<6>(document, matrix));
        let unit = if type3 { matrix.map_or(0.001, |matrix| matrix[0].abs()) } else { 0.001 };
        let mut widths = HashMap::new();
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        if let Ok(list) = font.get_deref(b"Widths", document).and_then(Object::as_array) {
            for (code, width) in (first.clamp(0, 255) as u32..256).zip(list) {
                if let Some(width) = number(document, width) {
                    widths.insert(code, width * unit);
                }
            }
        }
        let base_font = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
        if widths.is_empty() {
            widths = standard::widths(base_font, &table);
        }
        let missing = font
            .get_deref(b"FontDescriptor", document)
            .and_then(Object::as_dict)
            .and_then(|descriptor| descriptor.get(b"MissingWidth"))
            .ok()
            .and_then(|width| number(document, width));
        let default_width = missing.map_or(if type3 { 0.0 } else { 0.5 }, |width| width * 0.001);
        let em = if type3 { type3_em(document, font, matrix, &widths) } else { 1.0 };
        Self { codes: Codes::One, to_unicode, table, widths, default_width, em }
    }

    /// The glyphs of a string.
    pub fn glyphs(&self, string: &[u8]) -> Vec<Glyph> {
        let mut glyphs = Vec::with_capacity(string.len());
        let mut rest = string;
        while !rest.is_empty() {
            let length = self.code_length(rest).clamp(1, rest.len());
            let (bytes, after) = rest.split_at(length);
            rest = after;
            let code = cmap::code(bytes);
            let text = self.to_unicode.as_ref().and_then(|cmap| cmap.text(code));
            let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| self.encoded(bytes, code));
            let width = self.widths.get(&self.cid(code)).copied().unwrap_or(self.default_width);
            glyphs.push(Glyph { text, width, is_space_code: bytes == b" " });
        }
        glyphs
    }

    fn code_length(&self, rest: &[u8]) -> usize {
        match &self.codes {
            Codes::One => 1,
            Codes::Identity => 2,
            Codes::Embedded(cmap) => cmap.code_length(rest).unwrap_or(2),
            Codes::Utf16 => 2 + 2 * usize::from(matches!(rest[0], 0xD8..=0xDB)),
            Codes::Legacy(encoding) => {
                let single = rest[0] < 0x81 || (*encoding == SHIFT_JIS && matches!(rest[0], 0xA0..=0xDF));
                if single { 1 } else { 2 }
            }
        }
    }

    fn cid(&self, code: u32) -> u32 {
        match &self.codes {
            Codes::Embedded(cmap) => cmap.cid(code).unwrap_or(code),
            _ => code,
        }
    }

    fn encoded(&self, bytes: &[u8], code: u32) -> String {
        match self.codes {
            Codes::One => self.table.get(code as usize).cloned().unwrap_or_default(),
            Codes::Identity | Codes::Embedded(_) => String::new(),
            Codes::Utf16 => UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
            Codes::Legacy(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        }
    }
}

fn cmap_in(document: &Document, font: &Dictionary, key: &[u8]) -> Option<CMap> {
    let stream = font.get_deref(key, document).ok()?.as_stream().ok()?;
    Some(CMap::parse(&stream.get_plain_content_with_limit(limits::STREAM_BYTES / 4).ok()?))
}

/// Predefined CMaps by name (ISO 32000-1 table 118).
fn predefined(name: &[u8]) -> Codes {
    let name = String::from_utf8_lossy(name);
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    match () {
        () if has(&["UCS2", "UTF16"]) => Codes::Utf16,
        () if has(&["GBK", "GB-EUC", "GBpc", "GBT"]) => Codes::Legacy(GBK),
        () if has(&["RKSJ"]) => Codes::Legacy(SHIFT_JIS),
        () if has(&["B5", "ETen", "HKscs"]) => Codes::Legacy(BIG5),
        () if has(&["KSC"]) => Codes::Legacy(EUC_KR),
        () => Codes::Identity,
    }
}

/// `c [w …]` and `first last w` in any mixture (ISO 32000-1 §9.7.4.3).
fn cid_widths(document: &Document, list: &[Object], widths: &mut HashMap<u32, f32>) {
    let mut rest = list;
    // Overlapping ranges repeated a million times would cost hours.
    let mut entries_left = 4 * usize::from(u16::MAX);
    while let [first, second, tail @ ..] = rest {
        let Some(first) = number(document, first).map(|cid| cid as u32) else { return };
        match document.dereference(second) {
            Ok((_, Object::Array(each))) => {
                for (cid, width) in (first..=u32::from(u16::MAX)).zip(each) {
                    widths.insert(cid, number(document, width).unwrap_or(1000.0) / 1000.0);
                }
                rest = tail;
            }
            _ => {
                let (Some(last), [width, after @ ..]) = (number(document, second), tail) else { return };
                let width = number(document, width).unwrap_or(1000.0) / 1000.0;
                let range = first..=(last as u32).min(u32::from(u16::MAX));
                let length = range.clone().count();
                let Some(left) = entries_left.checked_sub(length) else { return };
                entries_left = left;
                widths.extend(range.map(|cid| (cid, width)));
                rest = after;
            }
        }
    }
}

/// A Type 3 font has its own units: its box gives the em, or else twice the usual width.
fn type3_em(
    document: &Document,
    font: &Dictionary,
    matrix: Option<[f32; 6]>,
    widths: &HashMap<u32, f32>,
) -> f32 {
    let height = matrix.map_or(0.001, |matrix| matrix[3].abs());
    let frame = font.get(b"FontBBox").ok().and_then(|frame| numbers::<4>(document, frame));
    let tall = frame.map_or(0.0, |frame| (frame[3] - frame[1]).abs() * height);
    if tall > 0.0 {
        return tall;
    }
    let set: Vec<f32> = widths.values().copied().filter(|&width| width > 0.0).collect();
    if set.is_empty() { 1.0 } else { 2.0 * set.iter().sum::<f32>() / set.len() as f32 }
}
