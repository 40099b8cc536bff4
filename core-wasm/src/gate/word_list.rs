//! Lists of words: how they are written, and finding them in a label.
//!
//! `[section]`, then a line a language: two letters and its entries. What the marks mean stands at the top of
//! `data/words.txt`.

use super::class::Rule;
use super::fold;
use super::lookalike;

/// A label this long is a sentence; no more of it is read.
const LONGEST: usize = 400;
/// Up to so many Latin letters a word is another one in the next language.
const AMBIGUOUS: usize = 4;

/// The entries of a list with their sections and languages.
pub(super) fn entries(
    list: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let mut section = "";
    list.lines().flat_map(move |line| {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        }
        let (language, entries) = match line.split_once(' ') {
            Some(entries) if !line.starts_with(['#', '[']) => entries,
            _ => ("", ""),
        };
        let section = section;
        entries
            .split(", ")
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(move |entry| (section, language, entry))
    })
}

/// A label ready for comparing.
pub(super) struct Text {
    words: Vec<String>,
    /// All words in one, for scripts without spaces.
    run: String,
}

impl Text {
    /// A label, folded.
    pub(super) fn new(label: &str) -> Self {
        let label: String = label.chars().take(LONGEST).collect();
        let words = fold::words(&label);
        Self { run: words.concat(), words }
    }

    /// What the first entry of a list that stands in it says.
    pub(super) fn find(&self, list: &[Entry]) -> Option<Rule> {
        list.iter().find(|entry| self.has(entry)).map(|entry| entry.rule)
    }

    fn has(&self, entry: &Entry) -> bool {
        if entry.anywhere {
            return entry.words.first().is_some_and(|run| self.run.contains(run));
        }
        if entry.whole {
            let number = |word: &&String| word.chars().all(|c| c.is_ascii_digit());
            return self.words.iter().filter(|word| !number(word)).eq(&entry.words);
        }
        let Some((last, before)) = entry.words.split_last() else { return false };
        self.words.windows(entry.words.len()).any(|words| {
            let Some((end, start)) = words.split_last() else { return false };
            start == before && if entry.open { end.starts_with(last.as_str()) } else { end == last }
        })
    }
}

/// An entry of a list, ready for comparing.
pub(super) struct Entry {
    rule: Rule,
    /// Folded.
    words: Vec<String>,
    /// Whether the last word may go on.
    open: bool,
    /// Whether it is the whole label or nothing, numbers aside.
    whole: bool,
    /// Whether it may stand within other text: scripts without spaces; then it is one word.
    anywhere: bool,
}

/// The entries of a list, with what their sections say.
pub(super) fn parse(list: &'static str, rule_of: fn(&str) -> Option<Rule>) -> Vec<Entry> {
    entries(list)
        .filter_map(|(section, language, entry)| {
            let (entry, marked) = entry.strip_prefix('=').map_or((entry, false), |rest| (rest, true));
            let (text, open) = entry.strip_suffix('*').map_or((entry, false), |stem| (stem, true));
            let anywhere = text.chars().any(lookalike::is_unspaced);
            let words = fold::words(text);
            let words = if anywhere { vec![words.concat()] } else { words };
            let short =
                words.len() == 1 && words.iter().all(|word| word.len() <= AMBIGUOUS && word.is_ascii());
            let whole = marked || (language != "en" && short && !open && !anywhere);
            Some(Entry { rule: rule_of(section)?, words, open, whole, anywhere })
        })
        .collect()
}
