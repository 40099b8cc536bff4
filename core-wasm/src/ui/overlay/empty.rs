//! What stands where no conversation is yet.

use leptos::prelude::*;

use super::conversation::Conversation;
use crate::ui::message::Message;
use crate::ui::parts::{Glyph, Icon, Mark};
use crate::ui::text::{say, t};

/// An invitation with three questions to start from.
#[component]
pub(super) fn Empty(talk: Conversation) -> impl IntoView {
    let suggestions = [t!("suggest_summary"), t!("suggest_facts"), t!("suggest_next")];
    view! {
        <div class="empty">
            <Mark />
            <h2>{t!("empty_title")}</h2>
            <p class="quiet">{t!("empty_text")}</p>
            <div class="suggestions">
                {suggestions
                    .map(|question| {
                        let asked = question.clone();
                        view! {
                            <button type="button" class="suggestion" on:click=move |_| talk.ask(asked.clone())>
                                {question}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </div>
    }
}

/// What Legwork does when it is let: nothing is suggested, it is the person's to say.
#[component]
pub(super) fn EmptyDo() -> impl IntoView {
    view! {
        <div class="empty">
            <Mark />
            <h2>{t!("do_title")}</h2>
            <p class="quiet">{t!("do_text")}</p>
        </div>
    }
}

/// Signing in happens in the popup: never in a page.
#[component]
pub(super) fn SignedOut(talk: Conversation) -> impl IntoView {
    view! {
        <div class="empty">
            <Mark />
            <h2>{t!("signed_out_title")}</h2>
            <p class="quiet">{t!("signed_out_text")}</p>
            <button type="button" class="button primary" on:click=move |_| talk.port.open_popup()>
                {t!("open_sign_in")}
            </button>
        </div>
    }
}

/// A page Legwork can not read: why, and what to do instead.
#[component]
pub(super) fn Unreadable(why: [Message; 2]) -> impl IntoView {
    let [title, sentence] = why;
    view! {
        <div class="empty">
            <span class="empty-icon">
                <Icon glyph=Glyph::File />
            </span>
            <h2>{say(&title)}</h2>
            <p class="quiet">{say(&sentence)}</p>
        </div>
    }
}
