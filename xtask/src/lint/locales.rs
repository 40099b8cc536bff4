//! Every locale key that is used exists, every one that exists is used, every language has the same keys.
//!
//! A key is used by `t("key"` or `tr("key"`-like calls and bare string literals in the views, by `label("key")` in the
//! background and by `__MSG_key__` in the manifest and in pages. Literals count, so that a key may be chosen in a `match`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::stamp::files;

/// Breaks of the rules.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let languages = languages(&root.join("extension/_locales"))?;
    let Some(english) = languages.get("en") else {
        return Ok(vec!["extension/_locales/en/messages.json is missing".into()]);
    };
    let sources = sources(root)?;
    let mut breaks = Vec::new();
    for (place, key) in called(&sources) {
        if !english.contains(&key) {
            breaks.push(format!("{place}: locale key {key} does not exist"));
        }
    }
    for key in english.iter().filter(|key| !is_named(key, &sources)) {
        breaks.push(format!("extension/_locales/en/messages.json: {key} is not used"));
    }
    for (language, keys) in &languages {
        breaks.extend(
            english
                .symmetric_difference(keys)
                .map(|key| format!("_locales/{language}: {key} differs from en")),
        );
    }
    Ok(breaks)
}

fn languages(folder: &Path) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut languages = BTreeMap::new();
    for file in files(folder) {
        let language = file.parent().and_then(Path::file_name).context("a language has a folder")?;
        let messages: Map<String, Value> =
            serde_json::from_str(&fs::read_to_string(&file)?).with_context(|| file.display().to_string())?;
        languages.insert(
            language.to_string_lossy().into_owned(),
            messages.into_iter().map(|(key, _)| key).collect(),
        );
    }
    Ok(languages)
}

/// Path and text of everything that may name a key.
fn sources(root: &Path) -> Result<Vec<(String, String)>> {
    let mut sources = vec![("manifest.json".to_owned(), fs::read_to_string(root.join("manifest.json"))?)];
    for part in ["core-wasm/src/ui", "extension"] {
        for file in files(&root.join(part)) {
            let path = file.strip_prefix(root)?.to_string_lossy().into_owned();
            if [".rs", ".ts", ".html"].iter().any(|kind| path.ends_with(kind)) {
                sources.push((path, fs::read_to_string(&file)?));
            }
        }
    }
    Ok(sources)
}

/// Keys in calls and `__MSG_…__`, with the place of the call.
fn called(sources: &[(String, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in sources {
        for (number, line) in text.lines().enumerate() {
            for (opening, closing) in [("__MSG_", "__"), ("t(\"", "\""), ("label(\"", "\"")] {
                for (at, _) in line.match_indices(opening) {
                    let before = line[..at].chars().next_back();
                    // `t("…")` is a call of t, `insert("…")` is not; `__MSG_@@…` are the browser's own.
                    if opening != "__MSG_" && before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                        continue;
                    }
                    let rest = &line[at + opening.len()..];
                    if let Some(end) = rest.find(closing)
                        && rest[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                    {
                        found.push((format!("{path}:{}", number + 1), rest[..end].to_owned()));
                    }
                }
            }
        }
    }
    found
}

fn is_named(key: &str, sources: &[(String, String)]) -> bool {
    let (literal, message) = (format!("\"{key}\""), format!("__MSG_{key}__"));
    sources.iter().any(|(_, text)| text.contains(&literal) || text.contains(&message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_and_manifest_messages_are_found_and_other_calls_are_not() {
        let text = r#"view.t("ask_title"); map.insert("x"); "__MSG_app_name__" "#;
        let keys: Vec<_> = called(&[("a.rs".into(), text.into())]).into_iter().map(|(_, key)| key).collect();
        assert_eq!(keys, ["app_name", "ask_title"]);
    }
}
