//! Role, name and states of every element of the frames on standard input, for the journey that compares them with the
//! specifications: one JSON object `{"nodes": [..], "strings": ".."}` a line in, an array a line out.

use std::io::{self, BufRead, Write};

use core_wasm::page::buffer::{Buffer, Kind, split_strings};
use core_wasm::page::semantics::{Semantics, Tri};
use core_wasm::page::visibility::visible;
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Frame {
    nodes: Vec<i32>,
    strings: String,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let frame: Frame = serde_json::from_str(&line?)?;
        let strings = split_strings(&frame.strings);
        let buffer = Buffer::new(&frame.nodes, &strings);
        let visible = visible(&buffer);
        let semantics = Semantics::new(&buffer, &visible);
        let elements: Vec<Value> = buffer
            .records()
            .filter(|record| record.kind() == Kind::Element)
            .map(|record| describe(&semantics, record.index))
            .collect();
        writeln!(out, "{}", serde_json::to_string(&elements)?)?;
    }
    Ok(())
}

fn describe(semantics: &Semantics<'_>, index: usize) -> Value {
    let name = semantics.name(index);
    json!({
        "record": index,
        "role": semantics.role(index).token(),
        "name": name.text,
        "source": format!("{:?}", name.source),
        "seen": name.seen,
        "description": semantics.description(index, &name),
        "states": states(semantics, index),
    })
}

/// The states that are set.
fn states(semantics: &Semantics<'_>, index: usize) -> Map<String, Value> {
    let of = semantics.states(index);
    let mut states = Map::new();
    let tri = |tri: Option<Tri>| match tri? {
        Tri::True => Some(json!(true)),
        Tri::False => Some(json!(false)),
        Tri::Mixed => Some(json!("mixed")),
    };
    let flag = |set: bool| set.then_some(json!(true));
    let all = [
        ("checked", tri(of.checked)),
        ("pressed", tri(of.pressed)),
        ("expanded", of.expanded.map(Value::from)),
        ("selected", of.selected.map(Value::from)),
        ("disabled", flag(of.disabled)),
        ("required", flag(of.required)),
        ("readonly", flag(of.readonly)),
        ("multiselectable", flag(of.multiselectable)),
        ("multiline", flag(of.multiline)),
        ("modal", flag(of.modal)),
        ("busy", flag(of.busy)),
        ("invalid", of.invalid.map(Value::from)),
        ("current", of.current.map(Value::from)),
        ("popup", of.popup.map(Value::from)),
        ("sort", of.sort.map(Value::from)),
        ("level", of.level.map(Value::from)),
        ("value", of.value.map(Value::from)),
        ("minimum", of.minimum.map(Value::from)),
        ("maximum", of.maximum.map(Value::from)),
        ("role_description", of.role_description.map(Value::from)),
    ];
    states.extend(all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    states
}
