//! Writing down what is known of an element.

use std::collections::HashSet;

use super::compare::words;
use super::locator::Locator;
use super::scene::{self, Scene, Site};
use crate::agent::Target;
use crate::page::RawFrame;
use crate::page::buffer::attribute;

/// Words that tell one of many alike, at most.
const MOST_KEY: usize = 8;
/// How far out they are looked for.
const MOST_REACH: u32 = 4;

/// What is known of the element, its marks and how it stands to others left out.
pub(super) fn traits(scene: &Scene<'_>, site: &Site) -> Locator {
    let name = scene.name(site);
    Locator {
        role: site.role.token().to_owned(),
        kind: scene.kind(site),
        placeholder: scene.attribute(site, attribute::PLACEHOLDER),
        heading: scene.heading(site),
        section: scene.section(site),
        near: scene.near(site, &name),
        path: scene.path(site),
        frame: frame_of(scene.frame),
        name,
        ..Locator::default()
    }
}

/// The locator of an element that can be operated; `None` for any other.
pub(super) fn locator(frames: &[RawFrame], target: Target) -> Option<Locator> {
    let (mut found, mut others, mut twins_here) = (None, Vec::new(), Vec::new());
    scene::each(frames, |scene| {
        let frame = scene.frame.frame_id;
        let site = scene.sites.iter().find(|site| (frame, site.node) == (target.frame, target.node));
        found = found.take().or_else(|| site.map(|site| (traits(scene, site), site.index)));
    });
    let (mut locator, own) = found?;
    scene::each(frames, |scene| {
        let is_own = scene.frame.frame_id == target.frame;
        for site in scene.sites.iter().filter(|site| site.role.token() == locator.role) {
            if is_own && site.index == own {
                continue;
            }
            let other = traits(scene, site);
            if is_own && is_twin_here(&locator, &other) {
                twins_here.push(scene.near_alone(site, &other.name, MOST_REACH).0);
            }
            others.push(other);
        }
    });
    locator.twins = count(others.iter().filter(|other| other.name == locator.name).count());
    locator.twins_here = count(twins_here.len());
    locator.alone =
        !others.iter().any(|other| other.section == locator.section && other.kind == locator.kind);
    if locator.twins_here > 0 {
        scene::each(frames, |scene| {
            if let Some(site) =
                scene.sites.iter().find(|site| site.index == own && scene.frame.frame_id == target.frame)
            {
                (locator.near, locator.reach) = scene.near_alone(site, &locator.name, MOST_REACH);
            }
        });
        let known: HashSet<String> = twins_here.iter().flat_map(|near| words(near)).collect();
        locator.key =
            words(&locator.near).into_iter().filter(|word| !known.contains(word)).take(MOST_KEY).collect();
    }
    Some(locator)
}

fn is_twin_here(locator: &Locator, other: &Locator) -> bool {
    other.name == locator.name && other.section == locator.section && other.heading == locator.heading
}

/// Address of a child frame, without what changes from visit to visit.
pub(super) fn frame_of(frame: &RawFrame) -> Option<String> {
    (frame.frame_id != 0).then(|| frame.url.split(['?', '#']).next().unwrap_or_default().to_owned())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
