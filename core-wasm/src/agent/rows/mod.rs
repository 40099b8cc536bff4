//! Rows taken out of pages: they add up over pages, doubles are dropped.

mod export;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::argument::{Column, ColumnKind};

/// Most rows a table holds.
pub const MAX_ROWS: usize = 5_000;
/// Longest cell, in characters.
const MAX_CELL: usize = 2_000;

/// A cell. What a page does not tell is empty, never guessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Cell {
    Boolean(bool),
    Number(f64),
    Text(String),
    Empty,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(yes) => yes.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Empty => Ok(()),
        }
    }
}

/// A row: one cell a column.
pub type Row = Vec<Cell>;

/// What became of rows that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Rows that are new.
    pub new: usize,
    /// Rows that were there already.
    pub doubles: usize,
    /// Rows left out because their words do not stand in the page.
    pub unseen: usize,
    /// Rows left out because the table is full.
    pub beyond: usize,
}

/// A table that grows page by page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Address of the page each row is from, by the first row of it.
    sources: BTreeMap<usize, String>,
}

impl Table {
    /// An empty table. Of columns with the same name the first stays.
    pub fn new(columns: &[Column]) -> Self {
        let mut table = Self::default();
        for column in columns {
            if table.columns.iter().all(|known| known.name != column.name) {
                table.columns.push(column.clone());
            }
        }
        table
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Its rows, in the order they were found.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether these are its columns, in any order.
    pub fn has_columns(&self, columns: &[Column]) -> bool {
        let known = |column: &Column| self.columns.iter().any(|mine| mine.name == column.name);
        columns.len() == self.columns.len() && columns.iter().all(known)
    }

    /// Adds rows from a page: objects by column name. `stands` says whether a text stands in what was seen there; a row
    /// with a text that does not is left out whole, half a row would be a false one.
    pub fn add(&mut self, url: &str, rows: &[Value], stands: impl Fn(&str) -> bool) -> Added {
        let mut added = Added::default();
        for object in rows {
            let row: Row =
                self.columns.iter().map(|column| cell(column.kind, &object[&column.name])).collect();
            if row.iter().all(|cell| *cell == Cell::Empty) {
                continue;
            }
            let invented = |cell: &Cell| matches!(cell, Cell::Text(text) if !stands(text));
            if row.iter().any(invented) || row.iter().any(|cell| is_invented_number(cell, &stands)) {
                added.unseen += 1;
            } else if self.rows.iter().any(|known| is_same(known, &row)) {
                added.doubles += 1;
            } else if self.rows.len() >= MAX_ROWS {
                added.beyond += 1;
            } else {
                if self.sources.values().next_back().is_none_or(|last| last != url) {
                    self.sources.insert(self.rows.len(), url.to_owned());
                }
                self.rows.push(row);
                added.new += 1;
            }
        }
        added
    }

    /// Address of the page a row is from.
    pub fn source(&self, row: usize) -> &str {
        self.sources.range(..=row).next_back().map_or("", |(_, url)| url)
    }
}

/// Columns of a JSON Schema: of a row's object, or of a list of such.
pub fn columns_of_schema(schema: &Value) -> Vec<Column> {
    let row = if schema["type"] == "array" { &schema["items"] } else { schema };
    let properties = row["properties"].as_object();
    let column = |(name, about): (&String, &Value)| Column {
        name: name.clone(),
        kind: match about["type"].as_str() {
            Some("number" | "integer") => ColumnKind::Number,
            Some("boolean") => ColumnKind::Boolean,
            _ => ColumnKind::Text,
        },
        about: about["description"].as_str().map(str::to_owned),
    };
    properties.into_iter().flatten().map(column).collect()
}

fn cell(kind: ColumnKind, value: &Value) -> Cell {
    match (kind, value) {
        (_, Value::Null) => Cell::Empty,
        (ColumnKind::Boolean, Value::Bool(yes)) => Cell::Boolean(*yes),
        (ColumnKind::Number, Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        (_, Value::String(text)) if text.trim().is_empty() => Cell::Empty,
        (_, Value::String(text)) => Cell::Text(text.trim().chars().take(MAX_CELL).collect()),
        // Asked for a text, a model writes 12 for "12": the text is what is shown.
        (_, Value::Number(number)) => Cell::Text(number.to_string()),
        _ => Cell::Empty,
    }
}

/// Pages write 1234.5 as `1,234.50` or `1.234,5`: the digits in their order are what must stand there.
fn is_invented_number(cell: &Cell, stands: &impl Fn(&str) -> bool) -> bool {
    let Cell::Number(number) = cell else { return false };
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let grouped = |mark: &str| {
        let mut text = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                text.push_str(mark);
            }
            text.push(digit);
        }
        text
    };
    let wholes = [grouped(""), grouped(","), grouped("."), grouped(" "), grouped("\u{a0}"), grouped("'")];
    !wholes.iter().any(|whole| match fraction {
        "" => stands(whole),
        fraction => [".", ","].iter().any(|point| stands(&format!("{whole}{point}{fraction}"))),
    })
}

