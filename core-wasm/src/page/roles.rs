//! Roles, as far as the structure of text needs them (HTML-AAM and WAI-ARIA 1.2, table driven).

use super::buffer::{Display, Record, attribute};

/// What an element is to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// Navigation, banner, footer, side matter: read, but seldom what a question is about.
    Boilerplate,
    /// A list item.
    ListItem,
    /// A table row.
    Row,
    /// A cell of a table row, header or not.
    Cell,
    /// A term that a definition follows.
    Term,
    /// A definition.
    Definition,
    /// Preformatted text.
    Preformatted,
    /// A form control: see [`super::semantics`].
    Control,
    /// A picture.
    Image,
    /// A child frame.
    Frame,
    /// A line break.
    Break,
    /// A block of text of no special kind.
    Block,
    /// Part of the line it stands in.
    Inline,
}

const TAGS: &[(&str, Role)] = &[
    ("h1", Role::Heading(1)),
    ("h2", Role::Heading(2)),
    ("h3", Role::Heading(3)),
    ("h4", Role::Heading(4)),
    ("h5", Role::Heading(5)),
    ("h6", Role::Heading(6)),
    ("nav", Role::Boilerplate),
    ("footer", Role::Boilerplate),
    ("aside", Role::Boilerplate),
    ("dt", Role::Term),
    ("dd", Role::Definition),
    ("pre", Role::Preformatted),
    ("input", Role::Control),
    ("select", Role::Control),
    ("textarea", Role::Control),
    ("meter", Role::Control),
    ("progress", Role::Control),
    ("img", Role::Image),
    ("iframe", Role::Frame),
    ("frame", Role::Frame),
    ("br", Role::Break),
    ("hr", Role::Block),
];

const ARIA: &[(&str, Role)] = &[
    ("navigation", Role::Boilerplate),
    ("banner", Role::Boilerplate),
    ("contentinfo", Role::Boilerplate),
    ("complementary", Role::Boilerplate),
    ("menu", Role::Boilerplate),
    ("menubar", Role::Boilerplate),
    ("listitem", Role::ListItem),
    ("row", Role::Row),
    ("cell", Role::Cell),
    ("gridcell", Role::Cell),
    ("columnheader", Role::Cell),
    ("rowheader", Role::Cell),
    ("term", Role::Term),
    ("definition", Role::Definition),
];

/// The role of an element: its ARIA role, else its tag's, else what its box says.
pub fn role(record: &Record<'_>) -> Role {
    let tag = record.tag();
    let by_tag = TAGS.iter().find(|(name, _)| *name == tag).map(|(_, role)| *role);
    // What paints itself stays what it is, whatever its `role` claims.
    if let Some(role @ (Role::Control | Role::Image | Role::Frame | Role::Break)) = by_tag {
        return role;
    }
    if let Some(aria) = record.attribute(attribute::ROLE) {
        let aria = aria.split_ascii_whitespace().next().unwrap_or("");
        if aria == "heading" {
            let level = record.aria("level").and_then(|level| level.trim().parse().ok()).unwrap_or(2);
            return Role::Heading(level.clamp(1, 6));
        }
        if let Some((_, role)) = ARIA.iter().find(|(name, _)| *name == aria) {
            return *role;
        }
    }
    by_tag.unwrap_or(match record.display() {
        Display::Block | Display::None => Role::Block,
        Display::ListItem => Role::ListItem,
        Display::Row => Role::Row,
        Display::Cell => Role::Cell,
        Display::Inline | Display::Contents | Display::Atomic => Role::Inline,
    })
}

/// Whether an element paints itself instead of its content.
pub fn is_replaced(tag: &str) -> bool {
    matches!(
        tag,
        "img"
            | "input"
            | "select"
            | "textarea"
            | "meter"
            | "progress"
            | "iframe"
            | "frame"
            | "video"
            | "canvas"
            | "audio"
            | "embed"
    )
}

#[cfg(test)]
mod tests {
    use super::super::buffer::{Buffer, split_strings};
    use super::super::build::Build;
    use super::*;

    fn last_role(build: &Build) -> Role {
        let (nodes, table) = build.parts();
        let strings = split_strings(&table);
        let buffer = Buffer::new(&nodes, &strings);
        buffer.records().last().map_or(Role::Inline, |record| role(&record))
    }

    #[test]
    fn the_aria_role_goes_before_the_tag() {
        let mut build = Build::page();
        build.open("div").attr('r', "heading").attr('x', "level=3");
        assert_eq!(last_role(&build), Role::Heading(3));
        let mut build = Build::page();
        build.open("h2").attr('r', "navigation");
        assert_eq!(last_role(&build), Role::Boilerplate);
    }

    #[test]
    fn a_control_stays_a_control() {
        let mut build = Build::page();
        build.open("input").attr('r', "heading");
        assert_eq!(last_role(&build), Role::Control);
    }
}
