//! Step 2C: a control within the label of another one says its value ("Flash the screen 3 times").

use super::super::super::buffer::{Record, attribute, flag};
use super::super::roles::Role;
use super::alternative::{Namer, Walk};

/// The value of a control; none for what is none.
pub(super) fn value<'a>(
    namer: &Namer<'a, '_>,
    record: &Record<'a>,
    role: Role,
    walk: &mut Walk,
) -> Option<String> {
    match role {
        Role::Textbox | Role::Searchbox => Some(text(namer, record, walk)),
        Role::Combobox | Role::Listbox => Some(chosen(namer, record, walk)),
        role if role.is_range() => Some(range(record)),
        _ => None,
    }
}

fn is_native(record: &Record<'_>) -> bool {
    matches!(record.tag(), "input" | "textarea")
}

fn text<'a>(namer: &Namer<'a, '_>, record: &Record<'a>, walk: &mut Walk) -> String {
    if is_native(record) {
        return record.attribute(attribute::VALUE).unwrap_or("").to_owned();
    }
    namer.content(record, walk)
}

/// What is selected in a list; what is written in the field of a combobox without one.
fn chosen<'a>(namer: &Namer<'a, '_>, record: &Record<'a>, walk: &mut Walk) -> String {
    if is_native(record) {
        return record.attribute(attribute::VALUE).unwrap_or("").to_owned();
    }
    let mut texts = Vec::new();
    let mut open: Vec<usize> = namer.tree.children(record.index).collect();
    open.reverse();
    let mut field = None;
    for _ in 0..512 {
        let Some(at) = open.pop().and_then(|at| namer.buffer.record(at)) else { break };
        if namer.role(at.index) == Role::Option {
            let selected = if at.tag() == "option" {
                at.has(flag::CHECKED)
            } else {
                at.aria("selected") == Some("true")
            };
            if selected {
                texts.push(super::alternative::tidy(&namer.content(&at, walk)));
            }
            continue;
        }
        if matches!(namer.role(at.index), Role::Textbox | Role::Searchbox) && field.is_none() {
            field = Some(text(namer, &at, walk));
        }
        let from = open.len();
        open.extend(namer.tree.children(at.index));
        open[from..].reverse();
    }
    if !texts.is_empty() {
        return texts.join(" ");
    }
    match (record.tag(), namer.role(record.index)) {
        ("select", _) => record.attribute(attribute::VALUE).unwrap_or("").to_owned(),
        (_, Role::Combobox) => field.unwrap_or_else(|| namer.content(record, walk)),
        _ => String::new(),
    }
}

fn range(record: &Record<'_>) -> String {
    let said = ["valuetext", "valuenow"]
        .iter()
        .filter_map(|name| record.aria(name))
        .find(|text| !text.trim().is_empty());
    said.or_else(|| record.attribute(attribute::VALUE)).unwrap_or("").to_owned()
}