/// The same row but for case and runs of white space.
fn is_same(a: &Row, b: &Row) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    a.iter().zip(b).all(|pair| match pair {
        (Cell::Text(a), Cell::Text(b)) => a == b || plain(a) == plain(b),
        (a, b) => a == b,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn table() -> Table {
        let column = |name: &str, kind| Column { name: name.into(), kind, about: None };
        Table::new(&[
            column("Name", ColumnKind::Text),
            column("Price", ColumnKind::Number),
            column("New", ColumnKind::Boolean),
            column("Name", ColumnKind::Number),
        ])
    }

    fn anything(_: &str) -> bool {
        true
    }

    #[test]
    fn rows_add_up_over_pages_without_doubles() {
        let mut table = table();
        let first =
            [json!({ "Name": "Lamp", "Price": 12.5, "New": true }), json!({ "Name": "Desk" }), json!({})];
        assert_eq!(table.add("https://x/1", &first, anything), Added { new: 2, ..Added::default() });
        let second = [
            json!({ "Name": "  lamp ", "Price": 12.5, "New": true }),
            json!({ "Name": "Chair", "Price": 3 }),
        ];
        assert_eq!(
            table.add("https://x/2", &second, anything),
            Added { new: 1, doubles: 1, ..Added::default() }
        );
        assert_eq!(
            (table.source(0), table.source(1), table.source(2)),
            ("https://x/1", "https://x/1", "https://x/2")
        );
        assert_eq!(table.rows()[1], [Cell::Text("Desk".into()), Cell::Empty, Cell::Empty]);
        assert_eq!(table.columns().len(), 3);
    }

    #[test]
    fn what_does_not_stand_in_the_page_is_no_row() {
        let page = "Lamp 1,234.50 € Desk 7 €";
        let stands = |text: &str| page.contains(text);
        let rows = [
            json!({ "Name": "Lamp", "Price": 1234.5 }),
            json!({ "Name": "Desk", "Price": 8 }),
            json!({ "Name": "Chair", "Price": 7 }),
        ];
        // `1234.5` is written `1,234.50`: the shorter form stands within it.
        assert_eq!(table().add("u", &rows, stands), Added { new: 1, unseen: 2, ..Added::default() });
    }

    #[test]
    fn columns_come_from_a_schema_too() {
        let schema = json!({ "type": "array", "items": { "type": "object", "properties": {
            "age": { "type": "integer" }, "name": { "type": "string", "description": "Full name" } } } });
        let columns = columns_of_schema(&schema);
        assert_eq!((columns[0].name.as_str(), columns[0].kind), ("age", ColumnKind::Number));
        assert_eq!(columns[1].about.as_deref(), Some("Full name"));
        assert_eq!(columns_of_schema(&json!(7)), []);
    }

    proptest! {
        #[test]
        fn adding_the_same_twice_adds_nothing(names in proptest::collection::vec("[a-c]{1,3}", 0..20)) {
            let rows: Vec<Value> = names.iter().map(|name| json!({ "Name": name })).collect();
            let mut table = table();
            table.add("u", &rows, anything);
            let before = table.clone();
            let again = table.add("v", &rows, anything);
            prop_assert_eq!((again.new, &table), (0, &before));
        }
    }
}
