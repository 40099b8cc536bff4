//! Where a run is looked at and steered from.

use leptos::prelude::*;

use super::Watch;
use crate::ui::port::Port;

/// A view's seat at a run; a cheap handle.
#[derive(Clone, Copy)]
pub(crate) struct Seat {
    /// The way to the engine.
    pub(crate) port: Port,
    /// The run.
    pub(crate) watch: Watch,
    /// Whether the view stands outside of pages: only there anything is approved.
    pub(crate) approves: bool,
    /// Puts a goal back into the input, to be changed and started again.
    pub(crate) again: Callback<String>,
    /// What was to be started while another run was under way.
    pub(crate) conflict: RwSignal<Option<String>>,
}
