//! Step 2E: what HTML and SVG name elements by besides ARIA (HTML-AAM 1.0 §4.1, SVG-AAM 1.0 §8.1), and step 2I.

use super::super::super::buffer::{Record, attribute};
use super::Source;
use super::alternative::{Namer, Walk};

type Named = Option<(String, Source)>;

/// The native name of an element.
pub(super) fn label<'a>(namer: &Namer<'a, '_>, record: &Record<'a>, walk: &mut Walk) -> Named {
    let captioned = matches!(record.tag(), "fieldset" | "table" | "figure");
    let labels = namer.labels(record, walk);
    if !labels.is_empty() {
        return Some((labels, if captioned { Source::Caption } else { Source::Label }));
    }
    match record.tag() {
        "img" | "area" => said(record, attribute::ALT, Source::Alt),
        "input" => input(record),
        "textarea" => hint(record),
        "option" | "optgroup" => {
            record.html("label").filter(|text| !is_blank(text)).map(|text| (text.to_owned(), Source::Value))
        }
        _ => said(record, attribute::SVG_TITLE, Source::SvgTitle),
    }
}

fn input(record: &Record<'_>) -> Named {
    match record.attribute(attribute::TYPE).unwrap_or("text") {
        "button" => said(record, attribute::VALUE, Source::Value),
        kind @ ("submit" | "reset") => said(record, attribute::VALUE, Source::Value)
            .or_else(|| record.html("value").is_none().then(|| words_of_browser(kind))),
        "image" => said(record, attribute::ALT, Source::Alt)
            .or_else(|| said(record, attribute::TITLE, Source::Title))
            .or_else(|| Some(words_of_browser("submit"))),
        "text" | "search" | "url" | "tel" | "email" | "password" | "number" => hint(record),
        _ => None,
    }
}

/// What tells an empty field's purpose.
fn hint(record: &Record<'_>) -> Named {
    said(record, attribute::TITLE, Source::Title)
        .or_else(|| said(record, attribute::PLACEHOLDER, Source::Placeholder))
}

fn words_of_browser(kind: &str) -> (String, Source) {
    (if kind == "submit" { "Submit" } else { "Reset" }.to_owned(), Source::Default)
}

fn said(record: &Record<'_>, key: char, source: Source) -> Named {
    record.attribute(key).filter(|text| !is_blank(text)).map(|text| (text.to_owned(), source))
}

fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

/// Elements whose content names them although their role does not say so.
pub(super) fn is_named_by_content(record: &Record<'_>) -> bool {
    record.tag() == "summary"
}

/// Elements without a role that can be named all the same: what is embedded, and what can be written in.
pub(super) fn is_named_without_role(record: &Record<'_>) -> bool {
    let is_embedded =
        matches!(record.tag(), "iframe" | "frame" | "video" | "audio" | "object" | "embed" | "canvas");
    let is_written_in =
        record.html("contenteditable").is_some_and(|value| !value.trim().eq_ignore_ascii_case("false"));
    record.attribute(attribute::ROLE).is_none() && (is_embedded || is_written_in)
}

/// The tooltip, and what ARIA has for a placeholder. A picture with an alternative, be it empty, has no other name
/// (HTML-AAM 1.0 §4.1.10).
pub(super) fn tooltip(record: &Record<'_>) -> (String, Source) {
    if record.tag() == "img" && record.attribute(attribute::ALT).is_some() {
        return (String::new(), Source::Nothing);
    }
    let title = record.attribute(attribute::TITLE).or_else(|| record.html("xlink:title"));
    match (title, record.aria("placeholder")) {
        (Some(title), _) => (title.to_owned(), Source::Title),
        (None, Some(placeholder)) => (placeholder.to_owned(), Source::Placeholder),
        (None, None) => (String::new(), Source::Nothing),
    }
}
