//! Accessible names and descriptions (accname 1.2 §4.3).
//!
//! [`alternative`] is the computation, [`content`] its part for content, [`host`] what HTML and SVG add to it, [`embedded`] the values of controls within
//! labels, [`seen`] tells what of a name a person can read.

mod alternative;
mod content;
mod description;
mod embedded;
mod host;
mod seen;

pub use alternative::Namer;

/// What a name was made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Source {
    /// There is none.
    #[default]
    Nothing,
    Content,
    /// A `label` element.
    Label,
    LabelledBy,
    AriaLabel,
    Alt,
    Title,
    Placeholder,
    /// The words on an input that is a button.
    Value,
    /// `legend`, `caption`, `figcaption`.
    Caption,
    /// The `title` element of a drawing.
    SvgTitle,
    /// Words the browser puts on a button without any.
    Default,
}

/// An accessible name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name, whitespace collapsed, without invisible characters.
    pub text: String,
    /// What it was made of.
    pub source: Source,
    /// Whether what a person sees backs it. A hidden label does not, nor an `aria-label` that says other words than the
    /// visible ones; a label on an icon does.
    pub seen: bool,
}

/// Longest name in text, in characters. A label is short; what is longer is no label.
const LONGEST: usize = 120;

/// Cleaned, on one line, no longer than a name.
pub fn short(text: &str) -> String {
    let clean = text::clean(text);
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
