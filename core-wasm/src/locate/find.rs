//! Looking for what was recorded on a page read later.
//!
//! Every element of a fitting role is compared ([`Evidence`]). The best is chosen only when it can be told that it *is*
//! the recorded one ([`is_it`]) and no other comes near; a wrong element is worse than none.

use std::collections::HashMap;

use super::compare::{Agreement, Evidence, Signal};
use super::describe;
use super::locator::{Locator, Marks};
use super::scene;
use crate::agent::Target;
use crate::page::RawFrame;

/// By how much the best must be ahead of the next.
const MARGIN: f32 = 6.0;
/// Elements whose surroundings are looked at.
const MOST_COMPARED: usize = 400;
/// How much alike surroundings are that count as the same.
const ALIKE: f32 = 0.75;
/// How much of its key words must stand beside one of many alike, and by how much it must be ahead.
const KEY: f32 = 0.5;
const KEY_MARGIN: f32 = 0.3;

/// What came of a search.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "one a search")]
pub enum Found {
    /// This is it.
    Confident(Match),
    /// So many are equally good, or none is good enough although it may be one of them; none was chosen.
    Ambiguous {
        /// How many.
        count: usize,
    },
    /// There is nothing like it.
    Gone,
}

/// An element that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The element.
    pub target: Target,
    /// How it compares with what was recorded.
    pub evidence: Evidence,
    /// What is known of it now.
    pub now: Locator,
}

impl Match {
    /// Whether it is called otherwise or in another part of the page than recorded: worth telling and keeping.
    pub fn is_healed(&self) -> bool {
        !matches!(self.evidence.how(Signal::Name), Agreement::Same | Agreement::Unknown)
            || self.evidence.how(Signal::Section) == Agreement::Other
    }

    /// Whether the words beside it are those of then, as far as there were any.
    pub fn stands_beside_the_same(&self) -> bool {
        matches!(self.evidence.how(Signal::Near), Agreement::Same | Agreement::Unknown)
    }
}

/// Looks for the element. `marks` are those of [`shortlist`], when they were asked for.
pub fn find(frames: &[RawFrame], locator: &Locator, marks: &HashMap<Target, Marks>) -> Found {
    let mut candidates = candidates(frames, locator, marks);
    candidates.sort_by(|a, b| b.evidence.score.total_cmp(&a.evidence.score));
    let all = candidates.len();
    let (its, others): (Vec<Match>, Vec<Match>) =
        candidates.into_iter().partition(|candidate| is_it(locator, &candidate.evidence));
    if locator.twins_here > 0 && !is_marked_once(locator, &its) {
        return among_twins(locator, its, &others);
    }
    let mut its = its.into_iter();
    match (its.next(), its.next()) {
        (None, _) if all == 0 => Found::Gone,
        (None, _) => {
            let close = others.iter().filter(|other| other.evidence.is_same(Signal::Name)).count();
            if close > 0 { Found::Ambiguous { count: close } } else { by_place(locator, others) }
        }
        (Some(best), None) => Found::Confident(best),
        (Some(best), Some(next)) if best.evidence.score - next.evidence.score >= MARGIN => {
            Found::Confident(best)
        }
        (Some(best), Some(next)) => {
            let is_close = |other: &Match| best.evidence.score - other.evidence.score < MARGIN;
            Found::Ambiguous { count: 1 + std::iter::once(next).chain(its).filter(is_close).count() }
        }
    }
}

/// The elements whose marks help to tell which one it is, most likely first.
pub fn shortlist(frames: &[RawFrame], locator: &Locator) -> Vec<Target> {
    if locator.marks.is_empty() {
        return Vec::new();
    }
    let mut candidates = candidates(frames, locator, &HashMap::new());
    candidates.sort_by(|a, b| b.evidence.score.total_cmp(&a.evidence.score));
    candidates.into_iter().map(|candidate| candidate.target).collect()
}

fn candidates(frames: &[RawFrame], locator: &Locator, marks: &HashMap<Target, Marks>) -> Vec<Match> {
    let mut found = Vec::new();
    scene::each(frames, |scene| {
        if describe::frame_of(scene.frame).is_some() != locator.frame.is_some() {
            return;
        }
        let fitting = scene.sites.iter().filter(|site| fits(&locator.role, site.role.token()));
        let mut sites: Vec<_> = fitting.collect();
        if sites.len() > MOST_COMPARED {
            // Of too many those that are called the same, then the first.
            sites.sort_by_key(|site| scene.name(site) != locator.name);
            sites.truncate(MOST_COMPARED);
        }
        for site in sites {
            let mut now = describe::traits(scene, site);
            if locator.twins_here > 0 {
                now.near = scene.near_alone(site, &now.name, locator.reach).0;
            }
            if (now.kind == "password") != (locator.kind == "password") || !same_frame(locator, &now) {
                continue;
            }
            let target = Target { frame: scene.frame.frame_id, node: site.node };
            let marks = marks.get(&target).cloned();
            let evidence = Evidence::of(locator, &now, marks.as_ref());
            let now = Locator { marks: marks.unwrap_or_default().stable(), ..now };
            found.push(Match { target, evidence, now });
        }
    });
    found
}

