//! The buffer a content script writes for one frame, decoded.
//!
//! `nodes` is records of [`STRIDE`] numbers in the order of the flat tree (parents before children), `strings` a table
//! whose entries U+0000 separates; entry 0 is empty. `extension/content/layout.ts` is the writer's half.
//!
//! | place | element | text |
//! | --- | --- | --- |
//! | 0 ref | number of the node, 0 without | number of the node |
//! | 1 parent | record number of the parent, −1 for none | the same |
//! | 2 flags | kind (bits 0–2), display (3–5), position (6–7), [`flag`] | kind, [`flag`] |
//! | 3 string | tag name | the text |
//! | 4 attributes | string number of the first attribute | – |
//! | 5–8 | box: x, y, width, height in quarters of a CSS pixel, in page coordinates; with [`flag::HAS_RECT`] | the same |
//! | 9 colour | background, RGBA from the highest byte down | text colour |
//! | 10 amount | opacity in thousandths | font size in sixteenths of a pixel |
//! | 11 count | number of attributes, side by side in the table; the first character says which | with [`flag::TRIMMED`]: UTF-16 units that show |
//!
//! A text has a box only where it may be somewhere else than what is around it, or be clipped, or look like its ground.
//!
//! Record 0 is the document (its box: how far it scrolls), record 1 the viewport. A shadow root is a record of its own
//! under its host; a scroll container has its scroll region as a first child.
//!
//! Nothing here is trusted: a page can not write the buffer, but it chose every string and number in it.

pub use super::rect::{PER_PIXEL, Rect};

/// Numbers in a record.
pub const STRIDE: usize = 12;

/// Flags of a record.
pub mod flag {
    #![allow(missing_docs, reason = "the names say it")]
    pub const CLIPS_X: i32 = 1 << 8;
    pub const CLIPS_Y: i32 = 1 << 9;
    pub const SCROLLS: i32 = 1 << 10;
    pub const NOT_RENDERED: i32 = 1 << 11;
    pub const COVERED: i32 = 1 << 12;
    pub const PAINTED: i32 = 1 << 13;
    pub const HAS_RECT: i32 = 1 << 14;
    pub const CHECKED: i32 = 1 << 15;
    pub const DISABLED: i32 = 1 << 16;
    pub const SLOTTED: i32 = 1 << 17;
    pub const TRIMMED: i32 = 1 << 18;
    pub const SPACE_BEFORE: i32 = 1 << 19;
    pub const COLOUR_UNKNOWN: i32 = 1 << 20;
    pub const INVISIBLE: i32 = 1 << 21;
    pub const COPY: i32 = 1 << 22;
    pub const CLICKABLE: i32 = 1 << 23;
}

/// What a record stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Element,
    Text,
    ShadowRoot,
    ScrollRegion,
    Document,
    Viewport,
}

/// The box an element makes, as far as text structure cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Display {
    Inline,
    Block,
    None,
    Contents,
    Row,
    Cell,
    ListItem,
    /// Inline-block and its kin.
    Atomic,
}

/// CSS `position`; sticky counts as relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Position {
    Static,
    Relative,
    Absolute,
    Fixed,
}

/// A frame's buffer, ready to be read. Every access is total: an index outside gives nothing.
#[derive(Clone, Copy, Debug)]
pub struct Buffer<'a> {
    nodes: &'a [i32],
    strings: &'a [&'a str],
}

impl<'a> Buffer<'a> {
    /// A view of `nodes`, with the table `strings` already taken apart by [`split_strings`].
    pub fn new(nodes: &'a [i32], strings: &'a [&'a str]) -> Self {
        Self { nodes, strings }
    }

    /// How many whole records there are.
    pub fn len(&self) -> usize {
        self.nodes.len() / STRIDE
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records in order.
    pub fn records(&self) -> impl Iterator<Item = Record<'a>> + '_ {
        (0..self.len()).filter_map(|index| self.record(index))
    }

    /// Record number `index`.
    pub fn record(&self, index: usize) -> Option<Record<'a>> {
        let fields = self.nodes.get(index * STRIDE..(index + 1) * STRIDE)?;
        Some(Record { index, fields, strings: self.strings })
    }
}

/// Takes the string table apart.
pub fn split_strings(table: &str) -> Vec<&str> {
    table.split('\0').collect()
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its number.
    pub index: usize,
    fields: &'a [i32],
    strings: &'a [&'a str],
}

