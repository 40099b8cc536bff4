//! What gets words of its own: landmarks, lists and tables, what can be operated, pictures.

use super::super::super::buffer::{Record, flag};
use super::super::super::semantics::{Name, Naming, Role, short};
use super::super::line::{Line, LineKind, words};
use super::super::operable;
use super::{Builder, SMALLEST_IMAGE};

impl<'a> Builder<'a> {
    /// A landmark, a list, a table, a dialog: a line of its own, and what is in it further in.
    pub(super) fn structure(&mut self, record: &Record<'a>, role: Role) {
        self.flush();
        let name = self.semantics.name(record.index);
        let counted = matches!(
            role,
            Role::List | Role::Table | Role::Grid | Role::Listbox | Role::Feed | Role::Tree | Role::TreeGrid
        );
        let scrolls = record.has(flag::SCROLLS) && record.node() != 0;
        let numbered = (counted || scrolls) && record.node() != 0;
        let mut text = String::new();
        if numbered {
            text = format!("[{} ", self.number(record.node()));
        }
        text.push_str(if role == Role::Generic { "scroll area" } else { role.token() });
        if let Some(rows) = record.aria("rowcount").or_else(|| record.aria("setsize")) {
            text.push_str(&format!(" ({} in all)", short(rows)));
        }
        let states = self.semantics.states(record.index);
        for word in [(states.modal, " modal"), (states.busy, " busy")]
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, word)| word)
        {
            text.push_str(word);
        }
        operable::push_name(&mut text, &name);
        if numbered {
            text.push(']');
        }
        let at = self.lines.len();
        let node = record.node();
        let group = self.groups.last().copied().unwrap_or(0);
        let in_view = self.in_view(record);
        self.lines.push(Line {
            depth: self.depth,
            kind: LineKind::Structure,
            frame: self.frame,
            node,
            group,
            text,
            in_view,
            refs: Vec::new(),
        });
        // Most of a page is in it, and what comes after has a name of its own.
        let indents = role != Role::Main;
        self.depth = self.depth.saturating_add(u8::from(indents));
        if counted {
            self.groups.push(node);
        }
        let plain = name.text.is_empty()
            && !scrolls
            && !matches!(role, Role::Dialog | Role::AlertDialog | Role::Alert);
        let open = self.enter(record.index, true);
        open.structure = true;
        open.indents = indents;
        open.grouped = counted;
        open.line = plain.then_some(at);
    }

    pub(super) fn operable(&mut self, record: &Record<'a>, role: Role, block: bool) {
        // Within a button or a link it is that which is operated.
        let nested = role == Role::Generic && !operable::is_editable(record) && self.is_in_widget();
        let name = self.semantics.name(record.index);
        let states = self.semantics.states(record.index);
        let is_named_by_text = record.has(flag::CLICKABLE) || operable::is_draggable(record);
        let own = if name.text.is_empty() && is_named_by_text && !operable::is_editable(record) {
            Name { text: self.semantics.text_of(record.index), seen: true, ..name }
        } else {
            name
        };
        if nested {
            self.enter(record.index, block);
            return;
        }
        if block && !self.in_row() {
            self.flush();
        }
        // A label right before its control says the name already.
        let said = self.current.words.trim_end_matches([':', '*', ' ']);
        if !said.is_empty() && said == own.text.trim_end_matches([':', '*', ' ']) {
            self.current.words.clear();
        }
        self.end_words();
        if self.current.kind == Some(LineKind::Operable) {
            self.flush();
        }
        let blocked = states.disabled
            || !self.reach
            || record.has(flag::COVERED)
            || self.semantics.is_inert(record.index);
        let number = (!blocked).then(|| self.number(record.node()));
        self.current.refs.extend(number.iter().map(|_| record.node()));
        let text = operable::describe(number.as_deref(), record, role, &own, &states);
        self.push_mark(&text);
        if self.current.node == 0 {
            self.current.node = record.node();
        }
        if self.current.kind.is_none() {
            self.current.kind = Some(LineKind::Operable);
        }
        self.note(record);
        // What is longer than a name is told line by line.
        let names = if own.text.ends_with('…') {
            role.naming() == Naming::Content && operable::is_widget(role)
        } else {
            role.naming() == Naming::Content || !operable::is_editable(record)
        };
        let mutes = names && !matches!(role, Role::Listbox | Role::Combobox);
        let open = self.enter(record.index, block);
        open.mutes = mutes;
        self.muted += usize::from(mutes);
    }

    pub(super) fn is_in_widget(&self) -> bool {
        self.muted > 0
            && self.open.iter().any(|open| open.mutes && operable::is_widget(self.semantics.role(open.index)))
    }

    pub(super) fn image(&mut self, record: &Record<'a>) {
        let large = record.rect().is_none_or(|rect| rect.width().min(rect.height()) >= SMALLEST_IMAGE);
        let name = self.semantics.name(record.index);
        if large && !name.text.is_empty() && self.muted == 0 {
            self.end_words();
            self.push_mark(&format!("[img: {}]", words(&name.text)));
            self.note(record);
        }
    }
}
