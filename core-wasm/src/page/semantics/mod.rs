//! What elements are to a person who operates them: role, name, description, states. WAI-ARIA 1.2, accname 1.2, HTML-AAM,
//! SVG-AAM. Pure.
//!
//! [`tree`] links the records, [`roles`] lists the roles there are, [`html`] knows the native ones, [`role`] decides,
//! [`name`] computes names and whether what a person sees backs them, [`state`] the states.

mod html;
mod name;
mod role;
mod roles;
mod state;
mod tree;

#[cfg(test)]
mod tests;

pub use name::{Name, Source, short};
pub use roles::{Naming, Role};
pub use state::{States, Tri};

use super::buffer::{Buffer, Kind};
use name::Namer;
use tree::Tree;

/// Bytes of text that are looked at for a name.
const MOST_TEXT: usize = 600;

/// The semantics of one frame.
pub struct Semantics<'a> {
    buffer: &'a Buffer<'a>,
    visible: &'a [bool],
    tree: Tree<'a>,
    roles: Vec<Role>,
}

impl<'a> Semantics<'a> {
    /// Links the frame's records and finds their roles. `visible` tells of each record whether it can be seen
    /// ([`super::visibility`]).
    pub fn new(buffer: &'a Buffer<'a>, visible: &'a [bool]) -> Self {
        let tree = Tree::new(buffer);
        let roles = role::roles(buffer, &tree);
        Self { buffer, visible, tree, roles }
    }

    /// The role of record number `index`; [`Role::Generic`] for what has no role of its own.
    pub fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Generic)
    }

    /// Its name.
    pub fn name(&self, index: usize) -> Name {
        self.namer().name(index)
    }

    /// Its description; empty without one. `name` is its name.
    pub fn description(&self, index: usize, name: &Name) -> String {
        self.namer().description(index, name)
    }

    /// Its states.
    pub fn states(&self, index: usize) -> States<'a> {
        let record = self.buffer.record(index);
        record
            .map(|record| state::states(self.buffer, &self.tree, &record, self.role(index)))
            .unwrap_or_default()
    }

    /// Whether `aria-hidden` takes it, or something around it, away from assistive technology.
    pub fn is_aria_hidden(&self, index: usize) -> bool {
        std::iter::once(index)
            .chain(self.tree.ancestors(index))
            .filter_map(|at| self.buffer.record(at))
            .any(|record| tree::is_aria_hidden(&record))
    }

    /// Whether it, or something around it, takes no input.
    pub fn is_inert(&self, index: usize) -> bool {
        std::iter::once(index)
            .chain(self.tree.ancestors(index))
            .filter_map(|at| self.buffer.record(at))
            .any(|record| record.html("inert").is_some())
    }

    /// The visible text of a record, no longer than a name.
    pub fn text_of(&self, index: usize) -> String {
        let mut text = String::new();
        let mut waiting = vec![index];
        while let Some(at) = waiting.pop() {
            let Some(record) = self.buffer.record(at) else { continue };
            if record.kind() == Kind::Text && self.visible.get(at).copied().unwrap_or(false) {
                text.push(' ');
                text.push_str(record.text());
            }
            if text.len() > MOST_TEXT {
                break;
            }
            let children = waiting.len();
            waiting.extend(self.tree.children(at));
            waiting[children..].reverse();
        }
        short(&text)
    }

    fn namer(&self) -> Namer<'a, '_> {
        Namer::new(self.buffer, &self.tree, &self.roles, self.visible)
    }
}
