//! Lines of an outline.

use std::hash::{Hash, Hasher};

use super::super::model::RawFrame;

/// What a line is, most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum LineKind {
    Frame,
    Structure,
    Heading,
    Operable,
    Row,
    Text,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// How deep it stands, in steps of the outline.
    pub depth: u8,
    /// What it is.
    pub kind: LineKind,
    /// Its frame.
    pub frame: i32,
    /// Number of the element it is about, 0 without one.
    pub node: u32,
    /// Number of the list or table it is an item of, 0 without one.
    pub group: u32,
    /// What it says, without indentation.
    pub text: String,
    /// Whether some of it is in view; not part of what it says.
    pub in_view: Option<bool>,
    /// Numbers of everything on the line that can be operated.
    pub refs: Vec<u32>,
}

/// The lines of a page in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The lines.
    pub lines: Vec<Line>,
}

impl Outline {
    /// Everything that can be operated: (frame, number).
    pub fn operable(&self) -> impl Iterator<Item = (i32, u32)> + '_ {
        self.lines.iter().flat_map(|line| line.refs.iter().map(|node| (line.frame, *node)))
    }

    /// Hash of what it says. Where the page is scrolled to is not part of it.
    pub fn digest(&self) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        for line in &self.lines {
            (line.depth, line.frame, line.node, &line.text).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The whole as text.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.lines.iter().map(|line| line.text.len() + 4).sum());
        self.lines.iter().for_each(|line| line.write(&mut text));
        text
    }

    pub(super) fn push_frame(&mut self, frame: &RawFrame) {
        let mut text =
            format!("frame f{} {}", frame.frame_id, words(frame.url.split(['?', '#']).next().unwrap_or("")));
        if !frame.title.trim().is_empty() {
            text.push_str(": ");
            text.push_str(&words(frame.title.trim()));
        }
        self.lines.push(Line {
            depth: 0,
            kind: LineKind::Frame,
            frame: frame.frame_id,
            node: 0,
            group: 0,
            text,
            in_view: None,
            refs: Vec::new(),
        });
    }

    pub(super) fn push_unread(&mut self, frames: u32) {
        let text = format!("({frames} frames of other sites could not be read)");
        let line = Line {
            depth: 0,
            kind: LineKind::Text,
            frame: 0,
            node: 0,
            group: 0,
            text,
            in_view: None,
            refs: Vec::new(),
        };
        self.lines.push(line);
    }

    /// Lines without a box of their own are in view when a line next to them is.
    pub(super) fn settle_view(&mut self) {
        let mut before = Some(true);
        let known: Vec<Option<bool>> = self.lines.iter().map(|line| line.in_view).collect();
        let mut after = None;
        let next: Vec<Option<bool>> = known
            .iter()
            .rev()
            .map(|own| {
                after = own.or(after);
                after
            })
            .collect();
        for (line, next) in self.lines.iter_mut().zip(next.into_iter().rev()) {
            match line.in_view {
                Some(_) => before = line.in_view,
                None => {
                    line.in_view = Some(before == Some(true) && next != Some(false) || next == Some(true))
                }
            }
        }
    }
}

impl Line {
    /// Writes it with its indentation and a line end.
    pub fn write(&self, out: &mut String) {
        out.extend(std::iter::repeat_n(' ', usize::from(self.depth.min(12))));
        out.push_str(&self.text);
        out.push('\n');
    }
}

/// Words of a page as they stand in an outline: without the marks that are the outline's own (square brackets, quotation
/// marks, line ends), so that no page can write a number or begin a line.
pub fn words(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'[' | b']' | b'"')) {
        return text.to_owned();
    }
    text.chars()
        .map(|char| match char {
            '[' | '［' | '⟦' => '(',
            ']' | '］' | '⟧' => ')',
            '"' | '＂' => '\'',
            '\u{2028}' | '\u{2029}' => ' ',
            char if char.is_control() => ' ',
            char => char,
        })
        .collect()
}