/// Frames are told apart by address; a frame that is the only one of its site may have moved within it.
fn same_frame(locator: &Locator, now: &Locator) -> bool {
    let origin =
        |frame: &Option<String>| frame.as_deref().map(|url| url.splitn(4, '/').take(3).collect::<String>());
    locator.frame == now.frame || origin(&locator.frame) == origin(&now.frame)
}

/// Roles that apps use one for the other.
fn fits(then: &str, now: &str) -> bool {
    const FAMILIES: [&[&str]; 3] = [
        &["button", "link", "menuitem", "tab", "generic", "none"],
        &["textbox", "searchbox", "combobox", "spinbutton"],
        &["checkbox", "switch", "menuitemcheckbox"],
    ];
    then == now || FAMILIES.iter().any(|family| family.contains(&then) && family.contains(&now))
}

/// Whether it can be told that this is the recorded one: by a mark of programs, or by its name in a place it was in, or by
/// a weaker mark together with its place.
fn is_it(locator: &Locator, evidence: &Evidence) -> bool {
    use Signal::{Field, Heading, Id, Name, Near, Path, Section, TestId};
    let places = [Section, Heading, Near, Path].iter().filter(|signal| evidence.is_same(**signal)).count();
    let nearly = |signal: Signal, least: f32| {
        evidence.is_same(signal) || matches!(evidence.how(signal), Agreement::Like(much) if much >= least)
    };
    match evidence.how(TestId) {
        Agreement::Same => return true,
        // Another element of the same name, by the app's own word.
        Agreement::Other if places < 3 => return false,
        _ => {}
    }
    let marked = evidence.is_same(Id) || evidence.is_same(Field);
    let named = nearly(Name, 0.95);
    // Who writes a recipe by hand may name no place: then the name must be the only one of its kind.
    let is_placeless = locator.section.is_none()
        && locator.heading.is_empty()
        && locator.near.is_empty()
        && locator.path.is_empty();
    let placed = places >= 1 || nearly(Path, 0.5) || nearly(Near, 0.5) || is_placeless;
    // One of several of its name is known by its place or not at all.
    let told_apart = locator.twins == 0
        || locator.twins_here > 0
        || evidence.is_same(Near)
        || (evidence.is_same(Section) && nearly(Heading, 0.5))
        || (evidence.is_same(Heading) && nearly(Section, 0.5));
    if named && !locator.name.is_empty() {
        return marked || (placed && told_apart);
    }
    if locator.name.is_empty() && evidence.how(Name) == Agreement::Unknown {
        return marked || (locator.twins == 0 && places >= 2);
    }
    marked && (places >= 2 || nearly(Name, 0.4))
}

/// Whether a mark alone tells which one of many alike it is. Programs also number rows: then the words beside it are of
/// another row now, and the mark tells nothing.
fn is_marked_once(locator: &Locator, its: &[Match]) -> bool {
    let most = its.iter().map(|it| it.evidence.key).fold(0.0, f32::max);
    let is_row = |it: &Match| locator.key.is_empty() || (it.evidence.key >= KEY && it.evidence.key >= most);
    [Signal::TestId, Signal::Id].into_iter().any(|signal| {
        let mut marked = its.iter().filter(|it| it.evidence.is_same(signal));
        marked.next().is_some_and(is_row) && marked.next().is_none()
    })
}

/// One of many alike is known by the words beside it that only it had.
fn among_twins(locator: &Locator, its: Vec<Match>, others: &[Match]) -> Found {
    let count = its.len();
    if locator.key.is_empty() || count == 0 {
        return if count + others.len() == 0 {
            Found::Gone
        } else {
            Found::Ambiguous { count: count.max(1) }
        };
    }
    let mut its = its;
    its.sort_by(|a, b| b.evidence.key.total_cmp(&a.evidence.key));
    let next = its.get(1).map_or(0.0, |next| next.evidence.key);
    match its.into_iter().next() {
        Some(best) if best.evidence.key >= KEY && best.evidence.key - next >= KEY_MARGIN => {
            Found::Confident(best)
        }
        Some(best) if best.evidence.key == 0.0 => Found::Gone,
        _ => Found::Ambiguous { count },
    }
}

/// Nothing has its name any more. What was the only one of its kind in its part of the page, and still is, in the same
/// surroundings, is it under another name.
fn by_place(locator: &Locator, others: Vec<Match>) -> Found {
    use Signal::{Heading, Near, Path, Section};
    let here = |other: &Match| {
        let named = locator.section.as_ref().is_some_and(|section| !section.name.is_empty());
        other.now.role == locator.role
            && other.now.kind == locator.kind
            && other.evidence.is_same(Section)
            && (named || other.evidence.is_same(Heading))
    };
    let mut here: Vec<Match> = others.into_iter().filter(here).collect();
    match (locator.alone, here.len()) {
        (_, 0) => Found::Gone,
        (true, 1) => {
            let only = here.remove(0);
            let is_alike = |signal: &&Signal| match only.evidence.how(**signal) {
                Agreement::Same => true,
                Agreement::Like(much) => much >= ALIKE,
                _ => false,
            };
            let around = [Heading, Near, Path].iter().filter(is_alike).count();
            if around >= 2 { Found::Confident(only) } else { Found::Ambiguous { count: 1 } }
        }
        (_, count) => Found::Ambiguous { count },
    }
}
