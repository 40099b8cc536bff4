//! Why an element was taken for the recorded one, or why none was: in sentences (`explain.json`).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::compare::{Agreement, Signal};
use super::find::{Found, Match};
use super::locator::Locator;
use crate::agent::notes::fill;
use crate::tagged::from_json;

/// What is another than it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What.
    pub of: Signal,
    /// As it was recorded.
    pub then: String,
    /// As it is.
    pub now: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    by: HashMap<Signal, String>,
    found: String,
    renamed: String,
    moved: String,
    ambiguous: String,
    unsure: String,
    gone: String,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| from_json(include_bytes!("explain.json")).unwrap_or_default());

/// Most reasons that are told.
const MOST_REASONS: usize = 3;

impl Match {
    /// What changed that a person would notice.
    pub fn changes(&self, recorded: &Locator) -> Vec<Change> {
        let part = |locator: &Locator| {
            let section = locator.section.clone().unwrap_or_default();
            if section.name.is_empty() { locator.heading.clone() } else { section.name }
        };
        let mut changes = Vec::new();
        if !matches!(self.evidence.how(Signal::Name), Agreement::Same | Agreement::Unknown) {
            changes.push(Change {
                of: Signal::Name,
                then: recorded.name.clone(),
                now: self.now.name.clone(),
            });
        }
        let (then, now) = (part(recorded), part(&self.now));
        if self.evidence.how(Signal::Section) == Agreement::Other && then != now && !then.is_empty() {
            changes.push(Change { of: Signal::Section, then, now });
        }
        changes
    }
}

/// Why this is it: "Found by its field name and its part of the page. Its name changed from “Send” to “Submit”."
pub fn told(found: &Match, recorded: &Locator) -> String {
    let reasons: Vec<&str> = found
        .evidence
        .same()
        .take(MOST_REASONS)
        .filter_map(|signal| WORDS.by.get(&signal).map(String::as_str))
        .collect();
    let by = match reasons.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    };
    let mut told = fill(&WORDS.found, &[("by", &by)]);
    for Change { of, then, now } in found.changes(recorded) {
        let sentence = if of == Signal::Name { &WORDS.renamed } else { &WORDS.moved };
        told.push(' ');
        told.push_str(&fill(sentence, &[("then", &then), ("now", &now)]));
    }
    told
}

/// Why nothing was chosen; nothing of a confident match.
pub fn told_missing(found: &Found, recorded: &Locator) -> Option<String> {
    let name = if recorded.name.is_empty() { &recorded.role } else { &recorded.name };
    match found {
        Found::Confident(_) => None,
        Found::Ambiguous { count: 0 | 1 } => Some(fill(&WORDS.unsure, &[("name", name)])),
        Found::Ambiguous { count } => {
            Some(fill(&WORDS.ambiguous, &[("count", &count.to_string()), ("name", name)]))
        }
        Found::Gone => Some(fill(&WORDS.gone, &[("name", name)])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_has_its_words() {
        let words: Words = serde_json::from_str(include_str!("explain.json")).unwrap();
        assert_eq!(words.by.len(), 9);
    }
}
