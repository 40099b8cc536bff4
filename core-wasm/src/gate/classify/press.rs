//! Keys. One that does what a click does is judged like the click; one whose effect nobody knows is an unknown submit.

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

fn on<'a>(findings: &mut Findings<'a>, chord: &Chord<'_>, target: &'a TargetFacts) {
    let writes = target.editable != Editable::None;
    match chord.key {
        "Enter" | "NumpadEnter" if chord.shift && !chord.command && target.tag != "input" && writes => {
            field::write(findings, target);
        }
        "Enter" | "NumpadEnter" if chord.command => findings.add(Rule::UnknownSubmit),
        "Enter" | "NumpadEnter" => enter(findings, target),
        "Space" | " " if !writes => activate::click(findings, target),
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
        _ if writes => field::write(findings, target),
        "Control" | "Shift" | "Alt" | "Meta" => findings.add(Rule::MovesFocus),
        // A shortcut of the page: # deletes here and prints there.
        _ => findings.add(Rule::UnknownSubmit),
    }
}

fn somewhere(findings: &mut Findings<'_>, chord: &Chord<'_>) {
    findings.add(match chord.key {
        _ if chord.pastes() => Rule::PastesClipboard,
        _ if chord.moves() => Rule::MovesFocus,
        "Backspace" | "Delete" => Rule::Deletes,
        _ => Rule::UnknownSubmit,
    });
}

/// `Control+Shift+A`.
struct Chord<'a> {
    key: &'a str,
    shift: bool,
    /// Control, Meta or Alt.
    command: bool,
}

impl<'a> Chord<'a> {
    fn parse(text: &'a str) -> Self {
        // The key + itself stands last: "Control++".
        let (modifiers, key) = match text.strip_suffix('+') {
            Some(before) => (before, "+"),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        let has = |names: &[&str]| {
            modifiers.split('+').any(|modifier| names.iter().any(|name| name.eq_ignore_ascii_case(modifier)))
        };
        let named = ["Enter", "NumpadEnter", "Space", "Backspace", "Delete", "Insert", "Tab", "Escape"];
        let key = named.into_iter().find(|name| name.eq_ignore_ascii_case(key)).unwrap_or(key);
        Self {
            key: if key.eq_ignore_ascii_case("return") { "Enter" } else { key },
            shift: has(&["Shift"]),
            command: has(&[
                "Control",
                "Ctrl",
                "Meta",
                "Command",
                "Cmd",
                "ControlOrMeta",
                "Alt",
                "Option",
                "AltGraph",
            ]),
        }
    }

    fn pastes(&self) -> bool {
        (self.command && self.key.eq_ignore_ascii_case("v"))
            || (self.shift && self.key == "Insert")
            || self.key == "Paste"
    }

    /// Whether it only moves, selects or copies within the page.
    fn moves(&self) -> bool {
        let selects = self.command && matches!(self.key, "a" | "A" | "c" | "C");
        selects
            || matches!(
                self.key,
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
