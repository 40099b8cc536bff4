//! The conversation as signals, and what moves them.

mod ask;
mod place;

use api_types::Code;
use api_types::ask::Quote;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{
    Chat, ChatTurn, Failure, FailureKind, PageCheck, ReadSummary, State, TurnStatus, ViewEvent, ViewRequest,
};
use crate::ui::markdown::{Numbered, Stream};
use crate::ui::port::Port;
use crate::ui::run::phase::Phase;
use crate::ui::run::{Seat, Watch};
use crate::ui::wording;

/// Pixels from the bottom within which the view follows an answer as it grows.
const FOLLOWS_WITHIN: i32 = 48;
/// Pixels left above the newest question.
const ABOVE_QUESTION: i32 = 16;

/// A question and its answer.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) number: u32,
    pub(super) question: RwSignal<String>,
    pub(super) status: RwSignal<TurnStatus>,
    pub(super) failure: RwSignal<Option<Failure>>,
    pub(super) read: RwSignal<Option<ReadSummary>>,
    pub(super) quotes: RwSignal<Vec<Quote>>,
    pub(super) follow_ups: RwSignal<Vec<String>>,
    pub(super) blocks: RwSignal<Vec<Numbered>>,
    markdown: StoredValue<Stream>,
}

impl Turn {
    fn new(number: u32) -> Self {
        Self {
            number,
            question: RwSignal::default(),
            status: RwSignal::new(TurnStatus::Reading),
            failure: RwSignal::default(),
            read: RwSignal::default(),
            quotes: RwSignal::default(),
            follow_ups: RwSignal::default(),
            blocks: RwSignal::default(),
            markdown: StoredValue::default(),
        }
    }

    /// Whether nothing more will come.
    pub(super) fn ended(self) -> bool {
        !matches!(self.status.get(), TurnStatus::Reading | TurnStatus::Answering)
    }

    /// The answer as it was written.
    pub(super) fn source(self) -> String {
        self.markdown.with_value(|markdown| markdown.source().to_owned())
    }

    fn become_like(self, turn: ChatTurn) {
        // Quotes first: a block looks its quotes up when it is drawn.
        self.quotes.set(turn.answer.quotes);
        self.write(|markdown| markdown.set(&turn.answer.answer));
        self.question.set(turn.question);
        self.failure.set(turn.failure);
        self.read.set(turn.read);
        self.follow_ups.set(turn.answer.follow_ups);
        self.status.set(turn.status);
    }

    fn write(self, change: impl FnOnce(&mut Stream)) {
        self.markdown.update_value(change);
        self.blocks.set(self.markdown.with_value(|markdown| markdown.blocks().to_vec()));
    }
}

/// Everything the overlay shows.
#[derive(Clone, Copy)]
pub(super) struct Conversation {
    pub(super) port: Port,
    /// The background knows this overlay.
    pub(super) bound: RwSignal<bool>,
    pub(super) state: RwSignal<Option<State>>,
    /// The tab it stands in.
    pub(super) tab: RwSignal<i32>,
    pub(super) title: RwSignal<String>,
    pub(super) host: RwSignal<String>,
    pub(super) page: RwSignal<Option<PageCheck>>,
    pub(super) selection: RwSignal<Option<String>>,
    /// The person took the selection out of the question.
    pub(super) without_selection: RwSignal<bool>,
    pub(super) with_profile: RwSignal<bool>,
    pub(super) turns: RwSignal<Vec<Turn>>,
    /// The run in this tab.
    pub(super) watch: Watch,
    /// The turn the run stands after, 0 for before all.
    pub(super) run_after: RwSignal<u32>,
    /// What is typed is done, not asked.
    pub(super) doing: RwSignal<bool>,
    /// What was to be started while another run was under way.
    pub(super) conflict: RwSignal<Option<String>>,
    /// What is typed.
    pub(super) input: RwSignal<String>,
    pub(super) input_element: NodeRef<html::Textarea>,
    /// Why the last question was not even taken.
    pub(super) refused: RwSignal<Option<Failure>>,
    pub(super) asking: RwSignal<bool>,
    /// An answer is under way.
    pub(super) running: Memo<bool>,
    pub(super) scroller: NodeRef<html::Main>,
    follows: RwSignal<bool>,
    scrolled_to: StoredValue<i32>,
}

