//! What the app rendered anew: a number the model knows is gone, and the same element is there under another.
//!
//! Only within the document the number was given in, only for a certain find with the same role, name, part of the page
//! and words beside it; and the gate judges the facts of what was found, never those of what is gone.

use std::collections::HashMap;

use super::Limbs;
use crate::agent::{ActEnd, Target};
use crate::background::reading::read_frames;
use crate::browser::{Browser, ReadBase};
use crate::gate::TargetFacts;
use crate::locate::{self, Found, Locator, Marks};
use crate::page::RawFrame;
use crate::protocol::ContentAct;

/// Elements that took the place of others, by tab and what they took the place of.
pub(super) type Healed = HashMap<(i32, Target), Target>;

impl<B: Browser> Limbs<B> {
    /// What is known of an element as it was seen last.
    pub(super) fn locator(&self, tab: i32, target: Target, facts: &TargetFacts) -> Option<Locator> {
        let marks =
            Marks { test_id: facts.test_id.clone(), id: String::new(), field: facts.field_name.clone() };
        let seen = self.seen.borrow();
        locate::record(&seen.get(&tab)?.frames, &[(target, marks)]).map(|(_, locator)| locator)
    }

    /// The element that is now where `target` was.
    pub(super) async fn heal(&self, tab: i32, target: Target) -> Option<Target> {
        let (document, known) = {
            let seen = self.seen.borrow();
            let seen = seen.get(&tab)?;
            let known = locate::record(&seen.frames, &[(target, Marks::default())])?.1;
            (seen.document.clone(), known)
        };
        let read = read_frames(&*self.browser, tab, ReadBase::Nothing).await.ok()?;
        let frames: Vec<RawFrame> = read.into_iter().map(|read| read.frame).collect();
        // On another page nothing is taken for what stood on this one.
        if frames.first()?.document != document {
            return None;
        }
        let Found::Confident(found) = locate::find(&frames, &known, &HashMap::new()) else { return None };
        let same = (&found.now.role, &found.now.name, &found.now.section)
            == (&known.role, &known.name, &known.section);
        // The only one of its name may be another row's by now.
        if !same || !found.stands_beside_the_same() || found.target == target {
            return None;
        }
        self.healed.borrow_mut().insert((tab, target), found.target);
        Some(found.target)
    }

    /// What an act is on by its numbers of now.
    pub(super) fn renumbered(
        &self,
        tab: i32,
        frame: i32,
        node: Option<u32>,
        act: ContentAct,
    ) -> (Option<Target>, ContentAct) {
        let now = node.map(|node| self.now(tab, Target { frame, node }));
        let act = match act {
            ContentAct::Drag { to, expect } => {
                ContentAct::Drag { to: self.now(tab, Target { frame, node: to }).node, expect }
            }
            act => act,
        };
        (now, act)
    }

    /// The number an element goes by now.
    pub(super) fn now(&self, tab: i32, target: Target) -> Target {
        self.healed.borrow().get(&(tab, target)).copied().unwrap_or(target)
    }
}

/// The model hears that the number it used is another now.
pub(super) fn tell_renumbered(frame: i32, node: Option<u32>, now: Option<Target>, end: ActEnd) -> ActEnd {
    let then = node.map(|node| Target { frame, node });
    match (end, then, now) {
        (ActEnd::Done { detail, opened }, Some(then), Some(now)) if then != now => {
            let detail = format!("[{then}] was rendered anew and is [{now}] now. {detail}");
            ActEnd::Done { detail, opened }
        }
        (end, _, _) => end,
    }
}
