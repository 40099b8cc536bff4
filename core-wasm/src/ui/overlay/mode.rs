//! Whether what is typed is asked or done.

use leptos::prelude::*;

use super::conversation::Conversation;
use crate::ui::text::t;

/// Two radio buttons beside each other: one Tab stop, arrow keys between them.
#[component]
pub(super) fn Mode(talk: Conversation) -> impl IntoView {
    let choice = move |doing: bool, label: String| {
        view! {
            <label class="mode-choice">
                <input
                    type="radio"
                    name="mode"
                    prop:checked=move || talk.doing.get() == doing
                    on:change=move |_| talk.doing.set(doing)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <div class="mode" role="radiogroup" aria-label=t!("mode")>
            {choice(false, t!("mode_ask"))}
            {choice(true, t!("mode_do"))}
        </div>
    }
}
