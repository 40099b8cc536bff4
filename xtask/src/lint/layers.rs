//! The four layering rules of docs/ARCHITECTURE.md: which words may stand in which files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::stamp::files;

/// A rule: words that may only stand in the files `home` accepts.
struct Layer {
    name: &'static str,
    /// Where the words are looked for: a file's path from the root.
    applies: fn(&str) -> bool,
    home: fn(&str) -> bool,
    found: fn(&str) -> bool,
}

const LAYERS: [Layer; 4] = [
    Layer {
        name: "SQL stands in store.rs and migrations/ only",
        applies: is_rust,
        home: is_store,
        found: is_sql,
    },
    Layer {
        name: "#[wasm_bindgen] stands in core-wasm/src/engine.rs and views.rs only",
        applies: is_rust,
        home: |path| matches!(path, "core-wasm/src/engine.rs" | "core-wasm/src/views.rs"),
        found: |line| line.contains("#[wasm_bindgen") || line.contains("#[wasm_bindgen::"),
    },
    Layer {
        name: "chrome.* and browser.* stand in extension/ (and its tests) only",
        applies: |path| is_rust(path) || is_script(path),
        home: |path| path.starts_with("extension/") || path.starts_with("e2e/"),
        found: |line| {
            line.contains("chrome.runtime") || line.contains("chrome.tabs") || line.contains("chrome.storage")
        },
    },
    Layer {
        name: "std::env stands in server/src/platform/config only",
        applies: |path| is_rust(path) && !path.starts_with("xtask/") && !path.starts_with("e2e/"),
        home: |path| path.starts_with("server/src/platform/config") || path.contains("/tests/"),
        found: |line| line.contains("std::env::") || line.contains("env::var"),
    },
];

fn is_rust(path: &str) -> bool {
    path.ends_with(".rs") && !path.starts_with("xtask/src/lint/")
}

fn is_script(path: &str) -> bool {
    [".ts", ".js", ".mjs"].iter().any(|kind| path.ends_with(kind))
}

fn is_store(path: &str) -> bool {
    path.ends_with("store.rs")
        || path.contains("/store/")
        || path.starts_with("migrations/")
        || path.contains("/tests/")
}

/// A line that starts an SQL statement inside a string. `SELECT 1` names no table: it asks whether anyone is there.
fn is_sql(line: &str) -> bool {
    const STATEMENTS: [&str; 6] =
        ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "ALTER TABLE "];
    const CLAUSES: [&str; 5] = [" FROM ", " VALUES", " SET ", " WHERE ", " ("];
    line.contains('"')
        && STATEMENTS.iter().any(|statement| line.contains(&format!("\"{statement}")))
        && CLAUSES.iter().any(|clause| line.contains(clause))
}

/// Breaks of the rules below `root`, as `path:line: rule`.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut breaks = Vec::new();
    for part in ["api-types", "text", "core-wasm", "server", "xtask", "e2e", "portal", "extension"] {
        for file in files(&root.join(part)) {
            let path = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            let layers: Vec<_> = LAYERS.iter().filter(|l| (l.applies)(&path) && !(l.home)(&path)).collect();
            if layers.is_empty() {
                continue;
            }
            let text = fs::read_to_string(&file).with_context(|| path.clone())?;
            for (number, line) in code_lines(&text) {
                let broken = layers.iter().filter(|layer| (layer.found)(line));
                breaks.extend(broken.map(|layer| format!("{path}:{number}: {}", layer.name)));
            }
        }
    }
    Ok(breaks)
}

/// Lines with their numbers, without comments and without the unit tests at the bottom of a file.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, line: &str) -> bool {
        LAYERS.iter().any(|layer| (layer.applies)(path) && !(layer.home)(path) && (layer.found)(line))
    }

    #[test]
    fn a_query_outside_a_store_is_found_and_a_sentence_is_not() {
        assert!(broken("server/src/plans/get.rs", r#"query("SELECT id FROM plan")"#));
        assert!(!broken("server/src/plans/store.rs", r#"query("SELECT id FROM plan")"#));
        assert!(!broken("server/src/plans/get.rs", r#"detail("UPDATE your browser")"#));
    }

    #[test]
    fn bindings_browser_apis_and_the_environment_keep_to_their_places() {
        assert!(broken("core-wasm/src/chat/mod.rs", "#[wasm_bindgen]"));
        assert!(!broken("core-wasm/src/engine.rs", "#[wasm_bindgen]"));
        assert!(broken("portal/static/app.js", "chrome.runtime.connect()"));
        assert!(broken("server/src/llm/client.rs", r#"std::env::var("OPENAI_API_KEY")"#));
        assert!(!broken("server/src/platform/config/mod.rs", r#"std::env::var("OPENAI_API_KEY")"#));
    }
}
