//! What can be done with an answer.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conversation::{Conversation, Turn};
use crate::ui::parts::{Glyph, Icon};
use crate::ui::port::agreed;
use crate::ui::text::t;

/// How long "Copied" stands.
const COPIED_FOR: Duration = Duration::from_secs(2);

/// Copy, and ask the last question again.
#[component]
pub(super) fn Actions(talk: Conversation, turn: Turn, is_last: Memo<bool>) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let asked = talk.port.host(|host| host.copy(&turn.source()));
        spawn_local(async move {
            copied.try_set(Some(agreed(asked).await));
            set_timeout(
                move || {
                    copied.try_set(None);
                },
                COPIED_FOR,
            );
        });
    };
    let copy_label = move || match copied.get() {
        None => t!("copy"),
        Some(true) => t!("copied"),
        Some(false) => t!("copy_failed"),
    };
    let answered = move || turn.blocks.with(|blocks| !blocks.is_empty());
    view! {
        <div class="actions">
            {move || {
                answered()
                    .then(|| {
                        view! {
                            <button type="button" class="action" on:click=copy>
                                {move || {
                                    let glyph = if copied.get() == Some(true) { Glyph::Check } else { Glyph::Copy };
                                    view! { <Icon glyph /> }
                                }}
                                <span aria-live="polite">{copy_label}</span>
                            </button>
                        }
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
