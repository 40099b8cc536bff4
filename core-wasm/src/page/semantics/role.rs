//! The role of every element: what the author says where that may be said, else the native one.

use super::super::buffer::{Buffer, Kind, Record, attribute, flag};
use super::html::{self, Context};
use super::roles::Role;
use super::tree::Tree;

/// The roles of the frame's records; `Generic` for what is no element.
pub fn roles<'a>(buffer: &'a Buffer<'a>, tree: &Tree<'a>) -> Vec<Role> {
    let mut roles = Roles { buffer, tree, known: vec![State::Unknown; buffer.len()] };
    (0..buffer.len()).map(|index| roles.of(index)).collect()
}

#[derive(Clone, Copy)]
enum State {
    Unknown,
    Asked,
    Known(Role),
}

struct Roles<'a, 't> {
    buffer: &'a Buffer<'a>,
    tree: &'t Tree<'a>,
    known: Vec<State>,
}

impl<'a> Roles<'a, '_> {
    fn of(&mut self, index: usize) -> Role {
        match self.known.get(index) {
            Some(State::Known(role)) => return *role,
            Some(State::Unknown) => {}
            // Asked for while it is being found: only through `aria-owns` in circles.
            Some(State::Asked) | None => return Role::Generic,
        }
        self.known[index] = State::Asked;
        let role = match self.buffer.record(index) {
            Some(record) if record.kind() == Kind::Element => self.find(&record),
            _ => Role::Generic,
        };
        self.known[index] = State::Known(role);
        role
    }

    fn find(&mut self, record: &Record<'a>) -> Role {
        // Nothing but the elements around it matters, and they come before it, except for owners.
        if self.tree.has_owners() {
            let around: Vec<usize> = self.tree.ancestors(record.index).collect();
            for at in around {
                self.of(at);
            }
        }
        let place = Place { roles: self, record };
        let native = html::role(record, &place);
        let tokens = record.attribute(attribute::ROLE).unwrap_or("");
        let mut wanted = tokens.split_ascii_whitespace().take(16).filter_map(Role::parse);
        match wanted.find(|role| place.allows(*role)) {
            // WAI-ARIA 1.2 §8.5: what can be focused or says more about itself is not presentational.
            Some(Role::None) if place.is_focusable() || has_global_attribute(record) => native,
            Some(role) => role,
            None if place.is_part_of_nothing() => Role::None,
            None if native == Role::None && (place.is_focusable() || has_global_attribute(record)) => {
                Role::Img
            }
            None => native,
        }
    }
}

/// An element where it stands.
struct Place<'p, 'a> {
    roles: &'p Roles<'a, 'p>,
    record: &'p Record<'a>,
}

impl<'a> Place<'_, 'a> {
    /// The elements around it with their roles, from the nearest out.
    fn above(&self) -> impl Iterator<Item = (usize, Role)> + '_ {
        self.roles.tree.ancestors(self.record.index).map(|at| match self.roles.known.get(at) {
            Some(State::Known(role)) => (at, *role),
            _ => (at, Role::Generic),
        })
    }

    fn tag_of(&self, index: usize) -> &'a str {
        self.roles.buffer.record(index).map_or("", |record| record.tag())
    }

    /// Whether a role may be taken here: landmarks that must be named are none without (WAI-ARIA 1.2 §9.1). A role out of
    /// the context it requires stays what the author said: browsers do not enforce that rule either.
    fn allows(&self, role: Role) -> bool {
        !matches!(role, Role::Region | Role::Form) || self.is_named()
    }

    /// Whether the native parent is presentational, which takes the parts it requires along (WAI-ARIA 1.2 §8.4).
    fn is_part_of_nothing(&self) -> bool {
        let whole: &[&str] = match self.record.tag() {
            "li" => &["ul", "ol", "menu"],
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => &["table"],
            _ => return false,
        };
        let around = self.above().find(|(at, _)| whole.contains(&self.tag_of(*at)));
        around.is_some_and(|(_, role)| role == Role::None)
            && !self.is_focusable()
            && !has_global_attribute(self.record)
    }

    fn is_focusable(&self) -> bool {
        let record = self.record;
        record.html("tabindex").is_some_and(|value| value.trim().parse::<i32>().is_ok())
            || record.html("contenteditable").is_some_and(|value| !value.trim().eq_ignore_ascii_case("false"))
            || match record.tag() {
                "a" | "area" => record.html("href").is_some() || record.html("xlink:href").is_some(),
                "button" | "input" | "select" | "textarea" => {
                    !record.has(flag::DISABLED) && record.attribute(attribute::TYPE) != Some("hidden")
                }
                "iframe" => true,
                "summary" => self.is_summary_of_details(),
                "audio" | "video" => record.html("controls").is_some(),
                _ => false,
            }
    }
}

