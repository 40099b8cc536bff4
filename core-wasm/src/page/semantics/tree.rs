//! The records as a tree of elements: children in the order names are made in, with `aria-owns` followed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::buffer::{Buffer, Kind, Record, attribute, flag};

const NONE: u32 = u32::MAX;

/// Parents and children of all records.
pub struct Tree<'a> {
    buffer: &'a Buffer<'a>,
    first: Vec<u32>,
    next: Vec<u32>,
    /// Element → the element that owns it by `aria-owns`.
    owner: HashMap<usize, usize>,
    owned: HashMap<usize, Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// Links the records.
    pub fn new(buffer: &'a Buffer<'a>) -> Self {
        let mut first = vec![NONE; buffer.len()];
        let mut next = vec![NONE; buffer.len()];
        for index in (0..buffer.len()).rev() {
            if let Some(parent) = buffer.record(index).and_then(|record| record.parent()) {
                next[index] = std::mem::replace(&mut first[parent], index as u32);
            }
        }
        let mut tree = Self { buffer, first, next, owner: HashMap::new(), owned: HashMap::new() };
        for record in buffer.records().filter(|record| record.attribute(attribute::OWNS).is_some()) {
            tree.own(&record);
        }
        tree
    }

    /// The first owner keeps an element, and nothing owns what it is in.
    fn own(&mut self, record: &Record<'a>) {
        for target in record.references(attribute::OWNS) {
            let is_around = self.ancestors(record.index).any(|above| above == target);
            if target >= self.buffer.len() || target == record.index || is_around {
                continue;
            }
            if let Entry::Vacant(free) = self.owner.entry(target) {
                free.insert(record.index);
                self.owned.entry(record.index).or_default().push(target);
            }
        }
    }

    /// The records a record holds, in order: its own that nobody else owns, then those it owns.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let link = |at: u32| (at != NONE).then_some(at as usize);
        let first = self.first.get(index).copied().and_then(link);
        std::iter::successors(first, move |at| link(self.next[*at]))
            .filter(|child| !self.has_owners() || !self.owner.contains_key(child))
            .chain(self.owned.get(&index).into_iter().flatten().copied())
    }

    /// Whether some element owns others by `aria-owns`.
    pub fn has_owners(&self) -> bool {
        !self.owner.is_empty()
    }

    /// The element around an element, through shadow roots and by `aria-owns`.
    pub fn parent(&self, index: usize) -> Option<usize> {
        let mut at = match self.owner.get(&index) {
            Some(owner) => *owner,
            None => self.buffer.record(index)?.parent()?,
        };
        for _ in 0..4 {
            let record = self.buffer.record(at)?;
            if record.kind() == Kind::Element {
                return Some(at);
            }
            at = record.parent()?;
        }
        None
    }

    /// The elements around an element, from the nearest out. Ends, whatever the buffer says.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(index), |at| self.parent(*at)).take(1_024)
    }

    /// Whether the element is hidden by itself: not rendered, or for assistive technology, or inert (HTML-AAM 1.0 §3.5
    /// att-inert: not exposed).
    pub fn is_hidden(&self, record: &Record<'_>) -> bool {
        record.has(flag::NOT_RENDERED) || is_aria_hidden(record) || record.html("inert").is_some()
    }
}

/// Whether `aria-hidden` hides the element and all that is in it.
pub fn is_aria_hidden(record: &Record<'_>) -> bool {
    record.aria("hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}
