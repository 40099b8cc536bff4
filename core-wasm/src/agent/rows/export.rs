//! A table as a file.

use serde_json::{Map, Number, Value};

use super::{Cell, Table};

impl Table {
    /// CSV (RFC 4180) with a header line. Cells a spreadsheet would run as a formula get an apostrophe before them: they
    /// come from pages.
    pub fn to_csv(&self) -> String {
        let header = self.columns.iter().map(|column| field(&column.name));
        let mut lines = vec![header.collect::<Vec<_>>().join(",")];
        for row in &self.rows {
            lines.push(row.iter().map(csv_cell).collect::<Vec<_>>().join(","));
        }
        lines.join("\r\n") + "\r\n"
    }

    /// JSON: a list of objects by column name; empty cells are `null`.
    pub fn to_json(&self) -> String {
        let object = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row);
            Value::Object(
                cells.map(|(column, cell)| (column.name.clone(), json_cell(cell))).collect::<Map<_, _>>(),
            )
        };
        serde_json::to_string_pretty(&self.rows.iter().map(object).collect::<Vec<_>>()).unwrap_or_default()
    }
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => field(text),
        cell => cell.to_string(),
    }
}

fn field(text: &str) -> String {
    // OWASP, CSV injection: a leading one of these starts a formula. A plain negative number is none.
    let starts = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if starts && text.parse::<f64>().is_err() { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

fn json_cell(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Boolean(yes) => Value::Bool(*yes),
        // Whole numbers without the point they have as f64.
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::from(*number as i64),
        Cell::Number(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
        Cell::Text(text) => Value::String(text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::argument::{Column, ColumnKind};
    use super::*;
    use serde_json::json;

    fn table(names: &[&str]) -> Table {
        let column = |name: &str, kind| Column { name: name.into(), kind, about: None };
        let mut table = Table::new(&[column("Name", ColumnKind::Text), column("Price", ColumnKind::Number)]);
        let rows: Vec<_> = names.iter().map(|name| json!({ "Name": name, "Price": 3 })).collect();
        table.add("u", &rows, |_| true);
        table
    }

    #[test]
    fn cells_with_marks_are_quoted_and_formulas_are_not_run() {
        let csv = table(&["a,b", "say \"hi\"", "two\nlines", "=1+1", "-5", "@x"]).to_csv();
        let expected = "Name,Price\r\n\"a,b\",3\r\n\"say \"\"hi\"\"\",3\r\n\"two\nlines\",3\r\n'=1+1,3\r\n-5,3\r\n'@x,3\r\n";
        assert_eq!(csv, expected);
    }

    #[test]
    fn json_keeps_kinds() {
        let read: Value = serde_json::from_str(&table(&["Lamp"]).to_json()).unwrap();
        assert_eq!(read, json!([{ "Name": "Lamp", "Price": 3 }]));
    }
}
