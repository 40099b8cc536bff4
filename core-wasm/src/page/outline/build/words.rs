//! The line under way: words are gathered until something ends them, then it becomes a line.

use super::super::super::buffer::{Record, flag};
use super::super::line::{Line, LineKind, words};
use super::{Builder, LONGEST};

impl<'a> Builder<'a> {
    pub(super) fn text(&mut self, record: &Record<'a>) {
        let clean = text::clean(record.text());
        self.current.space |= record.has(flag::SPACE_BEFORE) || clean.starts_with(char::is_whitespace);
        for word in clean.split_whitespace() {
            if self.current.space && !(self.current.words.is_empty() && self.current.text.is_empty()) {
                self.current.words.push(' ');
            }
            self.current.space = true;
            self.current.words.push_str(word);
        }
        self.current.space = clean.ends_with(char::is_whitespace);
        self.note(record);
        if self.current.words.len() > LONGEST {
            self.flush();
        }
    }

    pub(super) fn next_cell(&mut self) {
        self.end_words();
        if self.current.cells > 0 {
            self.current.text.push('|');
        }
        self.current.cells += 1;
        self.current.space = false;
    }

    pub(super) fn number(&self, node: u32) -> String {
        if self.frame == 0 { node.to_string() } else { format!("f{}:{node}", self.frame) }
    }

    pub(super) fn in_view(&self, record: &Record<'_>) -> Option<bool> {
        let (rect, view) = (record.rect()?, self.view?);
        let meets = rect.and(view);
        Some(meets.width() > 0.0 && meets.height() > 0.0)
    }

    pub(super) fn note(&mut self, record: &Record<'_>) {
        if let Some(seen) = self.in_view(record) {
            self.current.in_view = Some(self.current.in_view.unwrap_or(false) || seen);
        }
    }

    /// Writes the words that were gathered; dots and lines between two things are none.
    pub(super) fn end_words(&mut self) {
        let gathered = std::mem::take(&mut self.current.words);
        if !gathered.chars().any(char::is_alphanumeric) {
            return;
        }
        let gathered = words(if self.ends_open() { gathered.trim_start() } else { &gathered });
        if self.current.text.strip_suffix(']').is_some_and(|before| is_said(before, gathered.trim())) {
            return;
        }
        if self.current.text.ends_with(']') && gathered.starts_with(char::is_alphanumeric) {
            self.current.text.push(' ');
        }
        if self.in_row() {
            self.current.text.push_str(&gathered.replace('|', "¦"));
        } else {
            self.current.text.push_str(&gathered);
        }
    }

    /// Writes what is the outline's own, in its brackets.
    pub(super) fn push_mark(&mut self, mark: &str) {
        if !self.ends_open() {
            self.current.text.push(' ');
        }
        self.current.text.push_str(mark);
        self.current.space = false;
    }

    /// Whether nothing stands before, in the line or its cell.
    fn ends_open(&self) -> bool {
        self.current.text.is_empty() || (self.in_row() && self.current.text.ends_with('|'))
    }

    pub(super) fn flush(&mut self) {
        self.end_words();
        let done = std::mem::take(&mut self.current);
        if done.text.trim_end_matches('|').is_empty() {
            // A list item whose text comes in a block of its own keeps its mark.
            self.current.prefix = if done.kind.is_none() { done.prefix } else { "" };
            return;
        }
        let kind = done.kind.unwrap_or(LineKind::Text);
        let group = self.groups.last().copied().unwrap_or(0);
        let text = match (done.prefix, done.text.trim_end()) {
            // Nothing else says that these are the page's words.
            ("", said) if !said.starts_with('[') => format!("\"{said}\""),
            (prefix, said) if kind == LineKind::Row => format!("{prefix}{}", said.trim_end_matches('|')),
            (prefix, said) => format!("{prefix}{said}"),
        };
        self.lines.push(Line {
            depth: self.depth,
            kind,
            frame: self.frame,
            node: done.node,
            group,
            text,
            in_view: done.in_view,
            refs: done.refs,
        });
    }
}

/// Whether a control's brackets, up to its name, say the words already: the label right behind it.
fn is_said(before: &str, words: &str) -> bool {
    before.strip_suffix(words).is_some_and(|rest| rest.ends_with(": "))
}
