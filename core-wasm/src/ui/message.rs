//! A text to show, before it is looked up: which one, and what goes into its places.

/// What goes into a place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words as they are.
    Text(String),
    /// A number, grouped the reader's way.
    Number(u64),
    /// An RFC 3339 time, shown as day and month in the reader's zone and language.
    Day(String),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// A text of `extension/_locales/*/messages.json` and what goes into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Key of the text.
    pub key: &'static str,
    /// What `$1`, `$2`, … stand for.
    pub args: Vec<Arg>,
}

impl Message {
    /// The text of `key`.
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Puts `arg` into the next place.
    #[must_use]
    pub fn with(mut self, arg: impl Into<Arg>) -> Self {
        self.args.push(arg.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    fn messages() -> BTreeMap<String, serde_json::Value> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extension/_locales/en/messages.json");
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    /// Every `t!("key"…)` and `Message::new("key")` of the views.
    fn used() -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let source = std::fs::read_to_string(entry.path()).unwrap();
                let source = source.split("#[cfg(test)]").next().unwrap();
                for mark in ["t!(", "Message::new("] {
                    for (at, _) in source.match_indices(mark) {
                        // `format!(` ends in `t!(` too.
                        let own = !source[..at].ends_with(|before: char| before.is_alphanumeric());
                        let literal = source[at + mark.len()..].trim_start().strip_prefix('"');
                        if let Some(rest) = literal.filter(|_| own) {
                            keys.extend(rest.split('"').next().map(str::to_owned));
                        }
                    }
                }
            }
        }
        keys
    }

    #[test]
    fn every_text_a_view_uses_exists() {
        let messages = messages();
        let missing: Vec<_> = used().into_iter().filter(|key| !messages.contains_key(key)).collect();
        assert!(missing.is_empty(), "not in messages.json: {missing:?}");
    }

    /// Keys that a `match` chooses: they stand there as literals of their own.
    #[test]
    fn every_text_chosen_for_a_run_exists() {
        let messages = messages();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui/run");
        let mut chosen = 0;
        for file in ["phase.rs", "reason.rs", "step.rs", "wording.rs"] {
            let source = std::fs::read_to_string(folder.join(file)).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap().to_owned();
            for literal in source.split('"').skip(1).step_by(2) {
                if ["run_", "approval_", "data_"].iter().any(|family| literal.starts_with(family)) {
                    assert!(messages.contains_key(literal), "{file}: {literal}");
                    chosen += 1;
                }
            }
        }
        assert!(chosen > 100, "only {chosen} found");
    }

    #[test]
    fn every_text_says_something_and_keys_are_snake_case() {
        for (key, entry) in messages() {
            assert!(key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{key}");
            assert!(!entry["message"].as_str().unwrap().trim().is_empty(), "{key}");
        }
    }
}
