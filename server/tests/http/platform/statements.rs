//! One SQL text for two engines: every statement of every `store.rs` is prepared on both.

use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};

use crate::on_both;

fn stores(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            stores(&path, found);
        } else if path.file_name().is_some_and(|name| name == "store.rs") {
            found.push(path);
        }
    }
}

/// String literals that start like SQL.
fn statements() -> Vec<String> {
    let mut paths = Vec::new();
    stores(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    let literal = regex::Regex::new(r#"(?s)"((?:SELECT|INSERT|UPDATE|DELETE|WITH)\b[^"]*)""#).unwrap();
    let text = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<String>();
    literal.captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

on_both! {
    async fn every_statement_is_understood(setup) {
        let server = setup.start().await;
        let db = server.db();
        let statements = statements();
        assert!(statements.len() > 40, "only {} statements found", statements.len());
        for sql in statements {
            let statement = AssertSqlSafe(sql.clone()).into_sql_str();
            let result = legwork::on!(db.read, |c| async { c.prepare(statement).await.map(|_| ()) });
            assert!(result.is_ok(), "{:?}\n{sql}", result);
        }
    }
}
