//! The computation of text alternatives, step by step as in accname 1.2 §4.3.2.

use super::super::super::buffer::{Buffer, Display, Kind, Record, attribute, flag};
use super::super::roles::{Naming, Role};
use super::super::tree::{Tree, is_aria_hidden};
use super::{Name, Source, embedded, host, seen};

/// Records one name may look at, and characters it may have.
const MOST_RECORDS: usize = 4_000;
const LONGEST: usize = 4_000;
const DEEPEST: usize = 256;

/// Computes names and descriptions in one frame.
pub struct Namer<'a, 't> {
    pub(super) buffer: &'a Buffer<'a>,
    pub(super) tree: &'t Tree<'a>,
    pub(super) roles: &'t [Role],
    pub(super) visible: &'t [bool],
}

/// How the computation came to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is the one to be named.
    Root,
    /// `aria-labelledby` or `aria-describedby` names it.
    Reference,
    /// It is a native label, legend or caption.
    Label,
    /// It is in one of these.
    Descendant,
}

/// One computation under way.
pub(super) struct Walk {
    /// Elements that are open: none is entered twice.
    path: Vec<usize>,
    /// Within `aria-labelledby`, which does not chain.
    in_reference: bool,
    /// Within something hidden that was referred to: all of it counts.
    in_hidden: bool,
    left: usize,
    /// Text a person can not read that came from text nodes.
    pub(super) unseen: String,
    /// Whether words came from attributes or style sheets of what is in the element.
    pub(super) said: bool,
}

impl Walk {
    fn new() -> Self {
        Self {
            path: Vec::new(),
            in_reference: false,
            in_hidden: false,
            left: MOST_RECORDS,
            unseen: String::new(),
            said: false,
        }
    }
}

impl<'a, 't> Namer<'a, 't> {
    /// For the frame whose `visible` records were decided.
    pub fn new(buffer: &'a Buffer<'a>, tree: &'t Tree<'a>, roles: &'t [Role], visible: &'t [bool]) -> Self {
        Self { buffer, tree, roles, visible }
    }

