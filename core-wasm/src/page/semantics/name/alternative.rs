//! The computation of text alternatives, step by step as in accname 1.2 §4.3.2.

use super::super::super::buffer::{Buffer, Kind, Record, attribute, flag};
use super::super::roles::{Naming, Role};
use super::super::tree::{Tree, is_aria_hidden};
use super::{Name, Source, embedded, host, seen};

/// Records one name may look at, and characters it may have.
const MOST_RECORDS: usize = 4_000;
pub(super) const LONGEST: usize = 4_000;
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
    pub(super) path: Vec<usize>,
    /// Within `aria-labelledby`, which does not chain.
    in_reference: bool,
    /// Within something hidden that was referred to: all of it counts.
    pub(super) in_hidden: bool,
    pub(super) left: usize,
    /// Text a person can not read that came from text nodes.
    pub(super) unseen: String,
    /// Whether words came from attributes or style sheets of what is in the element.
    pub(super) said: bool,
}

impl Walk {
    pub(super) fn new() -> Self {
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

    fn native(&self, record: &Record<'a>, role: Role, walk: &mut Walk) -> Option<(String, Source)> {
        if role == Role::None { None } else { host::label(self, record, walk) }
    }
}

/// Only the whitespace of ASCII counts as such: a no-break space is a character of the name.
pub(super) fn is_blank(text: &str) -> bool {
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
