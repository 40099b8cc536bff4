//! One question and its answer.

use leptos::prelude::*;

use super::answer::{Actions, ActionsProps, FollowUps, FollowUpsProps};
use super::conversation::{Conversation, Turn};
use super::quotes::{QuoteList, QuoteListProps, Shown};
use super::read_line::{ReadLine, ReadLineProps};
use crate::protocol::TurnStatus;
use crate::ui::parts::{FailureNote, MarkdownView};
use crate::ui::text::{say, t};
use crate::ui::wording;

/// Question, answer, quotes, what was read, and what can be done with it.
#[component]
pub(super) fn TurnView(talk: Conversation, turn: Turn) -> impl IntoView {
    let shown = Shown::new(talk, turn);
    let empty = Memo::new(move |_| turn.blocks.with(Vec::is_empty));
    let waiting = move || !turn.ended() && empty.get();
    let is_last = Memo::new(move |_| talk.last().is_some_and(|last| last.number == turn.number));
    view! {
        <article class="turn" aria-busy=move || (!turn.ended()).to_string()>
            <h2 class="question" dir="auto">
                {turn.question}
            </h2>
            <div class="answer">
                {move || {
                    waiting()
                        .then(|| {
                            view! {
                                <p class="thinking">
                                    <span class="dots" aria-hidden="true">
                                        <i></i>
                                        <i></i>
                                        <i></i>
                                    </span>
                                    {move || say(&wording::status(turn.status.get()))}
                                </p>
                            }
                        })
                }}
                <MarkdownView blocks=turn.blocks on_quote=shown.on_quote() />
                {move || {
                    (turn.status.get() == TurnStatus::Stopped).then(|| view! { <p class="quiet">{t!("stopped")}</p> })
                }}
                {move || {
                    turn.failure
                        .get()
                        .map(|failure| {
                            view! {
                                <FailureNote
                                    failure
                                    port=talk.port
                                    sign_in=true
                                    retry=Callback::new(move |()| talk.retry())
                                />
                            }
                        })
                }}
                {QuoteList(QuoteListProps { turn, shown })}
                {ReadLine(ReadLineProps { talk, turn })}
                {move || turn.ended().then(|| Actions(ActionsProps { talk, turn, is_last }))}
                {move || (is_last.get() && turn.ended()).then(|| FollowUps(FollowUpsProps { talk, turn }))}
            </div>
        </article>
    }
}
