//! Keys. One that does what a click does is judged like the click; one whose effect nobody knows is an unknown submit.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::super::class::Rule;
use super::super::facts::{Editable, TargetFacts};
use super::{Findings, activate, field, submit};

/// Keys pressed on the focused element.
pub(super) fn press<'a>(findings: &mut Findings<'a>, keys: &[String], target: Option<&'a TargetFacts>) {
    if keys.is_empty() {
        findings.add(Rule::MovesFocus);
    }
    for chord in keys {
        let chord = Chord::parse(chord);
        match target {
            Some(target) => on(findings, &chord, target),
            None => somewhere(findings, &chord),
        }
    }
}

/// Enter on an element.
pub(super) fn enter<'a>(findings: &mut Findings<'a>, target: &'a TargetFacts) {
    let is_search = target.kind == "search" || target.role_attribute == "searchbox";
    match target.editable {
        Editable::Text if target.tag == "input" => match &target.form {
            Some(form) => submit::submit(findings, Some(form), &form.submit_label),
            None if is_search => findings.add(Rule::Searches),
            None if target.role_attribute == "combobox" => findings.add(Rule::Chooses),
            None => findings.add(Rule::UnknownSubmit),
        },
        // Chats send on Enter.
        Editable::Text | Editable::Rich => findings.add(Rule::UnknownSubmit),
        // Implicit submission, HTML §4.10.22.2, from a box or list too.
        Editable::None if target.tag == "input" && !target.submits && target.kind != "button" => {
            submit::submit(
                findings,
                target.form.as_ref(),
                target.form.as_ref().map_or("", |form| &form.submit_label),
            );
        }
        Editable::None => activate::click(findings, target),
    }
}

fn on<'a>(findings: &mut Findings<'a>, chord: &Chord, target: &'a TargetFacts) {
    let writes = target.editable != Editable::None;
    match chord.key.as_str() {
        "Enter" | "NumpadEnter" if chord.shift && !chord.command && target.tag != "input" && writes => {
            field::write(findings, target);
        }
        "Enter" | "NumpadEnter" if chord.command => findings.add(Rule::UnknownSubmit),
        "Enter" | "NumpadEnter" => enter(findings, target),
        " " if !writes => activate::click(findings, target),
        "Backspace" | "Delete" if !writes => findings.add(Rule::Deletes),
        _ if chord.pastes() => findings.add(Rule::PastesClipboard),
        _ if chord.moves() => {
            let chooses = matches!(target.kind.as_str(), "radio" | "range" | "number" | "date" | "time")
                || target.tag == "select"
                || matches!(target.role_attribute.as_str(), "slider" | "spinbutton" | "radio" | "listbox");
            if chooses && chord.key.starts_with("Arrow") {
                findings.add(Rule::Chooses);
                field::settings(findings, target);
            } else {
                findings.add(Rule::MovesFocus);
            }
        }
        "Backspace" | "Delete" => field::write(findings, target),
        letter if writes && letter.chars().count() == 1 => field::write(findings, target),
        "Control" | "Shift" | "Alt" | "Meta" => findings.add(Rule::MovesFocus),
        // A shortcut of the page: # deletes here and prints there.
        _ => findings.add(Rule::UnknownSubmit),
    }
}

fn somewhere(findings: &mut Findings<'_>, chord: &Chord) {
    findings.add(match chord.key.as_str() {
        _ if chord.pastes() => Rule::PastesClipboard,
        _ if chord.moves() => Rule::MovesFocus,
        "Backspace" | "Delete" => Rule::Deletes,
        _ => Rule::UnknownSubmit,
    });
}

/// `Control+Shift+A`, read as the hands read it (`extension/content/act/keys.ts`).
struct Chord {
    key: String,
    shift: bool,
    /// Control, Meta or Alt.
    command: bool,
}

/// Other names of keys, the hands' own table.
static ALIASES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let table: Option<Value> =
        serde_json::from_str(include_str!("../../../../extension/content/act/keys.json")).ok();
    table.and_then(|mut table| serde_json::from_value(table["aliases"].take()).ok()).unwrap_or_default()
});

impl Chord {
    fn parse(text: &str) -> Self {
        // The key + itself stands last: "Control++".
        let (modifiers, key) = match text.strip_suffix('+') {
            Some(before) => (before, "+"),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        let name =
            |part: &str| ALIASES.get(&part.trim().to_lowercase()).cloned().unwrap_or_else(|| part.into());
        let modifiers: Vec<String> = modifiers.split('+').filter(|part| !part.is_empty()).map(name).collect();
        Self {
            key: name(key),
            shift: modifiers.iter().any(|name| name == "Shift"),
            // What is no modifier the hands refuse.
            command: modifiers.iter().any(|name| name != "Shift"),
        }
    }

    fn pastes(&self) -> bool {
        (self.command && self.key.eq_ignore_ascii_case("v"))
            || (self.shift && self.key == "Insert")
            || self.key == "Paste"
    }

    /// Whether it only moves, selects or copies within the page.
    fn moves(&self) -> bool {
        let selects = self.command && matches!(self.key.as_str(), "a" | "A" | "c" | "C");
        selects
            || matches!(
                self.key.as_str(),
                "ArrowUp"
                    | "ArrowDown"
                    | "ArrowLeft"
                    | "ArrowRight"
                    | "Tab"
                    | "Escape"
                    | "Home"
                    | "End"
                    | "PageUp"
                    | "PageDown"
            )
    }
}
