//! Marked content: text that stands for the glyphs in it (`ActualText`, ISO 32000-1 §14.9.4), which browsers write for
//! Arabic and Indic scripts, whose glyphs have no Unicode of their own.

use lopdf::{Dictionary, Object, decode_text_string};

use super::Interpreter;

/// Characters a replacement may have for each glyph it replaces, and in any case. More is text that nobody sees.
const CHARS_PER_GLYPH: usize = 4;
const CHARS_ALWAYS: usize = 4;
/// Deeper marks change nothing.
const SPANS: usize = 256;

/// An open mark.
pub struct Span {
    replacement: Option<String>,
    /// Pieces on the page when it began.
    floor: usize,
    glyphs: usize,
}

impl Interpreter<'_> {
    /// `BDC` with its tag and properties, or `BMC` without.
    pub(super) fn begin_span(&mut self, operands: &[Object], resources: &Dictionary) {
        if self.spans.len() >= SPANS {
            return;
        }
        let properties = match operands.get(1) {
            Some(Object::Dictionary(direct)) => Some(direct),
            Some(Object::Name(name)) => resources
                .get_deref(b"Properties", self.document)
                .and_then(Object::as_dict)
                .and_then(|named| named.get_deref(name, self.document))
                .and_then(Object::as_dict)
                .ok(),
            _ => None,
        };
        let replacement = properties
            .and_then(|properties| properties.get_deref(b"ActualText", self.document).ok())
            .and_then(|text| decode_text_string(text).ok());
        self.spans.push(Span { replacement, floor: self.sheet.pieces.len(), glyphs: 0 });
    }

    /// `EMC`: puts the replacement in the place of the glyphs.
    pub(super) fn end_span(&mut self) {
        let Some(span) = self.spans.pop() else { return };
        if let Some(outer) = self.spans.last_mut() {
            outer.glyphs += span.glyphs;
        }
        let Some(text) = span.replacement else { return };
        let chars = text.chars().count();
        let inside = self.sheet.pieces.len() - span.floor.min(self.sheet.pieces.len());
        if inside == 0 || chars > span.glyphs * CHARS_PER_GLYPH + CHARS_ALWAYS || chars > self.chars_left {
            return;
        }
        self.chars_left -= chars;
        let (start, end) = {
            let pieces = &self.sheet.pieces[span.floor..];
            let start = pieces.iter().map(|piece| piece.start).fold(f32::INFINITY, f32::min);
            let end = pieces.iter().map(|piece| piece.end).fold(f32::NEG_INFINITY, f32::max);
            // Replacements across lines keep to the first.
            if pieces.iter().all(|piece| piece.is_on_line_of(&pieces[0])) {
                (start, end)
            } else {
                (pieces[0].start, pieces[0].end)
            }
        };
        self.sheet.pieces.truncate(span.floor + 1);
        if let Some(piece) = self.sheet.pieces.last_mut() {
            (piece.text, piece.start, piece.end, piece.typed) = (text, start, end, true);
        }
    }

    /// Counts a glyph in the innermost mark.
    pub(super) fn note_glyph(&mut self) {
        if let Some(span) = self.spans.last_mut() {
            span.glyphs += 1;
        }
    }

    /// Pieces before this one are not part of the open replacement, so its glyphs are not appended to them.
    pub(super) fn span_floor(&self) -> usize {
        let open = self.spans.iter().rev().find(|span| span.replacement.is_some());
        open.map_or(0, |span| span.floor)
    }
}
