//! From a frame's records to lines.

mod describe;
mod words;

use super::super::buffer::{Buffer, Kind, Record, flag, split_strings};
use super::super::model::RawFrame;
use super::super::rect::Rect;
use super::super::roles;
use super::super::semantics::{Role, Semantics};
use super::super::visibility::sight;
use super::line::{Line, LineKind, Outline};
use super::shown::Shown;

/// Smallest picture worth a word, in pixels a side.
const SMALLEST_IMAGE: f32 = 24.0;
/// Longest text on a line, in bytes; more becomes a line of its own.
const LONGEST: usize = 600;

/// Lines of a list or table up to which it is not worth a line itself.
const SHORT: usize = 16;

/// Appends the lines of `frame` to `outline`; without `reach` nothing in it can be operated.
pub fn lines(frame: &RawFrame, reach: bool, outline: &mut Outline) {
    let strings = split_strings(&frame.strings);
    let buffer = Buffer::new(&frame.nodes, &strings);
    let shown = Shown::new(&buffer, sight(&buffer));
    let semantics = Semantics::new(&buffer, shown.visible());
    let view = buffer.record(1).and_then(|record| record.rect());
    let mut builder = Builder {
        buffer: &buffer,
        shown: &shown,
        semantics: &semantics,
        frame: frame.frame_id,
        reach,
        drags: strings.iter().any(|text| text.ends_with("draggable=true")),
        view,
        lines: &mut outline.lines,
        open: Vec::new(),
        current: Current::default(),
        depth: 0,
        muted: 0,
        groups: Vec::new(),
    };
    for record in buffer.records() {
        // What was read for its name only.
        if record.has(flag::COPY) || (record.has(flag::NOT_RENDERED) && record.tag() != "input") {
            continue;
        }
        builder.take(&record);
    }
    builder.leave_until(None);
    builder.flush();
}

/// An element that is open.
struct Open {
    index: usize,
    /// Ends the line.
    block: bool,
    /// Its text is its name, which stands on the line already.
    mutes: bool,
    /// A landmark, a list, a table: it has a line.
    structure: bool,
    indents: bool,
    grouped: bool,
    /// Where its own line is, if that must go when nothing follows.
    line: Option<usize>,
}

/// The line under way.
#[derive(Default)]
struct Current {
    /// Text that is not written yet, and whether a space stands before what follows it.
    words: String,
    space: bool,
    text: String,
    /// Cells of a row that were begun.
    cells: usize,
    prefix: &'static str,
    kind: Option<LineKind>,
    refs: Vec<u32>,
    node: u32,
    in_view: Option<bool>,
}

struct Builder<'a> {
    buffer: &'a Buffer<'a>,
    shown: &'a Shown,
    semantics: &'a Semantics<'a>,
    frame: i32,
    /// Whether its parent lets input through.
    reach: bool,
    /// Something on the page is there to be dragged.
    drags: bool,
    view: Option<Rect>,
    lines: &'a mut Vec<Line>,
    open: Vec<Open>,
    current: Current,
    depth: u8,
    muted: usize,
    groups: Vec<u32>,
}

impl<'a> Builder<'a> {
    fn take(&mut self, record: &Record<'a>) {
        self.leave_until(record.parent());
        let seen = self.shown.visible().get(record.index).copied().unwrap_or(false);
        match record.kind() {
            Kind::Text => {
                if seen && self.muted == 0 {
                    self.text(record);
                }
            }
            Kind::Element => self.element(record, seen),
            _ => {
                self.enter(record.index, false);
            }
        }
    }

    fn enter(&mut self, index: usize, block: bool) -> &mut Open {
        self.open.push(Open {
            index,
            block,
            mutes: false,
            structure: false,
            indents: false,
            grouped: false,
            line: None,
        });
        self.open.last_mut().unwrap_or_else(|| unreachable!("just pushed"))
    }

