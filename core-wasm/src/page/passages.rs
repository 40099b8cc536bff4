//! From records to passages: blocks in reading order with the headings above them.

use super::buffer::{Buffer, Kind, Record, attribute, flag};
use super::passage::{Block, PagePassage};
use super::roles::{Role, role};
use super::semantics::{Semantics, Source, short};
use super::visibility::visible;

/// Smallest picture whose description is worth reading, in pixels a side.
const SMALLEST_IMAGE: f32 = 24.0;
/// Menu entries up to this many bytes are joined …
const MENU_ENTRY: usize = 40;
/// … into passages up to this many.
const MENU: usize = 240;

/// The passages of one frame, without ids.
pub fn passages(buffer: &Buffer<'_>, frame_id: i32) -> Vec<PagePassage> {
    let visible = visible(buffer);
    let semantics = Semantics::new(buffer, &visible);
    let layout_rows = rows_with_blocks(buffer);
    let mut flow = Flow { frame_id, ..Flow::default() };
    for record in buffer.records() {
        flow.leave_until(record.parent());
        let seen = visible.get(record.index).copied().unwrap_or(false);
        match record.kind() {
            Kind::Text if seen => flow.text(&record),
            Kind::Element => {
                let role = match role(&record) {
                    Role::Row | Role::Cell if flow.is_layout(&record, &layout_rows) => Role::Block,
                    role => role,
                };
                if seen {
                    flow.replaced(&record, role, &semantics);
                }
                flow.enter(record.index, role);
            }
            _ => flow.enter(record.index, Role::Inline),
        }
    }
    flow.leave_until(None);
    flow.flush();
    flow.passages
}

/// The name of a field that is filled in, as far as a person sees it: a placeholder is gone by then.
fn field_name(semantics: &Semantics<'_>, record: &Record<'_>) -> String {
    let name = semantics.name(record.index);
    if name.seen && name.source != Source::Placeholder { short(&name.text) } else { String::new() }
}

/// For each record whether it is a row that holds blocks: a table used for layout, not for data.
fn rows_with_blocks(buffer: &Buffer<'_>) -> Vec<bool> {
    let mut with = vec![false; buffer.len()];
    for index in (0..buffer.len()).rev() {
        let Some(record) = buffer.record(index) else { continue };
        let blocks = with[index]
            || matches!(
                record.tag(),
                "p" | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
                    | "ul"
                    | "ol"
                    | "table"
                    | "blockquote"
                    | "pre"
                    | "form"
                    | "article"
            );
        if let (true, Some(parent)) = (blocks, record.parent()) {
            with[parent] = true;
        }
    }
    with
}

/// An element that is open.
struct Open {
    index: usize,
    role: Role,
    /// Headings to go back to when side matter ends.
    headings: Option<Vec<(u8, String)>>,
}

#[derive(Default)]
struct Flow {
    frame_id: i32,
    passages: Vec<PagePassage>,
    open: Vec<Open>,
    headings: Vec<(u8, String)>,
    block: Block,
    /// Data rows, side matter and preformatted elements that are open.
    rows: usize,
    asides: usize,
    preformatted: usize,
    /// A term waits for its definition.
    term: bool,
}

impl Flow {
    fn is_layout(&self, record: &Record<'_>, with_blocks: &[bool]) -> bool {
        match role(record) {
            Role::Row => with_blocks.get(record.index).copied().unwrap_or(false),
            _ => self.rows == 0,
        }
    }

    fn enter(&mut self, index: usize, role: Role) {
        let mut headings = None;
        match role {
            Role::Inline | Role::Control | Role::Image | Role::Frame => {}
            Role::Break if self.preformatted > 0 => self.block.line(),
            Role::Break => self.block.space(),
            Role::Cell if self.rows > 0 => self.block.separate(" | "),
            Role::Definition if self.term => {
                self.block.separate(": ");
                self.term = false;
            }
            _ if self.rows > 0 => self.block.space(),
            _ => self.flush(),
        }
        match role {
            Role::Row => self.rows += 1,
            Role::Preformatted => self.preformatted += 1,
            Role::Boilerplate => {
                self.asides += 1;
                // Side matter belongs to the page, not to the section it happens to follow.
                headings = Some(std::mem::take(&mut self.headings));
            }
            _ => {}
        }
        self.open.push(Open { index, role, headings });
    }

    fn leave_until(&mut self, parent: Option<usize>) {
        while let Some(open) = self.open.pop_if(|open| parent.is_none_or(|parent| open.index > parent)) {
            self.leave(open);
        }
    }

