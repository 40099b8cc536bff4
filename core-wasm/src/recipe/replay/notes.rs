//! Sentences a replay tells the person (`notes.json`).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::agent::notes::fill;
use crate::tagged::from_json;

/// The sentences.
pub static NOTES: LazyLock<Notes> =
    LazyLock::new(|| from_json(include_bytes!("notes.json")).unwrap_or_default());

/// Every sentence by its name.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "notes.json says what they say")]
pub struct Notes {
    pub retry: String,
    pub skip: String,
    pub agent: String,
    pub stuck: String,
    pub interrupted: String,
    pub person: String,
    pub denied: String,
    pub declined: String,
    pub finished: String,
    pub healed: String,
    pub goal: String,
    pub left: String,
    pub page_missing: String,
    pub secret_missing: String,
}

/// How to go on where a step did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Do the step again.
    Retry,
    /// It is done: the next step.
    Skip,
    /// Let the agent go on from here.
    Agent,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Retry, Self::Skip, Self::Agent];

    /// As the person reads and answers it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Retry => &NOTES.retry,
            Self::Skip => &NOTES.skip,
            Self::Agent => &NOTES.agent,
        }
    }

    /// The choice in a person's answer.
    pub fn of(answer: &str) -> Option<Self> {
        let plain = |text: &str| text.trim().to_lowercase();
        Self::ALL.into_iter().find(|choice| plain(choice.words()) == plain(answer))
    }
}

/// The goal by which the agent goes on: ours, whatever the recipe says.
pub fn goal() -> String {
    NOTES.goal.clone()
}

/// That a secret is not kept, and what to do.
pub fn secret_missing(name: &str) -> String {
    fill(&NOTES.secret_missing, &[("name", name)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_has_every_sentence_and_choices_are_read_as_they_are_written() {
        let notes: Result<Notes, _> = serde_json::from_str(include_str!("notes.json"));
        assert!(notes.is_ok(), "{:?}", notes.err());
        for choice in Choice::ALL {
            assert_eq!(Choice::of(choice.words()), Some(choice));
        }
        assert_eq!(Choice::of("maybe"), None);
    }
}
