//! Which page this is about.

use leptos::prelude::*;

use super::conversation::Conversation;
use crate::ui::parts::{Glyph, Icon, Offline};
use crate::ui::text::t;

/// Title and host of the page, and the way to forget the conversation, which asks in place.
#[component]
pub(super) fn Header(talk: Conversation) -> impl IntoView {
    let asking = RwSignal::new(false);
    let empty = Memo::new(move |_| talk.turns.with(Vec::is_empty));
    view! {
            <header>
    <div class="head">
                <div class="head-page">
                    <h1 dir="auto">
                        {move || Some(talk.title.get()).filter(|title| !title.trim().is_empty()).unwrap_or_else(|| talk.host.get())}
                    </h1>
                    <p class="quiet">
                    <bdi>{talk.host}</bdi>
                </p>
                </div>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=t!("open_panel")
                    title=t!("open_panel")
                    on:click=move |_| talk.port.host(|host| host.open_panel(talk.tab.get_untracked()))
                >
                    <Icon glyph=Glyph::Panel />
                </button>
                {move || {
                    if empty.get() {
                        ().into_any()
                    } else if asking.get() {
                        view! {
                            <div class="row" role="group" aria-label=t!("clear_sure")>
                                <button
                                    type="button"
                                    class="button small danger"
                                    on:click=move |_| {
                                        asking.set(false);
                                        talk.clear();
                                    }
                                >
                                    {t!("clear")}
                                </button>
                                <button type="button" class="button small" on:click=move |_| asking.set(false)>
                                    {t!("keep")}
                                </button>
                            </div>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="button"
                                class="icon-button"
                                aria-label=t!("clear_chat")
                                title=t!("clear_chat")
                                on:click=move |_| asking.set(true)
                            >
                                <Icon glyph=Glyph::Trash />
                            </button>
                        }
                            .into_any()
                    }
                }}
                </div>
                <Offline state=talk.state />
            </header>
        }
}