    fn element(&mut self, record: &Record<'a>, seen: bool) {
        let role = self.semantics.role(record.index);
        let block = matches!(
            roles::role(record),
            roles::Role::Block
                | roles::Role::ListItem
                | roles::Role::Row
                | roles::Role::Heading(_)
                | roles::Role::Boilerplate
                | roles::Role::Preformatted
                | roles::Role::Term
                | roles::Role::Definition
        ) || record.tag() == "br";
        if super::is_offered(record, role, self.shown, self.buffer) {
            return self.operable(record, role, block);
        }
        if matches!(role, Role::Cell | Role::GridCell | Role::ColumnHeader | Role::RowHeader) && self.in_row()
        {
            self.next_cell();
            self.enter(record.index, false);
            return;
        }
        if block && !self.in_row() {
            self.flush();
        }
        match role {
            Role::Heading => {
                self.flush();
                self.current.kind = Some(LineKind::Heading);
                self.current.prefix = heading(self.semantics.states(record.index).level);
                self.note(record);
                self.enter(record.index, true);
            }
            Role::ListItem => {
                self.current.prefix = "- ";
                self.enter(record.index, true);
            }
            Role::Row => {
                self.flush();
                self.current.kind = Some(LineKind::Row);
                self.current.prefix = "|";
                self.enter(record.index, true);
            }
            Role::Img if record.tag() != "svg" || seen => {
                if seen {
                    self.image(record);
                }
                self.enter(record.index, false).mutes = true;
                self.muted += 1;
            }
            role if seen && is_structure(role) => self.structure(record, role),
            _ => {
                self.enter(record.index, block);
            }
        }
        if record.has(flag::SCROLLS) && record.node() != 0 && seen && !is_structure(role) {
            self.structure(record, Role::Generic);
        }
    }

    fn in_row(&self) -> bool {
        self.current.kind == Some(LineKind::Row)
    }

    fn leave_until(&mut self, parent: Option<usize>) {
        while let Some(open) = self.open.pop_if(|open| parent.is_none_or(|parent| open.index > parent)) {
            self.muted -= usize::from(open.mutes);
            if open.block && (!self.in_row() || self.is_row(open.index)) {
                self.flush();
                self.current.prefix = "";
            }
            self.depth = self.depth.saturating_sub(u8::from(open.indents));
            if open.structure {
                if open.grouped {
                    self.groups.pop();
                }
                if open.grouped
                    && let Some(line) = open.line
                {
                    self.unwrap_short(line);
                } else if open.line.is_some_and(|line| {
                    line + 1 == self.lines.len()
                        && self.lines[line].refs.is_empty()
                        && !self.lines[line].text.contains('[')
                }) {
                    self.lines.pop();
                }
            }
        }
    }

    /// A short list or table without a name needs no line of its own: nobody asks for more of it.
    fn unwrap_short(&mut self, line: usize) {
        let inside = self.lines.len() - line - 1;
        if inside > SHORT {
            return;
        }
        let text = &mut self.lines[line].text;
        if inside == 0 && self.drags && text.ends_with(']') {
            // Things may be dragged there.
            text.insert_str(text.len() - 1, " (empty)");
            return;
        }
        self.lines.remove(line);
        for inner in &mut self.lines[line..] {
            inner.depth = inner.depth.saturating_sub(1);
        }
    }

    fn is_row(&self, index: usize) -> bool {
        self.semantics.role(index) == Role::Row
    }
}

fn heading(level: Option<u32>) -> &'static str {
    match level {
        Some(1) => "# ",
        Some(3) => "### ",
        Some(4) => "#### ",
        Some(5) => "##### ",
        Some(6..) => "###### ",
        _ => "## ",
    }
}

/// Roles that get a line of their own.
fn is_structure(role: Role) -> bool {
    use Role::{
        Alert, AlertDialog, Banner, Complementary, ContentInfo, Dialog, Feed, Form, Grid, Group, List, Log,
        Main, Menu, Menubar, Navigation, RadioGroup, Region, Search, Status, TabList, TabPanel, Table,
        Toolbar, Tree, TreeGrid,
    };
    matches!(
        role,
        Alert
            | AlertDialog
            | Banner
            | Complementary
            | ContentInfo
            | Dialog
            | Feed
            | Form
            | Grid
            | Group
            | List
            | Log
            | Main
            | Menu
            | Menubar
            | Navigation
            | RadioGroup
            | Region
            | Search
            | Status
            | TabList
            | TabPanel
            | Table
            | Toolbar
            | Tree
            | TreeGrid
    )
}