impl<'a> Record<'a> {
    fn field(&self, place: usize) -> i32 {
        self.fields.get(place).copied().unwrap_or(0)
    }

    fn string(&self, index: i32) -> &'a str {
        usize::try_from(index).ok().and_then(|index| self.strings.get(index)).copied().unwrap_or("")
    }

    /// Number of the node, 0 without.
    pub fn node(&self) -> u32 {
        u32::try_from(self.field(0)).unwrap_or(0)
    }

    /// The parent's record; only one that came before counts, so that a walk upward ends.
    pub fn parent(&self) -> Option<usize> {
        usize::try_from(self.field(1)).ok().filter(|parent| *parent < self.index)
    }

    /// Whether a flag is set.
    pub fn has(&self, flag: i32) -> bool {
        self.field(2) & flag != 0
    }

    /// What it stands for; unknown numbers are elements.
    pub fn kind(&self) -> Kind {
        match self.field(2) & 7 {
            1 => Kind::Text,
            2 => Kind::ShadowRoot,
            3 => Kind::ScrollRegion,
            4 => Kind::Document,
            5 => Kind::Viewport,
            _ => Kind::Element,
        }
    }

    /// The box it makes.
    pub fn display(&self) -> Display {
        match self.field(2) >> 3 & 7 {
            1 => Display::Block,
            2 => Display::None,
            3 => Display::Contents,
            4 => Display::Row,
            5 => Display::Cell,
            6 => Display::ListItem,
            7 => Display::Atomic,
            _ => Display::Inline,
        }
    }

    /// How it is positioned.
    pub fn position(&self) -> Position {
        match self.field(2) >> 6 & 3 {
            1 => Position::Relative,
            2 => Position::Absolute,
            3 => Position::Fixed,
            _ => Position::Static,
        }
    }

    /// Tag name of an element.
    pub fn tag(&self) -> &'a str {
        if self.kind() == Kind::Element { self.string(self.field(3)) } else { "" }
    }

    /// Text of a text node, as far as the box that clips it lets it show.
    pub fn text(&self) -> &'a str {
        let whole = self.whole_text();
        if !self.has(flag::TRIMMED) {
            return whole;
        }
        let mut units = usize::try_from(self.field(11)).unwrap_or(0);
        let end = whole.char_indices().find(|(_, c)| {
            let fits = c.len_utf16() <= units;
            units = units.saturating_sub(c.len_utf16());
            !fits
        });
        end.map_or(whole, |(end, _)| &whole[..end])
    }

    /// All text of a text node.
    pub fn whole_text(&self) -> &'a str {
        if self.kind() == Kind::Text { self.string(self.field(3)) } else { "" }
    }

    fn attributes(&self) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        let first = self.field(4);
        let count = self.field(11).clamp(0, 64);
        (first..first.saturating_add(count)).map(|index| self.string(index))
    }

    /// The attribute whose key is `key`, see [`attribute`].
    pub fn attribute(&self, key: char) -> Option<&'a str> {
        self.attributes().find_map(|attribute| attribute.strip_prefix(key))
    }

    /// Whether the element has attributes.
    pub fn has_attributes(&self) -> bool {
        self.field(11) > 0
    }

    /// The attribute `aria-NAME`, empty ones too.
    pub fn aria(&self, name: &str) -> Option<&'a str> {
        self.named(attribute::ARIA, name)
    }

    /// The attribute `name` of HTML, if it is one that the writer tells.
    pub fn html(&self, name: &str) -> Option<&'a str> {
        self.named(attribute::HTML, name)
    }

    fn named(&self, key: char, name: &str) -> Option<&'a str> {
        self.attributes()
            .find_map(|attribute| attribute.strip_prefix(key)?.strip_prefix(name)?.strip_prefix('='))
    }

    /// Names of the `aria-` attributes that are not empty, without the prefix.
    pub fn aria_names(&self) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        self.attributes().filter_map(|attribute| {
            let (name, value) = attribute.strip_prefix(self::attribute::ARIA)?.split_once('=')?;
            (!value.trim().is_empty()).then_some(name)
        })
    }

    /// The records that the attribute `key` refers to.
    pub fn references(&self, key: char) -> impl Iterator<Item = usize> + use<'a> {
        self.attribute(key).unwrap_or("").split(' ').take(32).filter_map(|number| number.parse().ok())
    }

    /// Its box, if it was measured.
    pub fn rect(&self) -> Option<Rect> {
        let [x, y, width, height] = [5, 6, 7, 8].map(|place| self.field(place));
        self.has(flag::HAS_RECT).then(|| Rect {
            left: x,
            top: y,
            right: x.saturating_add(width.max(0)),
            bottom: y.saturating_add(height.max(0)),
        })
    }

    /// Background of an element, colour of a text.
    pub fn colour(&self) -> u32 {
        self.field(9) as u32
    }

    /// Opacity of an element itself, 0 to 1.
    pub fn opacity(&self) -> f32 {
        (self.field(10) as f32 / 1000.0).clamp(0.0, 1.0)
    }

    /// Font size of a text in pixels.
    pub fn font_size(&self) -> f32 {
        self.field(10) as f32 / 16.0
    }
}

