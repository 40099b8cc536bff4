//! Accessible descriptions (accname 1.2 §4.3.3, HTML-AAM 1.0 §4.2).

use super::super::super::buffer::{Kind, attribute};
use super::alternative::{Namer, Walk, tidy};
use super::{Name, Source};

impl Namer<'_, '_> {
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
}
