//! A frame as locators see it: what can be operated, and what stands around it.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::page::buffer::{Buffer, Kind, Record, attribute, flag, split_strings};
use crate::page::semantics::{Role, Semantics, short};
use crate::page::visibility::sight;
use crate::page::{RawFrame, Shown, Shows, is_offered, shown_frames};

use super::locator::Section;

/// Boxes around an element that are searched for words beside it.
const MOST_AROUND: usize = 6;
/// Bytes of words beside an element that are looked at.
const MOST_WORDS: usize = 400;
/// Roles around an element that are kept, counted from it.
const MOST_PATH: usize = 6;

/// An element that can be operated.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// Its record.
    pub(super) index: usize,
    /// Its number in its frame.
    pub(super) node: u32,
    pub(super) role: Role,
    /// Record of the heading above it.
    heading: Option<usize>,
}

/// A frame, decoded.
pub(super) struct Scene<'a> {
    pub(super) frame: &'a RawFrame,
    buffer: &'a Buffer<'a>,
    semantics: Semantics<'a>,
    pub(super) sites: Vec<Site>,
    /// Of each record whether it is a text that shows and is no part of a control.
    plain: Vec<bool>,
    /// Names that were asked for.
    names: RefCell<HashMap<usize, String>>,
}

/// Looks at every frame that a person can reach, one after the other.
pub(super) fn each(frames: &[RawFrame], mut look: impl FnMut(&Scene<'_>)) {
    let (shown, _) = shown_frames(frames);
    for (frame, _) in frames.iter().zip(shown).filter(|(_, shows)| *shows == Shows::Fully) {
        let strings = split_strings(&frame.strings);
        let buffer = Buffer::new(&frame.nodes, &strings);
        let shown = Shown::new(&buffer, sight(&buffer));
        let semantics = Semantics::new(&buffer, shown.visible());
        let sites = sites(&buffer, &semantics, &shown);
        let plain = plain_texts(&buffer, shown.visible(), &sites);
        look(&Scene { frame, buffer: &buffer, semantics, sites, plain, names: RefCell::default() });
    }
}

fn plain_texts(buffer: &Buffer<'_>, visible: &[bool], sites: &[Site]) -> Vec<bool> {
    let mut within = vec![false; buffer.len()];
    sites.iter().for_each(|site| within[site.index] = true);
    let mut plain = vec![false; buffer.len()];
    for record in buffer.records() {
        let index = record.index;
        within[index] |= record.parent().is_some_and(|parent| within[parent]);
        plain[index] = record.kind() == Kind::Text && !within[index] && visible.get(index) == Some(&true);
    }
    plain
}

fn sites(buffer: &Buffer<'_>, semantics: &Semantics<'_>, shown: &Shown) -> Vec<Site> {
    let mut heading = None;
    let mut sites = Vec::new();
    for record in buffer.records().filter(|record| record.kind() == Kind::Element) {
        if record.has(flag::COPY) || (record.has(flag::NOT_RENDERED) && record.tag() != "input") {
            continue;
        }
        let role = semantics.role(record.index);
        if role == Role::Heading {
            heading = Some(record.index);
        }
        if is_offered(&record, role, shown, buffer) {
            sites.push(Site { index: record.index, node: record.node(), role, heading });
        }
    }
    sites
}

impl Scene<'_> {
    pub(super) fn record(&self, index: usize) -> Option<Record<'_>> {
        self.buffer.record(index)
    }

    /// Its accessible name; of what has none by its role, its words.
    pub(super) fn name(&self, site: &Site) -> String {
        self.names.borrow_mut().entry(site.index).or_insert_with(|| self.make_name(site)).clone()
    }

    fn make_name(&self, site: &Site) -> String {
        let name = self.semantics.name(site.index).text;
        if !name.is_empty() || !self.record(site.index).is_some_and(|record| record.has(flag::CLICKABLE)) {
            return name;
        }
        self.semantics.text_of(site.index)
    }

    /// An attribute, cleaned.
    pub(super) fn attribute(&self, site: &Site, key: char) -> String {
        let value = self.record(site.index).and_then(|record| record.attribute(key)).unwrap_or_default();
        short(value)
    }

    /// Its type, of an `input`.
    pub(super) fn kind(&self, site: &Site) -> String {
        self.attribute(site, attribute::TYPE)
    }

    /// The heading above it.
    pub(super) fn heading(&self, site: &Site) -> String {
        site.heading.map(|index| self.semantics.name(index).text).unwrap_or_default()
    }

    /// The part of the page it is in: the nearest with a name, without one the nearest.
    pub(super) fn section(&self, site: &Site) -> Option<Section> {
        let mut nearest = None;
        for index in self.around(site.index) {
            let role = self.semantics.role(index);
            if !is_part(role) {
                continue;
            }
            let section = Section { role: role.token().to_owned(), name: self.semantics.name(index).text };
            if !section.name.is_empty() {
                return Some(section);
            }
            nearest.get_or_insert(section);
        }
        nearest
    }

    /// Roles around it, from the outside in.
    pub(super) fn path(&self, site: &Site) -> Vec<String> {
        let roles = self.around(site.index).map(|index| self.semantics.role(index));
        let mut path: Vec<String> =
            roles.filter(|role| is_told(*role)).take(MOST_PATH).map(|role| role.token().to_owned()).collect();
        path.reverse();
        path
    }

    /// The words beside it: those of the smallest box around it that has some besides those of controls.
    pub(super) fn near(&self, site: &Site, name: &str) -> String {
        for index in self.around(site.index).take(MOST_AROUND) {
            let words = self.plain_text(index);
            // A label says the name already; marks of required fields and the like are no words.
            if words.trim_end_matches([':', '*', ' ']) != name && words.chars().any(char::is_alphanumeric) {
                return words;
            }
        }
        String::new()
    }

    /// The words of the largest box around it that holds no other of its role and name: of a table's row, of a card. And
    /// how many times there were more words on the way out to it, at most `most`.
    pub(super) fn near_alone(&self, site: &Site, name: &str, most: u32) -> (String, u32) {
        let is_twin =
            |other: &&Site| other.role == site.role && other.index != site.index && self.name(other) == name;
        let shared: HashSet<usize> =
            self.sites.iter().filter(is_twin).flat_map(|twin| self.around(twin.index)).collect();
        // With others of its name there it is known where its own place ends, whatever was put in.
        let most = if shared.is_empty() { most } else { most.saturating_add(1) };
        let (mut near, mut times) = (String::new(), 0);
        for index in self.around(site.index).take_while(|index| !shared.contains(index)) {
            let role = self.semantics.role(index);
            if is_part(role) {
                break;
            }
            let words = self.plain_text(index);
            if words != near {
                if times == most {
                    break;
                }
                (near, times) = (words, times + 1);
            }
            if matches!(role, Role::Row | Role::ListItem | Role::Article) {
                break;
            }
        }
        (near, times)
    }

    /// What stands in a box, its controls left out.
    fn plain_text(&self, index: usize) -> String {
        let mut words = String::new();
        let within = |at: &usize| {
            self.buffer.record(*at).and_then(|record| record.parent()).is_some_and(|parent| parent >= index)
        };
        for at in (index + 1..self.buffer.len()).take_while(within).filter(|at| self.plain[*at]) {
            words.push_str(self.buffer.record(at).map_or("", |record| record.text()));
            words.push(' ');
            if words.len() > MOST_WORDS {
                break;
            }
        }
        short(&words)
    }

    fn around(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |at: &usize| self.buffer.record(*at).and_then(|record| record.parent());
        std::iter::successors(parent(&index), parent)
    }
}

/// Parts of a page by which a person would say where something is.
fn is_part(role: Role) -> bool {
    use Role::{
        AlertDialog, Banner, Complementary, ContentInfo, Dialog, Form, Grid, Group, List, Listbox, Main,
        Menu, Menubar, Navigation, RadioGroup, Region, Search, TabList, TabPanel, Table, Toolbar, Tree,
        TreeGrid,
    };
    matches!(
        role,
        AlertDialog
            | Banner
            | Complementary
            | ContentInfo
            | Dialog
            | Form
            | Grid
            | Group
            | List
            | Listbox
            | Main
            | Menu
            | Menubar
            | Navigation
            | RadioGroup
            | Region
            | Search
            | TabList
            | TabPanel
            | Table
            | Toolbar
            | Tree
            | TreeGrid
    )
}

/// Roles that tell where something is; what only formats text does not.
fn is_told(role: Role) -> bool {
    use Role::{Article, Cell, GridCell, ListItem, Row, RowGroup};
    is_part(role) || matches!(role, Article | Cell | GridCell | ListItem | Row | RowGroup)
}
