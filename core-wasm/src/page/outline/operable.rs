//! What a person can operate, and how the outline writes it.

use super::super::buffer::{Record, attribute, flag};
use super::super::semantics::{Name, Role, States, Tri};
use super::line::words;

/// Longest value shown, in characters.
const LONGEST_VALUE: usize = 160;

/// Kinds of inputs that ask for a value of a certain form.
const TOLD_KINDS: [&str; 11] =
    ["password", "email", "tel", "url", "date", "time", "month", "week", "datetime-local", "file", "color"];

/// Whether the role is one that is operated.
pub fn is_widget(role: Role) -> bool {
    use Role::{
        Button, Checkbox, Combobox, Link, Listbox, MenuItem, MenuItemCheckbox, MenuItemRadio,
        Option as Choice, Radio, Searchbox, Slider, Spinbutton, Switch, Tab, Textbox, TreeItem,
    };
    matches!(
        role,
        Button
            | Checkbox
            | Combobox
            | Link
            | Listbox
            | MenuItem
            | MenuItemCheckbox
            | MenuItemRadio
            | Choice
            | Radio
            | Searchbox
            | Slider
            | Spinbutton
            | Switch
            | Tab
            | Textbox
            | TreeItem
    )
}

/// Whether the element can be operated, apart from being disabled or hidden. A script that listens to a whole cell or
/// row makes it one; a table cell by itself is none.
pub fn is_operable(record: &Record<'_>, role: Role) -> bool {
    if record.node() == 0 || record.tag() == "option" {
        return false;
    }
    let native = matches!(record.tag(), "select" | "textarea" | "button" | "summary")
        || (record.tag() == "input" && record.attribute(attribute::TYPE) != Some("hidden"))
        || (matches!(record.tag(), "video" | "audio") && record.html("controls").is_some());
    is_widget(role) || native || is_editable(record) || is_draggable(record) || record.has(flag::CLICKABLE)
}

/// Whether it is there to be dragged. Links and pictures can be by themselves, which nobody means.
pub fn is_draggable(record: &Record<'_>) -> bool {
    record.html("draggable").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

/// Whether one can write in the element itself.
pub fn is_editable(record: &Record<'_>) -> bool {
    record.html("contenteditable").is_some_and(|value| !value.eq_ignore_ascii_case("false"))
}

/// `[3 textbox required: Full name = "Ada"]`: number, role and states, a colon, the page's words. A link that has nothing but
/// words is `[5 Returns]`; without a `number` it can not be operated now.
pub fn describe(
    number: Option<&str>,
    record: &Record<'_>,
    role: Role,
    name: &Name,
    states: &States<'_>,
) -> String {
    let mut text = String::from("[");
    if let Some(number) = number {
        text.push_str(number);
        text.push(' ');
    }
    let head = text.len();
    text.push_str(match role {
        Role::Generic | Role::None | Role::Paragraph if is_editable(record) => "textbox",
        Role::Generic | Role::None | Role::Paragraph | Role::ListItem if is_draggable(record) => "draggable",
        Role::Generic | Role::None | Role::Paragraph => "clickable",
        role => role.token(),
    });
    if let Some(kind) = record.attribute(attribute::TYPE).filter(|kind| TOLD_KINDS.contains(kind)) {
        text.push(' ');
        text.push_str(kind);
    }
    write_states(&mut text, states);
    if let Some(count) = record.attribute(attribute::OPTION_COUNT) {
        text.push_str(&format!(" ({} options)", words(count)));
    }
    if number.is_none() && !states.disabled {
        text.push_str(" out of reach");
    }
    let value = value(record, role, states);
    if number.is_some() && value.is_none() && text[head..] == *"link" && is_plain(name) {
        text.truncate(head);
        text.push_str(&words(&name.text));
    } else {
        push_name(&mut text, name);
    }
    if let Some(value) = value {
        text.push_str(&format!(" = \"{value}\""));
    }
    text.push(']');
    text
}

/// `: Save`, behind what is ours.
pub fn push_name(text: &mut String, name: &Name) {
    if name.text.is_empty() {
        return;
    }
    text.push_str(if name.seen { ": " } else { ": [hidden] " });
    text.push_str(&words(&name.text));
}

/// Whether the words can not be taken for a role.
fn is_plain(name: &Name) -> bool {
    let first = name.text.split(|char: char| !char.is_alphanumeric()).next().unwrap_or("");
    name.seen
        && !first.is_empty()
        && Role::parse(&first.to_ascii_lowercase()).is_none()
        && first != "clickable"
}

fn write_states(text: &mut String, states: &States<'_>) {
    let words = [
        (states.checked == Some(Tri::True), "checked"),
        (states.checked == Some(Tri::Mixed), "mixed"),
        (states.checked == Some(Tri::False), "unchecked"),
        (states.pressed == Some(Tri::True), "pressed"),
        (states.expanded == Some(true), "expanded"),
        (states.expanded == Some(false), "collapsed"),
        (states.selected == Some(true), "selected"),
        (states.required, "required"),
        (states.readonly, "readonly"),
        (states.invalid.is_some(), "invalid"),
        (states.current.is_some(), "current"),
        (states.disabled, "disabled"),
    ];
    for (_, word) in words.into_iter().filter(|(holds, _)| *holds) {
        text.push(' ');
        text.push_str(word);
    }
}

fn value(record: &Record<'_>, role: Role, states: &States<'_>) -> Option<String> {
    if let Some(value) = states.value {
        return Some(words(value));
    }
    let holds_text =
        matches!(role, Role::Textbox | Role::Searchbox | Role::Combobox | Role::Listbox | Role::Spinbutton)
            || (record.tag() == "input"
                && !matches!(role, Role::Button | Role::Checkbox | Role::Radio | Role::Switch));
    let value = record.attribute(attribute::VALUE).filter(|_| holds_text)?;
    let value = text::clean(value);
    let short: String = value.trim().chars().take(LONGEST_VALUE).collect();
    (!short.is_empty()).then(|| words(&short))
}

/// Whether the control is shown through its label: a box drawn by the page in the place of an invisible one.
pub fn is_shown_by_label(record: &Record<'_>, visible: &[bool]) -> bool {
    let kind = record.attribute(attribute::TYPE).unwrap_or("");
    matches!(kind, "checkbox" | "radio" | "file")
        && record
            .attribute(attribute::LABELS)
            .into_iter()
            .flat_map(str::split_ascii_whitespace)
            .filter_map(|number| number.parse::<usize>().ok())
            .any(|label| visible.get(label).copied().unwrap_or(false))
}