impl Conversation {
    pub(super) fn new(port: Port) -> Self {
        let turns = RwSignal::new(Vec::<Turn>::new());
        let talk = Self {
            port,
            bound: RwSignal::new(false),
            state: RwSignal::default(),
            tab: RwSignal::new(-1),
            title: RwSignal::default(),
            host: RwSignal::default(),
            page: RwSignal::default(),
            selection: RwSignal::default(),
            without_selection: RwSignal::new(false),
            with_profile: RwSignal::new(false),
            turns,
            watch: Watch::new(port),
            run_after: RwSignal::new(u32::MAX),
            doing: RwSignal::new(false),
            conflict: RwSignal::default(),
            input: RwSignal::default(),
            input_element: NodeRef::new(),
            refused: RwSignal::default(),
            asking: RwSignal::new(false),
            running: Memo::new(move |_| turns.with(|turns| turns.last().is_some_and(|turn| !turn.ended()))),
            scroller: NodeRef::new(),
            follows: RwSignal::new(true),
            scrolled_to: StoredValue::new(0),
        };
        // A growing answer stays in view until its question is at the top, unless the reader scrolled away. What stands
        // around it changes its room too.
        Effect::new(move |_| {
            talk.state.track();
            talk.selection.track();
            talk.refused.track();
            talk.watch.followed.track();
            talk.watch.rows.track();
            if talk.ends_with_run() {
                talk.follow_run();
            } else if let Some(turn) = talk.last() {
                turn.blocks.track();
                turn.status.track();
                talk.follow();
            }
        });
        talk
    }

    /// The run, as it is steered from here: within a page nothing is approved.
    pub(super) fn seat(self) -> Seat {
        let again = Callback::new(move |goal: String| {
            self.doing.set(true);
            self.type_in(goal);
            self.focus_input();
        });
        Seat { port: self.port, watch: self.watch, approves: false, again, conflict: self.conflict }
    }

    /// The newest turn.
    pub(super) fn last(self) -> Option<Turn> {
        self.turns.with(|turns| turns.last().copied())
    }

    /// Whether the run stands below every turn.
    pub(super) fn ends_with_run(self) -> bool {
        let last = self.last().map_or(0, |turn| turn.number);
        self.watch.followed.with(Option::is_some) && self.run_after.get() >= last
    }

    /// Whether something is to come from the background.
    pub(super) fn is_under_way(self) -> bool {
        self.running.get_untracked() || self.watch.phase.get_untracked().is_some_and(Phase::is_live)
    }

    /// Asks how the account stands.
    pub(super) fn load_state(self) {
        spawn_local(async move {
            if let Ok(state) = self.port.state(ViewRequest::GetState {}).await {
                self.state.set(Some(state));
            }
        });
    }

    /// Shows `chat` as it stands.
    pub(super) fn show(self, chat: Chat) {
        self.tab.set(chat.tab);
        self.title.set(chat.page_title);
        self.host.set(chat.page_host);
        self.page.set(chat.page);
        self.watch.load(chat.tab);
        self.selection.set(chat.selection);
        self.turns
            .update(|turns| turns.retain(|turn| chat.turns.iter().any(|kept| kept.turn == turn.number)));
        for turn in chat.turns {
            self.take(turn);
        }
        if self.input.with_untracked(String::is_empty) {
            self.input.set(chat.draft);
        }
        self.bound.set(true);
    }

    /// Moves on by `event`.
    pub(super) fn hear(self, event: ViewEvent) {
        match event {
            ViewEvent::State { state } => self.state.set(Some(state)),
            ViewEvent::Turn { turn } => self.take(turn),
            ViewEvent::Delta { turn, text } => {
                if let Some(turn) = self.turn(turn) {
                    turn.write(|markdown| markdown.push(&text));
                }
            }
            ViewEvent::Quote { turn, quote } => {
                if let Some(turn) = self.turn(turn) {
                    turn.quotes.update(|quotes| quotes.push(quote));
                }
            }
            ViewEvent::Selection { text } => {
                self.selection.set(text);
                self.without_selection.set(false);
            }
            ViewEvent::Prefill { text } => {
                self.doing.set(false);
                self.input.set(text);
                self.focus_input();
            }
            ViewEvent::RunState { .. } | ViewEvent::RunStep { .. } | ViewEvent::RunSaid { .. } => {
                self.watch.hear(&event);
            }
            // The page shows by itself that it is recorded; what is recorded shows in the popup.
            ViewEvent::Recording { .. } => {}
        }
    }

    fn turn(self, number: u32) -> Option<Turn> {
        self.turns.with_untracked(|turns| turns.iter().find(|turn| turn.number == number).copied())
    }

    fn take(self, turn: ChatTurn) {
        let known = self.turn(turn.turn);
        let refused = turn.failure.as_ref().is_some_and(wording::keeps_question);
        let news = known.is_none_or(|known| known.status.get_untracked() != turn.status);
        if refused && news && self.bound.get_untracked() {
            self.give_back(&turn.question);
        }
        let shown = known.unwrap_or_else(|| Turn::new(turn.turn));
        shown.become_like(turn);
        if known.is_none() {
            self.turns.update(|turns| turns.push(shown));
        }
    }
}
