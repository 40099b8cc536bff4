//! Which of the elements that can be operated a person can get at.

use std::collections::HashSet;

use super::super::buffer::{Buffer, Kind, attribute, flag};
use super::super::roles;
use super::super::visibility::Sight;
use super::operable::is_shown_by_label;

/// What is known of a frame's elements before its lines are written.
pub struct Shown {
    sight: Sight,
    /// Labels whose control is offered: who clicks them operates that.
    labels: HashSet<usize>,
}

impl Shown {
    /// Looks for the labels of controls that show.
    pub fn new(buffer: &Buffer<'_>, sight: Sight) -> Self {
        let mut shown = Self { sight, labels: HashSet::new() };
        let mut labels = HashSet::new();
        for record in buffer.records().filter(|record| record.node() != 0) {
            let is_control = matches!(record.tag(), "input" | "select" | "textarea" | "button");
            if record.kind() == Kind::Element
                && is_control
                && (shown.has(buffer, record.index) || is_shown_by_label(&record, &shown.sight.visible))
            {
                labels.extend(record.references(attribute::LABELS));
            }
        }
        shown.labels = labels;
        shown
    }

    /// Of each record whether what it shows can be seen.
    pub fn visible(&self) -> &[bool] {
        &self.sight.visible
    }

    /// Whether a label stands for a control that is offered itself.
    pub fn is_for_control(&self, index: usize) -> bool {
        self.labels.contains(&index)
    }

    /// Whether there is something of the element to click at: its own box, or something in it that sticks out.
    pub fn has(&self, buffer: &Buffer<'_>, index: usize) -> bool {
        let Some(record) = buffer.record(index) else { return false };
        if !self.sees(index) || record.has(flag::INVISIBLE | flag::NOT_RENDERED) {
            return false;
        }
        if self.sight.box_shows.get(index).copied().unwrap_or(false) {
            return true;
        }
        (index + 1..buffer.len())
            .map_while(|at| {
                buffer.record(at).filter(|inner| inner.parent().is_some_and(|parent| parent >= index))
            })
            .any(|inner| {
                self.sees(inner.index) && (inner.kind() == Kind::Text || roles::is_replaced(inner.tag()))
            })
    }

    fn sees(&self, index: usize) -> bool {
        self.sight.visible.get(index).copied().unwrap_or(false)
    }
}
