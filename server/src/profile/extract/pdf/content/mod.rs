//! Runs content streams and notes every piece of text with its place (ISO 32000-1 §9.4).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};

use super::font::Font;
use super::layout::{Piece, Sheet};
use super::matrix::{Matrix, number, numbers};
use crate::profile::extract::{Unreadable, limits};

mod marked;
mod show;

use marked::Span;

/// The graphics state, as far as text needs it.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
    render: i64,
}

/// Runs the pages of one document within one budget.
pub struct Interpreter<'a> {
    document: &'a Document,
    /// By the address of the font's dictionary: references and direct dictionaries alike.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    operations_left: usize,
    bytes_left: usize,
    chars_left: usize,
    sheet: Sheet,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    spans: Vec<Span>,
}

impl<'a> Interpreter<'a> {
    /// For one document.
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            fonts: HashMap::new(),
            operations_left: limits::OPERATIONS,
            bytes_left: limits::CONTENT_BYTES,
            chars_left: limits::RAW_CHARS,
            sheet: Sheet::default(),
            state: State::initial(),
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            spans: Vec::new(),
        }
    }

    /// The text of one page, in the order it is painted.
    pub fn page(&mut self, content: &[u8], resources: &'a Dictionary) -> Result<Sheet, Unreadable> {
        self.sheet = Sheet::default();
        self.state = State::initial();
        self.saved.clear();
        self.spans.clear();
        self.run(content, resources, 0)?;
        while !self.spans.is_empty() {
            self.end_span();
        }
        Ok(std::mem::take(&mut self.sheet))
    }

    fn run(&mut self, content: &[u8], resources: &'a Dictionary, depth: usize) -> Result<(), Unreadable> {
        self.bytes_left = self.bytes_left.checked_sub(content.len()).ok_or(Unreadable::TooComplex)?;
        // A broken end costs what follows it, not what was read before.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            self.operations_left = self.operations_left.checked_sub(1).ok_or(Unreadable::TooComplex)?;
            self.step(&operation, resources, depth)?;
        }
        Ok(())
    }

    fn step(
        &mut self,
        operation: &Operation,
        resources: &'a Dictionary,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let operands = operation.operands.as_slice();
        let value = |index: usize| operands.get(index).and_then(|operand| number(self.document, operand));
        let first = value(0);
        match (operation.operator.as_str(), first) {
            ("q", _) if self.saved.len() < limits::STATE_DEPTH => self.saved.push(self.state.clone()),
            ("Q", _) => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            ("cm", Some(_)) => {
                if let Some(matrix) = six(self.document, operands) {
                    self.state.ctm = matrix.then(self.state.ctm);
                }
            }
            ("Do", _) => self.paint(operands, resources, depth)?,
            ("BI", _) => self.sheet.has_image = true,
            ("BDC", _) => self.begin_span(operands, resources),
            ("BMC", _) => self.begin_span(&[], resources),
            ("EMC", _) => self.end_span(),
            ("BT", _) => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            ("Tf", _) => {
                if let Some(size) = value(1) {
                    self.state.size = size;
                }
                self.state.font = operands.first().and_then(|name| self.font(name, resources));
            }
            ("Tc", Some(space)) => self.state.char_space = space,
            ("Tw", Some(space)) => self.state.word_space = space,
            ("Tz", Some(percent)) => self.state.scale = percent / 100.0,
            ("TL", Some(leading)) => self.state.leading = leading,
            ("Ts", Some(rise)) => self.state.rise = rise,
            ("Tr", Some(mode)) => self.state.render = mode as i64,
            ("Tm", Some(_)) => {
                if let Some(matrix) = six(self.document, operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            ("Td", Some(x)) => self.move_line(x, value(1).unwrap_or(0.0)),
            ("TD", Some(x)) => {
                let y = value(1).unwrap_or(0.0);
                self.state.leading = -y;
                self.move_line(x, y);
            }
            ("T*", _) => self.move_line(0.0, -self.state.leading),
            ("Tj", _) => self.show_all(operands.first())?,
            ("TJ", _) => self.show_all(operands.first())?,
            ("'", _) => {
                self.move_line(0.0, -self.state.leading);
                self.show_all(operands.first())?;
            }
            ("\"", Some(word)) => {
                self.state.word_space = word;
                self.state.char_space = value(1).unwrap_or(0.0);
                self.move_line(0.0, -self.state.leading);
                self.show_all(operands.get(2))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn font(&mut self, name: &Object, resources: &'a Dictionary) -> Option<Rc<Font>> {
        let fonts = resources.get_deref(b"Font", self.document).ok()?.as_dict().ok()?;
        let font = fonts.get_deref(name.as_name().ok()?, self.document).ok()?.as_dict().ok()?;
        let key: *const Dictionary = font;
        if let Some(known) = self.fonts.get(&key) {
            return Some(known.clone());
        }
        if self.fonts.len() >= limits::FONTS {
            return None;
        }
        let read = Rc::new(Font::read(self.document, font));
        self.fonts.insert(key, read.clone());
        Some(read)
    }

    /// `Do`: a form is content of its own, an image only counts.
    fn paint(
        &mut self,
        operands: &[Object],
        resources: &'a Dictionary,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let Some(stream) = operands.first().and_then(|name| self.object(name, resources)) else {
            return Ok(());
        };
        match stream.dict.get_deref(b"Subtype", self.document).and_then(Object::as_name) {
            Ok(b"Image") => self.sheet.has_image = true,
            Ok(b"Form") if depth < limits::FORM_DEPTH => self.form(stream, resources, depth)?,
            _ => {}
        }
        Ok(())
    }

    fn object(&self, name: &Object, resources: &'a Dictionary) -> Option<&'a Stream> {
        let objects = resources.get_deref(b"XObject", self.document).ok()?.as_dict().ok()?;
        objects.get_deref(name.as_name().ok()?, self.document).ok()?.as_stream().ok()
    }

    fn form(&mut self, form: &'a Stream, outer: &'a Dictionary, depth: usize) -> Result<(), Unreadable> {
        let most = limits::STREAM_BYTES.min(self.bytes_left);
        let content = form.get_plain_content_with_limit(most).map_err(super::reason)?;
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict);
        let before = (self.state.clone(), self.text, self.line);
        let saved = std::mem::take(&mut self.saved);
        if let Some(matrix) = form.dict.get(b"Matrix").ok().and_then(|matrix| numbers(self.document, matrix))
        {
            self.state.ctm = Matrix(matrix).then(self.state.ctm);
        }
        let done = self.run(&content, own.unwrap_or(outer), depth + 1);
        (self.state, self.text, self.line) = before;
        self.saved = saved;
        done
    }

    fn add(&mut self, piece: Piece) -> Result<(), Unreadable> {
        self.chars_left =
            self.chars_left.checked_sub(piece.text.chars().count()).ok_or(Unreadable::TooLong)?;
        self.sheet.pieces.push(piece);
        Ok(())
    }
}

impl State {
    fn initial() -> Self {
        Self {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            render: 0,
        }
    }
}

fn six(document: &Document, operands: &[Object]) -> Option<Matrix> {
    let found: Vec<f32> = operands.iter().filter_map(|operand| number(document, operand)).collect();
    found.try_into().ok().map(Matrix)
}
