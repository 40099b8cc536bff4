//! Recipes: kept for the person who is signed in, recorded from what they do in a tab, replayed in one.

mod asked;
mod finding;
mod recording;
mod replaying;
mod store;
mod world;

use std::cell::RefCell;
use std::collections::HashMap;

use crate::page::RawFrame;
use crate::recipe::Values;
use recording::Recording;
pub(super) use recording::Told;

/// What the background holds of recipes besides what is stored.
#[derive(Default)]
pub(super) struct Recipes {
    /// Recordings under way, by tab.
    recordings: RefCell<HashMap<i32, Recording>>,
    /// The frames of recordings as they were before the last gesture, by tab and frame.
    snapshots: RefCell<HashMap<(i32, i32), RawFrame>>,
    /// Secrets of replays under way, by tab. They are nowhere else: a background that was killed has forgotten them.
    secrets: RefCell<HashMap<i32, Values>>,
}
