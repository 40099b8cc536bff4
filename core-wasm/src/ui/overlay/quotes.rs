//! Quotes: buttons that lead to their place in the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conversation::{Conversation, Turn};
use crate::ui::parts::{Glyph, Icon, OnQuote};
use crate::ui::text::t;

/// Which quote was followed last, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    talk: Conversation,
    turn: Turn,
    last: RwSignal<Option<(u32, Option<bool>)>>,
}

impl Shown {
    pub(super) fn new(talk: Conversation, turn: Turn) -> Self {
        Self { talk, turn, last: RwSignal::new(None) }
    }

    /// What the numbers within the answer do.
    pub(super) fn on_quote(self) -> OnQuote {
        OnQuote {
            words: Callback::new(move |n| {
                self.turn.quotes.with_untracked(|quotes| {
                    quotes.iter().find(|quote| quote.n == n).map(|quote| quote.text.clone())
                })
            }),
            show: Callback::new(move |n| self.follow(n)),
        }
    }

    fn follow(self, n: u32) {
        self.last.set(Some((n, None)));
        spawn_local(async move {
            let found = self.talk.port.show_quote(self.turn.number, n).await.unwrap_or(false);
            self.last.set(Some((n, Some(found))));
        });
    }

    fn is_missing(self, n: u32) -> bool {
        self.last.get() == Some((n, Some(false)))
    }

    fn is_shown(self, n: u32) -> bool {
        self.last.get() == Some((n, Some(true)))
    }
}

/// The words quoted, in order of their numbers.
#[component]
pub(super) fn QuoteList(turn: Turn, shown: Shown) -> impl IntoView {
    let any = Memo::new(move |_| turn.quotes.with(|quotes| !quotes.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <div class="quotes">
                    <h3 class="quotes-title">{t!("quotes_title")}</h3>
                    <ol>
                        <For each=move || turn.quotes.get() key=|quote| (quote.n, quote.text.clone()) let:quote>
                            <li>
                                <button
                                    type="button"
                                    class="quote"
                                    class:shown=move || shown.is_shown(quote.n)
                                    on:click=move |_| shown.follow(quote.n)
                                >
                                    <span class="quote-number">{quote.n}</span>
                                    <span class="quote-words" dir="auto">
                                        {quote.text.clone()}
                                    </span>
                                </button>
                                <p class="quote-note" role="status">
                                    {move || {
                                        shown
                                            .is_missing(quote.n)
                                            .then(|| {
                                                view! {
                                                    <Icon glyph=Glyph::Info />
                                                    {t!("quote_missing")}
                                                }
                                            })
                                    }}
                                </p>
                            </li>
                        </For>
                    </ol>
                </div>
            }
        })
    }
}
