//! An answer's Markdown as a fixed set of nodes.
//!
//! What a model writes may have been dictated by a page, so there is no node for raw HTML (it is shown as the text it
//! is), none for an image (its alternative text stays), and a link, also of a bare address, is only made by
//! [`link::Link::parse`]. Showing an answer causes no request.

mod bare;
mod inline;
pub mod link;
mod parse;
mod stream;

pub use stream::{Numbered, Stream};

/// A block of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a tight list item: a paragraph without its distance.
    Plain(Vec<Inline>),
    /// A heading; level 1 is the outermost and no level is skipped.
    Heading(u8, Vec<Inline>),
    /// Code, with its language.
    Code(Option<String>, String),
    /// A list; with a number it is ordered and starts there.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A block quote.
    Quote(Vec<Block>),
    /// A table: its head and its rows.
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    /// A line across.
    Rule,
}

/// A run of text in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Stressed strongly.
    Strong(Vec<Inline>),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Struck out.
    Struck(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link.
    Link(link::Link, Vec<Inline>),
    /// The place of quote `n`.
    Quote(u32),
    /// A line break.
    Break,
}
