//! The line under way: words are gathered until something ends them, then it becomes a line.

use super::super::super::buffer::{Record, flag};
use super::super::line::{Line, LineKind, quoted};
use super::{Builder, LONGEST};

impl<'a> Builder<'a> {
    pub(super) fn text(&mut self, record: &Record<'a>) {
        let clean = text::clean(record.text());
        self.current.space |= record.has(flag::SPACE_BEFORE) || clean.starts_with(char::is_whitespace);
        for word in clean.split_whitespace() {
            if self.current.space && !self.current.words.is_empty() {
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

    pub(super) fn separate(&mut self) {
        self.end_words();
        if !self.current.text.is_empty() {
            self.current.text.push_str(" | ");
        }
    }

    pub(super) fn number(&self, node: u32) -> String {
        if self.frame == 0 { format!("[{node}]") } else { format!("[f{}:{node}]", self.frame) }
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

    pub(super) fn end_words(&mut self) {
        let words = std::mem::take(&mut self.current.words);
        self.current.space = false;
        if !words.chars().any(char::is_alphanumeric) {
            return;
        }
        if !self.current.text.is_empty() && !self.current.text.ends_with("| ") {
            self.current.text.push(' ');
        }
        self.current.text.push_str(&quoted(&words));
    }

    pub(super) fn flush(&mut self) {
        self.end_words();
        let done = std::mem::take(&mut self.current);
        if done.text.is_empty() {
            // A list item whose text comes in a block of its own keeps its mark.
            self.current.prefix = if done.kind.is_none() { done.prefix } else { "" };
            return;
        }
        let kind = done.kind.unwrap_or(LineKind::Text);
        let group = self.groups.last().copied().unwrap_or(0);
        let text = format!("{}{}", done.prefix, done.text.trim_end_matches(" | "));
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
