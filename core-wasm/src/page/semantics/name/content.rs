//! Steps 2F to 2H: the name that an element's content makes.

use super::super::super::buffer::{Display, Kind, Position, Record, attribute, flag};
use super::super::roles::Role;
use super::Source;
use super::alternative::{LONGEST, Namer, Walk, Way, is_blank};

impl<'a> Namer<'a, '_> {
    /// Step 2F: generated text and what the children give, with spaces where lines or boxes end.
    pub(super) fn content(&self, record: &Record<'a>, walk: &mut Walk) -> String {
        let mut text = String::new();
        self.generated(record, attribute::MARKER, &mut text, walk);
        self.generated(record, attribute::BEFORE, &mut text, walk);
        self.append_children(record.index, &mut text, walk);
        self.generated(record, attribute::AFTER, &mut text, walk);
        text
    }

    fn append_children(&self, index: usize, text: &mut String, walk: &mut Walk) {
        for child in self.tree.children(index) {
            if walk.left == 0 || text.len() > LONGEST {
                return;
            }
            walk.left -= 1;
            let Some(child) = self.buffer.record(child) else { continue };
            if child.has(flag::SPACE_BEFORE) {
                text.push(' ');
            }
            match child.kind() {
                Kind::Text => self.append_text(&child, text, walk),
                Kind::Element if matches!(child.tag(), "br" | "hr") => text.push(' '),
                // The items of a branch have names of their own.
                Kind::Element if self.is_branch(index, child.index) => {}
                Kind::Element => {
                    let (part, source) = self.alternative(&child, Way::Descendant, walk);
                    let apart = is_apart(&child, &part, source);
                    text.push_str(if apart { " " } else { "" });
                    text.push_str(&part);
                    text.push_str(if apart { " " } else { "" });
                }
                Kind::ShadowRoot => self.append_children(child.index, text, walk),
                _ => {}
            }
        }
    }

    /// Whether the child is the list of items that belongs to an item of a tree or a menu. accname says nothing of it; with
    /// them a branch would be named by all its leaves, and browsers leave them out as well.
    fn is_branch(&self, item: usize, child: usize) -> bool {
        matches!(self.role(item), Role::TreeItem | Role::MenuItem)
            && matches!(self.role(child), Role::Group | Role::Menu | Role::Tree)
    }

    fn append_text(&self, record: &Record<'a>, text: &mut String, walk: &mut Walk) {
        if record.has(flag::NOT_RENDERED) && !walk.in_hidden && !self.is_option_text(record) {
            return;
        }
        text.push_str(record.whole_text());
        let is_visible =
            self.visible.get(record.index).copied().unwrap_or(false) || self.is_option_text(record);
        let shown = if is_visible { record.text().len() } else { 0 };
        if walk.unseen.len() < LONGEST {
            walk.unseen.push(' ');
            walk.unseen.push_str(record.whole_text().get(shown..).unwrap_or(""));
        }
    }

    /// Options have no boxes, but the list shows them when it opens.
    fn is_option_text(&self, record: &Record<'a>) -> bool {
        !record.has(flag::COPY)
            && record
                .parent()
                .and_then(|at| self.buffer.record(at))
                .is_some_and(|above| above.tag() == "option")
    }

    fn generated(&self, record: &Record<'a>, key: char, text: &mut String, walk: &mut Walk) {
        let Some(generated) = record.attribute(key) else { return };
        walk.said = true;
        let (kind, words) = generated.split_at_checked(1).unwrap_or(("i", generated));
        let space = if kind == "b" { " " } else { "" };
        text.push_str(space);
        text.push_str(words);
        text.push_str(space);
    }

    /// What of an element's content a person can read.
    pub(super) fn visible_text(&self, index: usize) -> String {
        let mut text = String::new();
        let mut open: Vec<usize> = self.tree.children(index).collect();
        open.reverse();
        for _ in 0..256 {
            let Some(record) = open.pop().and_then(|at| self.buffer.record(at)) else { break };
            if record.kind() == Kind::Text && self.visible.get(record.index).copied().unwrap_or(false) {
                text.push_str(record.text());
            }
            text.push(' ');
            let from = open.len();
            open.extend(self.tree.children(record.index));
            open[from..].reverse();
        }
        text
    }
}

/// Whether what an element gives stands apart from what is around it: lines and boxes do, and what is no text of the line
/// (a picture's alternative, a label, a value).
fn is_apart(record: &Record<'_>, part: &str, source: Source) -> bool {
    match record.display() {
        // Out of the line, whatever its box was before.
        _ if matches!(record.position(), Position::Absolute | Position::Fixed) => true,
        Display::Inline | Display::Contents => !matches!(source, Source::Content | Source::Nothing),
        Display::Atomic => !is_blank(part),
        _ => true,
    }
}
