//! Sentences the loop tells the model (`prompts/notes.json`). They are ours; what a page says never comes in here but as
//! a quoted value.

use std::sync::LazyLock;

use crate::tagged::from_json;

use serde::Deserialize;

/// The sentences.
pub static NOTES: LazyLock<Notes> =
    LazyLock::new(|| from_json(include_bytes!("prompts/notes.json")).unwrap_or_default());

macro_rules! notes {
    ($($name:ident),* $(,)?) => {
        /// Every sentence by its name.
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs, reason = "prompts/notes.json says what they say")]
        pub struct Notes { $(pub $name: String),* }
    };
}

notes! {
    missing, unknown_argument, wrong_type, not_a_ref, not_allowed, out_of_bounds, no_call, unknown_tool, not_json,
    bad_call, cut, done, failed, failed_begun, may_have_happened, page_left, not_again, dropped, denied, declined, unattended, not_your_tab, last_tab, answered,
    handed_back, no_file, no_site, once, remembered, extracted, other_columns, no_rows, quotes_missing, one_at_a_time, repeating, cycling,
    no_progress, stuck, last_steps, elsewhere, tab_gone, page_gone,
}

/// `template` with its places filled, in one pass: a value can not open a place of its own.
pub fn fill(template: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let place = rest[open + 1..].split_once('}');
        let value = place.and_then(|(name, after)| {
            places.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        match value {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = &rest[open + 1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_has_every_sentence() {
        let notes: Result<Notes, _> = serde_json::from_str(include_str!("prompts/notes.json"));
        assert!(notes.is_ok(), "{:?}", notes.err());
    }

    #[test]
    fn a_value_opens_no_place() {
        assert_eq!(fill("{a} and {b}, {c}", &[("a", "{b}"), ("b", "x")]), "{b} and x, {c}");
        assert_eq!(fill("{{secret:name}} {", &[]), "{{secret:name}} {");
    }
}
