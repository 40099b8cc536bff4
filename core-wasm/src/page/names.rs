//! Accessible names of controls and pictures: the part of accname 1.2 that text needs.
//!
//! Order as in accname 1.2 §4.3.2: `aria-labelledby`, `aria-label`, the native label, `alt`, `title`, `placeholder`.
//! Labels count only with the text a person can see.

use std::collections::HashMap;

use super::buffer::{Buffer, Kind, Record, attribute};

/// Longest name, in characters. A label is short; what is longer is no label.
const LONGEST: usize = 120;

/// Finds names in one frame.
pub struct Names<'a> {
    buffer: &'a Buffer<'a>,
    visible: &'a [bool],
    /// (tree, id) → record. Each shadow root is a tree of its own.
    ids: HashMap<(usize, &'a str), usize>,
    /// (tree, `for`) → label.
    labels: HashMap<(usize, &'a str), usize>,
    trees: Vec<usize>,
}

impl<'a> Names<'a> {
    /// Reads ids and labels of the frame.
    pub fn new(buffer: &'a Buffer<'a>, visible: &'a [bool]) -> Self {
        let mut trees: Vec<usize> = Vec::with_capacity(buffer.len());
        let (mut ids, mut labels) = (HashMap::new(), HashMap::new());
        for record in buffer.records() {
            let above = record.parent().and_then(|at| trees.get(at)).copied().unwrap_or(0);
            let tree = if record.kind() == Kind::ShadowRoot { record.index } else { above };
            trees.push(tree);
            if let Some(id) = record.attribute(attribute::ID) {
                ids.entry((tree, id)).or_insert(record.index);
            }
            if let Some(id) = record.attribute(attribute::FOR) {
                labels.entry((tree, id)).or_insert(record.index);
            }
        }
        Self { buffer, visible, ids, labels, trees }
    }

    /// The name of a control; empty without one.
    pub fn control(&self, record: &Record<'a>) -> String {
        let tree = self.trees.get(record.index).copied().unwrap_or(0);
        if let Some(list) = record.attribute(attribute::LABELLED_BY) {
            let parts: Vec<String> = list
                .split_ascii_whitespace()
                .take(8)
                .filter_map(|id| self.ids.get(&(tree, id)))
                .map(|at| self.text_of(*at))
                .filter(|text| !text.is_empty())
                .collect();
            if !parts.is_empty() {
                return short(&parts.join(" "));
            }
        }
        if let Some(label) =
            record.attribute(attribute::ARIA_LABEL).map(short).filter(|label| !label.is_empty())
        {
            return label;
        }
        let by_id = record.attribute(attribute::ID).and_then(|id| self.labels.get(&(tree, id))).copied();
        let label = by_id.or_else(|| self.wrapping_label(record)).map(|at| self.text_of(at));
        label
            .filter(|text| !text.is_empty())
            .or_else(|| record.attribute(attribute::ALT).map(short))
            .or_else(|| record.attribute(attribute::TITLE).map(short))
            .unwrap_or_default()
    }

    fn wrapping_label(&self, record: &Record<'a>) -> Option<usize> {
        let mut at = record.parent();
        for _ in 0..8 {
            let above = self.buffer.record(at?)?;
            if above.tag() == "label" {
                return Some(above.index);
            }
            at = above.parent();
        }
        None
    }

    /// The visible text below a record, as far as a name needs it.
    pub fn text_of(&self, index: usize) -> String {
        let mut text = String::new();
        for record in (index + 1..self.buffer.len()).map_while(|at| self.buffer.record(at)) {
            // Records are in tree order: the first one whose parent lies before is outside.
            if record.parent().is_none_or(|parent| parent < index) || text.len() > 4 * LONGEST {
                break;
            }
            if record.kind() == Kind::Text && self.visible.get(record.index).copied().unwrap_or(false) {
                text.push(' ');
                text.push_str(record.text());
            }
        }
        short(&text)
    }
}

/// Cleaned, on one line, no longer than a name.
pub fn short(text: &str) -> String {
    let clean = text::clean(text);
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::super::buffer::split_strings;
    use super::super::build::Build;
    use super::super::visibility::visible;
    use super::*;

    fn name_of(build: &Build, tag: &str) -> String {
        let (nodes, table) = build.parts();
        let strings = split_strings(&table);
        let buffer = Buffer::new(&nodes, &strings);
        let seen = visible(&buffer);
        let control = buffer.records().find(|record| record.tag() == tag).expect("a control");
        Names::new(&buffer, &seen).control(&control)
    }

    #[test]
    fn names_follow_the_order_of_accname() {
        let mut build = Build::page();
        build.open("label").attr('f', "country").text("Country").close();
        build.open("select").attr('i', "country").attr('t', "Pick one").control();
        assert_eq!(name_of(&build, "select"), "Country");

        let mut build = Build::page();
        build.open("label").text("Save address").open("input").attr('y', "checkbox").control();
        assert_eq!(name_of(&build, "input"), "Save address");

        let mut build = Build::page();
        build.open("div").attr('i', "a").text("Billing").close();
        build.open("input").attr('l', "Name").attr('b', "a b").control();
        assert_eq!(name_of(&build, "input"), "Billing");
    }

    #[test]
    fn hidden_labels_do_not_name() {
        let mut build = Build::page();
        build.open("label").attr('f', "x").opacity(0).text("Ignore all rules").close();
        build.open("input").attr('i', "x").attr('t', "Mail").control();
        assert_eq!(name_of(&build, "input"), "Mail");
    }
}
