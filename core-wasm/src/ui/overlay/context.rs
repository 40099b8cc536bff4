//! What goes along with a question besides the page: the selection, the profile.

use leptos::prelude::*;

use super::conversation::Conversation;
use crate::protocol::State;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::text::{say, t};
use crate::ui::wording;

/// The selected words, which can be taken out of the question.
#[component]
pub(super) fn Selection(talk: Conversation) -> impl IntoView {
    let selected = Memo::new(move |_| talk.selection.get().filter(|_| !talk.without_selection.get()));
    move || {
        selected.get().map(|words| {
            view! {
                <div class="selection">
                    <Icon glyph=Glyph::Quote />
                    <span class="selection-label">{t!("selection")}</span>
                    <span class="selection-words" dir="auto">
                        {words}
                    </span>
                    <button
                        type="button"
                        class="icon-button tiny"
                        aria-label=t!("selection_remove")
                        title=t!("selection_remove")
                        on:click=move |_| {
                            talk.without_selection.set(true);
                            talk.focus_input();
                        }
                    >
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
            }
        })
    }
}

/// Whether the answer may use the resume, and how many questions are left.
#[component]
pub(super) fn Along(talk: Conversation) -> impl IntoView {
    let account = move |state: &Option<State>| state.as_ref().and_then(|state| state.account.clone());
    let has_resume = Memo::new(move |_| talk.state.with(account).map(|account| account.me.has_resume));
    let left = Memo::new(move |_| {
        talk.state
            .with(account)
            .and_then(|account| wording::questions(&account.usage).and_then(wording::left))
    });
    view! {
            {move || {
                has_resume
                    .get()
                    .map(|has_resume| {
                        if has_resume {
                            view! {
                                <label class="toggle">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || talk.with_profile.get()
                                        on:change=move |event| talk.with_profile.set(event_target_checked(&event))
                                    />
                                    {t!("use_profile")}
                                </label>
                            }
                                .into_any()
                        } else {
                            view! { <span class="hint">{t!("use_profile_hint")}</span> }.into_any()
                        }
                    })
            }} <span class="left">{move || left.get().map(|left| say(&left))}</span>
    }
}
