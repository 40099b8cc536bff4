//! Showing strings: where each glyph stands.

use lopdf::Object;

use super::Interpreter;
use crate::profile::extract::Unreadable;
use crate::profile::extract::pdf::layout::Piece;
use crate::profile::extract::pdf::matrix::{Matrix, number};

/// Glyphs closer than this share of an em belong to one piece.
const SAME_PIECE: f32 = 0.05;

impl Interpreter<'_> {
    /// A string, or an array of strings and kerning in thousandths of an em.
    pub(super) fn show_all(&mut self, operand: Option<&Object>) -> Result<(), Unreadable> {
        match operand {
            Some(Object::String(string, _)) => self.show(string),
            Some(Object::Array(items)) => {
                for item in items {
                    if let Object::String(string, _) = item {
                        self.show(string)?;
                    } else if let Some(kerning) = number(self.document, item) {
                        let back = kerning / 1000.0 * self.state.size * self.state.scale;
                        self.text = Matrix::shift(-back, 0.0).then(self.text);
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn show(&mut self, string: &[u8]) -> Result<(), Unreadable> {
        let Some(font) = self.state.font.clone() else { return Ok(()) };
        for glyph in font.glyphs(string) {
            let state = &self.state;
            let space = state.char_space + if glyph.is_space_code { state.word_space } else { 0.0 };
            let to_page = Matrix::shift(0.0, state.rise).then(self.text).then(state.ctm);
            let inked = glyph.width * state.size * state.scale;
            let (from, to) = (to_page.apply(0.0, 0.0), to_page.apply(inked, 0.0));
            let [a, b, c, d, ..] = to_page.0;
            let size = state.size.abs() * font.em * c.hypot(d);
            // Along the baseline as it lies on the page; mirrored text still reads in this direction.
            let turn = (a * state.size.signum(), b * state.size.signum());
            let piece = Piece::new(glyph.text, from, to, turn, size, state.render == 3);
            self.text = Matrix::shift(inked + space * state.scale, 0.0).then(self.text);
            self.note_glyph();
            self.join(piece)?;
        }
        Ok(())
    }

    /// Appends to the piece before it where both stand together, which keeps pages small.
    fn join(&mut self, piece: Piece) -> Result<(), Unreadable> {
        let floor = self.span_floor();
        if self.sheet.pieces.len() > floor
            && let Some(last) = self.sheet.pieces.last_mut()
            && !(piece.alone || last.alone || last.typed)
            && last.is_followed_by(&piece, SAME_PIECE)
        {
            self.chars_left =
                self.chars_left.checked_sub(piece.text.chars().count()).ok_or(Unreadable::TooLong)?;
            last.text.push_str(&piece.text);
            last.end = piece.end;
            return Ok(());
        }
        self.add(piece)
    }
}
