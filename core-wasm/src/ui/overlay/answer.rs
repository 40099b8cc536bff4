//! What can be done with an answer.

use leptos::prelude::*;

use super::conversation::{Conversation, Turn};
use crate::ui::parts::{CopyButton, Glyph, Icon};
use crate::ui::text::t;

/// Copy, and ask the last question again.
#[component]
pub(super) fn Actions(talk: Conversation, turn: Turn, is_last: Memo<bool>) -> impl IntoView {
    let answered = move || turn.blocks.with(|blocks| !blocks.is_empty());
    view! {
        <div class="actions">
            {move || {
                answered()
                    .then(|| {
                        let text = move || std::future::ready(Some(turn.source()));
                        view! { <CopyButton port=talk.port label=t!("copy") text /> }
                    })
            }}
            {move || {
                (is_last.get() && turn.failure.with(Option::is_none))
                    .then(|| {
                        view! {
                            <button type="button" class="action" on:click=move |_| talk.retry()>
                                <Icon glyph=Glyph::Retry />
                                {t!("ask_again")}
                            </button>
                        }
                    })
            }}
        </div>
    }
}

/// Questions that suggest themselves.
#[component]
pub(super) fn FollowUps(talk: Conversation, turn: Turn) -> impl IntoView {
    move || {
        let questions = turn.follow_ups.get();
        (!questions.is_empty()).then(|| {
            let buttons = questions
                .into_iter()
                .map(|question| {
                    let asked = question.clone();
                    view! {
                        <button type="button" class="suggestion" dir="auto" on:click=move |_| talk.ask(asked.clone())>
                            {question}
                        </button>
                    }
                })
                .collect_view();
            view! {
                <div class="suggestions" role="group" aria-label=t!("follow_ups")>
                    {buttons}
                </div>
            }
        })
    }
}
