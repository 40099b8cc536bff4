//! Every text of the portal: `portal/locales/en.toml`, flattened to `page.key`.
//!
//! Templates say `{{ "landing.heading"|t }}`, fill with `|with("n", count)` and choose by number with `|count(n)`.

use std::collections::HashMap;
use std::sync::LazyLock;

static ENGLISH: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| flatten(include_str!("../../../portal/locales/en.toml")));

/// The text `key` stands for; the key itself when there is none, so that a slip is seen and breaks nothing.
pub fn text(key: &str) -> String {
    ENGLISH.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

/// The text of `key` if the file has it.
pub fn find(key: &str) -> Option<String> {
    ENGLISH.get(key).cloned()
}

/// `key.one` or `key.other` with `{n}` filled in.
pub fn counted(key: &str, n: u64) -> String {
    let form = if n == 1 { "one" } else { "other" };
    text(&format!("{key}.{form}")).replace("{n}", &super::figures::number(n))
}

fn flatten(toml: &str) -> HashMap<String, String> {
    let mut texts = HashMap::new();
    let Ok(table) = toml.parse::<toml::Table>() else { return texts };
    for (page, value) in table {
        collect(page, value, &mut texts);
    }
    texts
}

fn collect(path: String, value: toml::Value, texts: &mut HashMap<String, String>) {
    match value {
        toml::Value::String(text) => {
            texts.insert(path, text);
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                collect(format!("{path}.{key}"), value, texts);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Keys that code puts together, by what they start with; the code beside each falls back when one is missing.
    const PUT_TOGETHER: &[&str] = &["limit.", "field_error.", "notice.", "problem.", "error."];

    fn sources(folder: &Path, extension: &str, found: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, extension, found);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push_str(&std::fs::read_to_string(path).unwrap());
                found.push('\n');
            }
        }
    }

    fn written() -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = String::new();
        sources(&root.join("../portal/templates"), "html", &mut all);
        sources(&root.join("src"), "rs", &mut all);
        all
    }

    fn used(all: &str) -> BTreeSet<String> {
        let calls = [
            r#""([a-z_]+\.[a-z0-9_.]+)"\s*\|\s*(t|count)\b"#,
            r#"(?:text|find|counted)\("([a-z_]+\.[a-z0-9_.]+)""#,
        ];
        calls
            .iter()
            .flat_map(|call| {
                regex::Regex::new(call)
                    .unwrap()
                    .captures_iter(all)
                    .map(|c| c[1].to_owned())
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn every_key_that_is_used_has_a_text() {
        let missing: Vec<_> = used(&written())
            .into_iter()
            .filter(|key| find(key).is_none() && find(&format!("{key}.other")).is_none())
            .collect();
        assert!(missing.is_empty(), "no text for {missing:?}");
    }

    #[test]
    fn every_text_is_used() {
        let used = used(&written());
        let mut unused: Vec<_> = ENGLISH
            .keys()
            .filter(|key| {
                let stem = key.strip_suffix(".one").or(key.strip_suffix(".other")).unwrap_or(key);
                !used.contains(stem) && !PUT_TOGETHER.iter().any(|start| key.starts_with(start))
            })
            .collect();
        unused.sort();
        assert!(unused.is_empty(), "nothing uses {unused:?}");
    }

    #[test]
    fn one_thing_and_many_things_read_differently() {
        assert_eq!(counted("usage.chart_bar", 1).replace("{date}", "1 May"), "1 May: 1 question");
        assert_eq!(counted("usage.chart_bar", 1200).replace("{date}", "1 May"), "1 May: 1,200 questions");
    }
}
