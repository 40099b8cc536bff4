//! Step 2E: what HTML and SVG name elements by besides ARIA (HTML-AAM 1.0 §4.1, SVG-AAM 1.0 §8.1), and step 2I.

use super::super::super::buffer::{Record, attribute};
use super::Source;
use super::alternative::{Namer, Walk};

/// The native name of an element.
pub(super) fn label<'a>(
    namer: &Namer<'a, '_>,
    record: &Record<'a>,
    walk: &mut Walk,
) -> Option<(String, Source)> {
    let said = |key: char, source: Source| {
        record
            .attribute(key)
            .filter(|text| !text.trim_ascii().is_empty())
            .map(|text| (text.to_owned(), source))
    };
    let captioned = matches!(record.tag(), "fieldset" | "table" | "figure");
    let labels = namer.labels(record, walk);
    if !labels.is_empty() {
        return Some((labels, if captioned { Source::Caption } else { Source::Label }));
    }
    match record.tag() {
        "img" | "area" => said(attribute::ALT, Source::Alt),
        "input" => match record.attribute(attribute::TYPE).unwrap_or("text") {
            "button" => said(attribute::VALUE, Source::Value),
            kind @ ("submit" | "reset") => said(attribute::VALUE, Source::Value).or_else(|| {
                Some((if kind == "submit" { "Submit" } else { "Reset" }.to_owned(), Source::Default))
            }),
            "image" => said(attribute::ALT, Source::Alt)
                .or_else(|| said(attribute::TITLE, Source::Title))
                .or_else(|| Some(("Submit".to_owned(), Source::Default))),
            "checkbox" | "radio" | "range" | "color" | "file" | "hidden" => None,
            _ => said(attribute::TITLE, Source::Title)
                .or_else(|| said(attribute::PLACEHOLDER, Source::Placeholder)),
        },
        "textarea" => said(attribute::TITLE, Source::Title)
            .or_else(|| said(attribute::PLACEHOLDER, Source::Placeholder)),
        "option" | "optgroup" => record
            .html("label")
            .filter(|text| !text.trim().is_empty())
            .map(|text| (text.to_owned(), Source::Value)),
        _ => said(attribute::SVG_TITLE, Source::SvgTitle),
    }
}

/// Elements whose content names them although their role does not say so.
pub(super) fn is_named_by_content(record: &Record<'_>) -> bool {
    record.tag() == "summary"
}

/// Elements without a role that can be named all the same.
pub(super) fn is_named_without_role(record: &Record<'_>) -> bool {
    let tag = record.tag();
    record.attribute(attribute::ROLE).is_none()
        && matches!(tag, "iframe" | "frame" | "video" | "audio" | "object" | "embed" | "canvas")
}

/// The tooltip. A picture with an alternative, be it empty, has no other name (HTML-AAM 1.0 §4.1.10).
pub(super) fn tooltip(record: &Record<'_>) -> (String, Source) {
    let has_alternative = record.tag() == "img" && record.attribute(attribute::ALT).is_some();
    match record.attribute(attribute::TITLE).or_else(|| record.html("xlink:title")) {
        Some(title) if !has_alternative => (title.to_owned(), Source::Title),
        _ => (String::new(), Source::Nothing),
    }
}