    pub(super) fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Generic)
    }

    /// The name of an element.
    pub fn name(&self, index: usize) -> Name {
        let Some(record) = self.buffer.record(index).filter(|record| record.kind() == Kind::Element) else {
            return Name::default();
        };
        if self.role(index).naming() == Naming::Prohibited && !host::is_named_without_role(&record) {
            return Name::default();
        }
        let mut walk = Walk::new();
        let (text, source) = self.alternative(&record, Way::Root, &mut walk);
        let text = tidy(&text);
        let source = if text.is_empty() { Source::Nothing } else { source };
        let seen = source == Source::Nothing || seen::is_seen(self, &record, &text, source, &walk);
        Name { text, source, seen }
    }

    /// The description: of `aria-describedby`, `aria-description`, else a `title` that is not the name (accname 1.2
    /// §4.3.3, HTML-AAM 1.0 §4.2).
    pub fn description(&self, index: usize, name: &Name) -> String {
        let Some(record) = self.buffer.record(index).filter(|record| record.kind() == Kind::Element) else {
            return String::new();
        };
        let mut walk = Walk::new();
        walk.path.push(index);
        if let Some(text) = self.referenced(&record, attribute::DESCRIBED_BY, &mut walk) {
            let text = tidy(&text);
            if !text.is_empty() {
                return text;
            }
        }
        let value = record.attribute(attribute::VALUE).filter(|_| {
            name.source != Source::Value
                && record.tag() == "input"
                && matches!(record.attribute(attribute::TYPE), Some("button" | "submit" | "reset"))
        });
        let said = record.aria("description").map(tidy).filter(|text| !text.is_empty());
        let drawn = || record.attribute(attribute::SVG_DESCRIPTION).map(tidy);
        let titled = || record.attribute(attribute::TITLE).filter(|_| name.source != Source::Title).map(tidy);
        said.or_else(drawn)
            .or_else(|| value.map(tidy))
            .or_else(titled)
            .filter(|text| *text != name.text)
            .unwrap_or_default()
    }

    /// Steps 2A to 2I for one element.
    pub(super) fn alternative(&self, record: &Record<'a>, way: Way, walk: &mut Walk) -> (String, Source) {
        let nothing = (String::new(), Source::Nothing);
        if walk.path.contains(&record.index) && way != Way::Reference || walk.path.len() > DEEPEST {
            return nothing;
        }
        // 2A: hidden and not referred to.
        if way == Way::Descendant && !walk.in_hidden && self.tree.is_hidden(record) {
            return nothing;
        }
        walk.path.push(record.index);
        let found = self.steps(record, way, walk);
        walk.said |= way == Way::Descendant
            && matches!(found.1, Source::AriaLabel | Source::Alt | Source::Title | Source::SvgTitle);
        walk.path.pop();
        found
    }

    fn steps(&self, record: &Record<'a>, way: Way, walk: &mut Walk) -> (String, Source) {
        let role = self.role(record.index);
        let is_self = way == Way::Root || walk.path.first() == Some(&record.index);
        // 2B: labelled by.
        if !walk.in_reference
            && let Some(text) = self.referenced(record, attribute::LABELLED_BY, walk)
            && !tidy(&text).is_empty()
        {
            return (text, Source::LabelledBy);
        }
        // 2C: a control embedded in the label of another one gives its value.
        if !is_self && let Some(value) = embedded::value(self, record, role, walk) {
            return (value, Source::Value);
        }
        let hides_itself = record.has(flag::INVISIBLE) && !walk.in_hidden && way == Way::Descendant;
        if !hides_itself {
            // 2D: aria-label.
            if let Some(label) = record.aria("label").filter(|label| !is_blank(label)) {
                return (label.to_owned(), Source::AriaLabel);
            }
            // 2E: what the host language says.
            if let Some((text, source)) = self.native(record, role, walk).filter(|(text, _)| !is_blank(text))
            {
                return (text, source);
            }
        }
        // 2F, 2G, 2H: content.
        if way != Way::Root || role.naming() == Naming::Content || host::is_named_by_content(record) {
            let text = self.content(record, walk);
            if !is_blank(&text) {
                return (text, Source::Content);
            }
        }
        if hides_itself {
            return (String::new(), Source::Nothing);
        }
        // 2I: tooltip.
        host::tooltip(record)
    }

    /// The texts an attribute's targets give, joined; none without targets.
    pub(super) fn referenced(&self, record: &Record<'a>, key: char, walk: &mut Walk) -> Option<String> {
        record.attribute(key)?;
        let before = (walk.in_reference, walk.in_hidden);
        let mut texts = Vec::new();
        for target in record.references(key).filter_map(|target| self.buffer.record(target)) {
            walk.in_reference = true;
            walk.in_hidden = self.is_hidden_root(&target);
            // An element may refer to itself once.
            if walk.path.iter().filter(|at| **at == target.index).count() < 2 {
                texts.push(tidy_ends(&self.alternative(&target, Way::Reference, walk).0));
            }
            (walk.in_reference, walk.in_hidden) = before;
        }
        texts.retain(|text| !text.is_empty());
        Some(texts.join(" "))
    }

    /// The texts of an element's native labels, legend or caption.
    pub(super) fn labels(&self, record: &Record<'a>, walk: &mut Walk) -> String {
        let before = walk.in_hidden;
        let mut texts = Vec::new();
        for label in record.references(attribute::LABELS).filter_map(|label| self.buffer.record(label)) {
            walk.in_hidden = self.is_hidden_root(&label);
            texts.push(tidy_ends(&self.alternative(&label, Way::Label, walk).0));
            walk.in_hidden = before;
        }
        texts.retain(|text| !text.is_empty());
        texts.join(" ")
    }

    fn is_hidden_root(&self, record: &Record<'a>) -> bool {
        self.tree.is_hidden(record)
            || self
                .tree
                .ancestors(record.index)
                .filter_map(|at| self.buffer.record(at))
                .any(|above| is_aria_hidden(&above))
    }

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

    fn native(&self, record: &Record<'a>, role: Role, walk: &mut Walk) -> Option<(String, Source)> {
        if role == Role::None { None } else { host::label(self, record, walk) }
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
        Display::Inline | Display::Contents => !matches!(source, Source::Content | Source::Nothing),
        Display::Atomic => !is_blank(part),
        _ => true,
    }
}

/// Only the whitespace of ASCII counts as such: a no-break space is a character of the name.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_whitespace())
}

fn tidy_ends(text: &str) -> String {
    text.trim_matches(|c: char| c.is_ascii_whitespace()).to_owned()
}

/// Whitespace trimmed and collapsed, invisible characters gone.
pub(super) fn tidy(text: &str) -> String {
    let clean = text::clean(text);
    let mut out = String::with_capacity(clean.len());
    for word in clean.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