/// Keys of attributes.
pub mod attribute {
    #![allow(missing_docs, reason = "the names say it")]
    pub const ROLE: char = 'r';
    pub const ARIA: char = 'x';
    pub const HTML: char = 'h';
    pub const LABELLED_BY: char = 'b';
    pub const DESCRIBED_BY: char = 'q';
    pub const OWNS: char = 'o';
    pub const LABELS: char = 'f';
    pub const ALT: char = 'a';
    pub const TITLE: char = 't';
    pub const PLACEHOLDER: char = 'p';
    pub const VALUE: char = 'v';
    pub const TYPE: char = 'y';
    pub const OPTION_COUNT: char = 'n';
    pub const CLIP_PATH: char = 'c';
    pub const CLIP: char = 'k';
    pub const SOURCE: char = 's';
    pub const INNER_SIZE: char = 'z';
    pub const FILTER: char = 'e';
    pub const SVG_TITLE: char = 'g';
    pub const SVG_DESCRIPTION: char = 'j';
    pub const BEFORE: char = '<';
    pub const AFTER: char = '>';
    pub const MARKER: char = '*';
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `const NAME = value` of the writer's half must be here with the same value.
    #[test]
    fn the_layout_is_the_content_scripts() {
        let theirs = include_str!("../../../extension/content/layout.ts");
        let ours = include_str!("buffer.rs");
        for line in theirs.lines().filter(|line| line.starts_with("export const")) {
            let (name, value) =
                line["export const ".len()..].trim_end_matches(';').split_once(" = ").expect("a constant");
            let rust = match value {
                _ if value.starts_with('"') => format!("{name}: char = '{}'", value.trim_matches('"')),
                _ if name.starts_with("KIND")
                    || name.starts_with("DISPLAY")
                    || name.starts_with("POSITION") =>
                {
                    continue;
                }
                _ if value.contains("<<") => format!("{name}: i32 = {value}"),
                "12" => format!("{name}: usize = {value}"),
                _ => continue,
            };
            assert!(ours.contains(&rust), "{rust} is missing in buffer.rs");
        }
    }

    #[test]
    fn an_index_outside_gives_nothing() {
        let strings = split_strings("\0div");
        let nodes = [0, 7, 0, 99, -5, 0, 0, 0, 0, 0, 0, 1_000_000];
        let buffer = Buffer::new(&nodes, &strings);
        let record = buffer.record(0).expect("one record");
        assert_eq!((record.tag(), record.parent(), record.attribute('r')), ("", None, None));
        assert!(buffer.record(1).is_none());
    }
}
