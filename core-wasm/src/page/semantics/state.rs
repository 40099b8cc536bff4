//! States and properties of an element (WAI-ARIA 1.2 §6, HTML-AAM 1.0 §3.6): what HTML says goes before what ARIA says.

use super::super::buffer::{Buffer, Record, attribute, flag};
use super::roles::Role;
use super::tree::Tree;

/// On, off or in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tri {
    True,
    False,
    Mixed,
}

/// The states of an element; none where the role has no such state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct States<'a> {
    pub checked: Option<Tri>,
    pub pressed: Option<Tri>,
    pub expanded: Option<bool>,
    pub selected: Option<bool>,
    pub disabled: bool,
    pub required: bool,
    pub readonly: bool,
    pub multiselectable: bool,
    pub multiline: bool,
    pub modal: bool,
    pub busy: bool,
    /// `true`, `grammar`, `spelling`.
    pub invalid: Option<&'a str>,
    /// `page`, `step`, `location`, `date`, `time`, `true`.
    pub current: Option<&'a str>,
    /// `menu`, `listbox`, `tree`, `grid`, `dialog`.
    pub popup: Option<&'a str>,
    /// `ascending`, `descending`, `other`.
    pub sort: Option<&'a str>,
    /// Of a heading, an item of a tree or a list.
    pub level: Option<u32>,
    /// What a range says it stands at.
    pub value: Option<&'a str>,
    pub minimum: Option<&'a str>,
    pub maximum: Option<&'a str>,
    pub role_description: Option<&'a str>,
}

/// The states of `record`, whose role is `role`.
pub fn states<'a>(buffer: &Buffer<'a>, tree: &Tree<'_>, record: &Record<'a>, role: Role) -> States<'a> {
    let state =
        |name: &str| record.aria(name).map(|value| value.trim_ascii()).filter(|value| !value.is_empty());
    let is = |name: &str| state(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let token = |name: &str, known: &'static [&'static str]| {
        let value = state(name)?;
        known.iter().copied().find(|token| token.eq_ignore_ascii_case(value))
    };
    States {
        checked: checked(record, role),
        pressed: if role == Role::Button { record.aria("pressed").and_then(tri) } else { None },
        expanded: expanded(buffer, tree, record),
        selected: selected(record, role),
        disabled: is_disabled(buffer, tree, record),
        required: record.html("required").is_some() || is("required"),
        readonly: record.html("readonly").is_some() || is("readonly"),
        multiselectable: record.tag() == "select" && record.html("multiple").is_some()
            || is("multiselectable"),
        multiline: record.tag() == "textarea" || (role == Role::Textbox && is("multiline")),
        modal: is("modal"),
        busy: is("busy"),
        invalid: state("invalid").filter(|value| !value.eq_ignore_ascii_case("false")).map(|value| {
            ["grammar", "spelling"]
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(value))
                .unwrap_or("true")
        }),
        current: state("current").filter(|value| !value.eq_ignore_ascii_case("false")).map(|value| {
            let known = ["page", "step", "location", "date", "time"];
            known.into_iter().find(|known| known.eq_ignore_ascii_case(value)).unwrap_or("true")
        }),
        popup: match token("haspopup", &["menu", "listbox", "tree", "grid", "dialog", "true"]) {
            Some("true") => Some("menu"),
            Some(kind) => Some(kind),
            None if role == Role::Combobox => Some("listbox"),
            None => None,
        },
        sort: match role {
            Role::ColumnHeader | Role::RowHeader => token("sort", &["ascending", "descending", "other"]),
            _ => None,
        },
        level: level(record, role),
        value: if role.is_range() || role == Role::Separator {
            state("valuetext").or_else(|| record.attribute(attribute::VALUE)).or_else(|| state("valuenow"))
        } else {
            None
        },
        minimum: role.is_range().then(|| record.html("min").or_else(|| state("valuemin"))).flatten(),
        maximum: role.is_range().then(|| record.html("max").or_else(|| state("valuemax"))).flatten(),
        role_description: state("roledescription").filter(|_| role != Role::Generic && role != Role::None),
    }
}

fn tri(value: &str) -> Option<Tri> {
    match value.trim().to_ascii_lowercase().as_str() {
        "true" => Some(Tri::True),
        "mixed" => Some(Tri::Mixed),
        "false" => Some(Tri::False),
        _ => None,
    }
}

fn checked(record: &Record<'_>, role: Role) -> Option<Tri> {
    let is_native =
        matches!(record.attribute(attribute::TYPE), Some("checkbox" | "radio")) && record.tag() == "input";
    if is_native {
        return Some(match (record.html("indeterminate"), record.has(flag::CHECKED)) {
            (Some(_), _) if role != Role::Radio => Tri::Mixed,
            (_, true) => Tri::True,
            _ => Tri::False,
        });
    }
    let said = record.aria("checked").and_then(tri);
    match role {
        Role::Checkbox | Role::MenuItemCheckbox => Some(said.unwrap_or(Tri::False)),
        // Neither knows a state in between (WAI-ARIA 1.2 §6.6, aria-checked).
        Role::Radio | Role::MenuItemRadio | Role::Switch => {
            Some(if said == Some(Tri::True) { Tri::True } else { Tri::False })
        }
        Role::Option | Role::TreeItem => said,
        _ => None,
    }
}

fn expanded(buffer: &Buffer<'_>, tree: &Tree<'_>, record: &Record<'_>) -> Option<bool> {
    let open = |of: &Record<'_>| of.html("open").is_some();
    match record.tag() {
        "details" => return Some(open(record)),
        "summary" => {
            let parent = tree.parent(record.index).and_then(|at| buffer.record(at))?;
            if parent.tag() == "details" {
                return Some(open(&parent));
            }
        }
        _ => {}
    }
    match record.aria("expanded")?.trim().to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn selected(record: &Record<'_>, role: Role) -> Option<bool> {
    if record.tag() == "option" {
        return Some(record.has(flag::CHECKED));
    }
    let known = matches!(
        role,
        Role::Option
            | Role::Tab
            | Role::GridCell
            | Role::Row
            | Role::ColumnHeader
            | Role::RowHeader
            | Role::TreeItem
    );
    match record.aria("selected").filter(|_| known)?.trim().to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// `aria-disabled` holds for all that is in an element (WAI-ARIA 1.2 §6.6).
fn is_disabled(buffer: &Buffer<'_>, tree: &Tree<'_>, record: &Record<'_>) -> bool {
    let says = |of: &Record<'_>| of.aria("disabled").map(|value| value.trim().eq_ignore_ascii_case("true"));
    if record.has(flag::DISABLED) {
        return true;
    }
    if let Some(said) = says(record) {
        return said;
    }
    tree.ancestors(record.index).filter_map(|at| buffer.record(at)).any(|above| says(&above) == Some(true))
}

fn level(record: &Record<'_>, role: Role) -> Option<u32> {
    let said = record.aria("level").and_then(|level| level.trim().parse().ok()).filter(|level| *level > 0);
    match role {
        Role::Heading => said.or_else(|| record.tag().strip_prefix('h')?.parse().ok()).or(Some(2)),
        Role::TreeItem | Role::ListItem | Role::Row | Role::Comment => said,
        _ => None,
    }
}