impl Context for Place<'_, '_> {
    fn is_named(&self) -> bool {
        let record = self.record;
        let says = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
        says(record.aria("label"))
            || says(record.attribute(attribute::TITLE))
            || record.references(attribute::LABELLED_BY).any(|target| self.roles.says_something(target))
    }

    fn is_in(&self, tags: &[&str]) -> bool {
        const ROLES: &[(Role, &str)] = &[
            (Role::Article, "article"),
            (Role::Complementary, "aside"),
            (Role::Main, "main"),
            (Role::Navigation, "nav"),
            (Role::Region, "section"),
        ];
        self.above().any(|(at, role)| {
            tags.contains(&self.tag_of(at))
                || ROLES.iter().any(|(known, tag)| *known == role && tags.contains(tag))
        })
    }

    fn table(&self) -> Option<Role> {
        let around = self.above().find(|(at, _)| self.tag_of(*at) == "table");
        around.map(|(_, role)| role).filter(|role| matches!(role, Role::Table | Role::Grid | Role::TreeGrid))
    }

    fn is_in_list(&self) -> bool {
        let parent = self.above().next();
        parent.is_some_and(|(at, role)| {
            role == Role::List && matches!(self.tag_of(at), "ul" | "ol" | "menu" | "dir")
        })
    }

    fn row_has_data_cells(&self) -> bool {
        let Some(row) = self.roles.tree.parent(self.record.index) else { return false };
        self.roles.tree.children(row).any(|cell| self.tag_of(cell) == "td")
    }

    fn is_summary_of_details(&self) -> bool {
        let Some((parent, _)) = self.above().next() else { return false };
        self.tag_of(parent) == "details"
            && self.roles.tree.children(parent).find(|child| self.tag_of(*child) == "summary")
                == Some(self.record.index)
    }
}

impl<'a> Roles<'a, '_> {
    /// Whether an element that names another has anything to say. Cheaper than its name, and free of circles.
    fn says_something(&self, index: usize) -> bool {
        let mut open = vec![index];
        for _ in 0..256 {
            let Some(record) = open.pop().and_then(|at| self.buffer.record(at)) else { return false };
            let texts =
                [record.aria("label"), record.attribute(attribute::ALT), record.attribute(attribute::TITLE)];
            let texts = texts.into_iter().flatten().chain([record.text()]);
            if texts.into_iter().any(|text| !text.trim().is_empty()) {
                return true;
            }
            open.extend(self.tree.children(record.index));
        }
        true
    }
}

/// Whether the element has an attribute that every role allows (WAI-ARIA 1.2 §6.4), which makes it more than decoration.
fn has_global_attribute(record: &Record<'_>) -> bool {
    const GLOBAL: &[&str] = &[
        "atomic",
        "braillelabel",
        "brailleroledescription",
        "busy",
        "controls",
        "current",
        "describedby",
        "description",
        "details",
        "disabled",
        "dropeffect",
        "errormessage",
        "flowto",
        "grabbed",
        "haspopup",
        "invalid",
        "keyshortcuts",
        "label",
        "labelledby",
        "live",
        "owns",
        "relevant",
        "roledescription",
    ];
    record.aria_names().any(|name| GLOBAL.contains(&name))
}