    fn leave(&mut self, open: Open) {
        match open.role {
            Role::Inline | Role::Control | Role::Image | Role::Frame | Role::Break => {}
            Role::Cell => self.block.space(),
            Role::Term => self.term = !self.block.is_empty(),
            Role::Heading(level) if self.rows == 0 => self.flush_heading(level),
            Role::Row => {
                self.rows = self.rows.saturating_sub(1);
                self.flush();
            }
            _ if self.rows > 0 => self.block.space(),
            _ => self.flush(),
        }
        match open.role {
            Role::Preformatted => self.preformatted = self.preformatted.saturating_sub(1),
            Role::Boilerplate => self.asides = self.asides.saturating_sub(1),
            _ => {}
        }
        if let Some(headings) = open.headings {
            self.headings = headings;
        }
    }

    fn text(&mut self, record: &Record<'_>) {
        if record.has(flag::SPACE_BEFORE) {
            self.block.space();
        }
        self.block.push(record.node(), record.text(), self.preformatted > 0);
        if record.has(flag::TRIMMED) {
            self.block.push(0, "…", false);
        }
    }

    /// Controls, pictures: what they show, as text.
    fn replaced(&mut self, record: &Record<'_>, role: Role, semantics: &Semantics<'_>) {
        match role {
            Role::Control => self.control(record, semantics),
            Role::Image => {
                let large =
                    record.rect().is_some_and(|rect| rect.width().min(rect.height()) >= SMALLEST_IMAGE);
                let alt = record.attribute(attribute::ALT).map(short).unwrap_or_default();
                if large && !alt.is_empty() {
                    self.block.space();
                    self.block.push(record.node(), &format!("[image: {alt}]"), false);
                    self.block.space();
                }
            }
            _ if record.has(flag::SPACE_BEFORE) => self.block.space(),
            _ => {}
        }
    }

    fn control(&mut self, record: &Record<'_>, semantics: &Semantics<'_>) {
        let kind = record.attribute(attribute::TYPE).unwrap_or("");
        let value = record.attribute(attribute::VALUE).unwrap_or("");
        self.block.space();
        match kind {
            "hidden" | "password" | "file" | "image" | "color" => {}
            "checkbox" | "radio" => {
                let mark = if record.has(flag::CHECKED) { "[x]" } else { "[ ]" };
                self.block.push(record.node(), mark, false);
            }
            "submit" | "button" | "reset" => self.block.push(record.node(), value, false),
            _ if !value.trim().is_empty() => self.field(record, &field_name(semantics, record), value),
            _ => {
                // An empty field shows its placeholder.
                let hint = record.attribute(attribute::PLACEHOLDER).map(short).unwrap_or_default();
                self.block.push(record.node(), &hint, false);
            }
        }
        self.block.space();
    }

    /// `Country: Sri Lanka`. A label that stands right before it is not said twice.
    fn field(&mut self, record: &Record<'_>, name: &str, value: &str) {
        let label = |text: &str| text.trim().trim_end_matches([':', '*', ' ', '：']).to_lowercase();
        let wanted = label(name);
        if self.block.is_empty()
            && self
                .passages
                .last()
                .is_some_and(|last| last.level == 0 && !wanted.is_empty() && label(&last.text) == wanted)
            && let Some(last) = self.passages.pop()
        {
            let nodes = last.nodes;
            self.block.push(nodes.first().copied().unwrap_or(0), &last.text, false);
        }
        if !wanted.is_empty() && !label(self.block.text()).ends_with(&wanted) {
            self.block.push(record.node(), name, false);
        }
        if !wanted.is_empty() {
            let bare = self.block.text().trim_end().ends_with([':', '：']);
            if bare { self.block.space() } else { self.block.separate(": ") }
        }
        self.block.push(record.node(), value, false);
    }

    fn flush(&mut self) {
        self.term = false;
        let headings: Vec<String> = self.headings.iter().map(|(_, text)| text.clone()).collect();
        for (text, nodes) in self.block.take() {
            let boilerplate = self.asides > 0;
            if let Some(last) = self.passages.last_mut()
                && boilerplate
                && last.boilerplate
                && last.level == 0
                && text.len() <= MENU_ENTRY
                && last.text.len() <= MENU
                && last.headings == headings
            {
                last.text.push_str(" · ");
                last.text.push_str(&text);
                last.nodes.extend(nodes);
                continue;
            }
            let headings = headings.clone();
            self.passages.push(PagePassage {
                frame_id: self.frame_id,
                nodes,
                text,
                headings,
                boilerplate,
                ..PagePassage::default()
            });
        }
    }

    fn flush_heading(&mut self, level: u8) {
        self.headings.retain(|(above, _)| *above < level);
        let before = self.passages.len();
        let title = short(self.block.text());
        self.flush();
        for passage in &mut self.passages[before..] {
            passage.level = level;
        }
        if self.passages.len() > before {
            self.headings.push((level, title));
        }
    }
}
