//! The overlay: a conversation about the page it stands in.

mod answer;
mod composer;
mod context;
mod conversation;
mod empty;
mod header;
mod quotes;
mod read_line;
mod turn;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::port::{Port, Push};
use super::text::say;
use super::wording;
use crate::protocol::{ViewRequest, ViewResult};
use conversation::Conversation;

/// The overlay. Nothing is drawn until the background knows the nonce: a page that put this document into a frame of its
/// own sees an empty one.
#[component]
pub(crate) fn Overlay(port: Port) -> impl IntoView {
    let talk = Conversation::new(port);
    port.listen(move |push| match push {
        Push::Event(event) => talk.hear(event),
        Push::Again(ViewResult::Chat { chat }) => talk.show(chat),
        Push::Again(_) => {}
        // An answer was under way: the call makes the connection anew, and with it comes how things stand.
        Push::Lost if talk.running.get_untracked() => talk.load_state(),
        Push::Lost => {}
    });
    spawn_local(async move {
        let nonce = port.host(|host| host.nonce());
        if let Ok(chat) = port.chat(ViewRequest::Hello { nonce }).await {
            talk.show(chat);
            talk.load_state();
        }
    });
    move || talk.bound.get().then(|| view! { <Conversed talk /> })
}

#[component]
fn Conversed(talk: Conversation) -> impl IntoView {
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            talk.stop_or_close();
        }
    };
    let signed_out =
        Memo::new(move |_| talk.state.with(|state| state.as_ref().is_some_and(|s| s.account.is_none())));
    let unreadable = Memo::new(move |_| talk.page.get().and_then(wording::unreadable));
    let empty = Memo::new(move |_| talk.turns.with(Vec::is_empty));
    view! {
        <div class="overlay" on:keydown=escape>
            {header::Header(header::HeaderProps { talk })}
            <main class="talk" node_ref=talk.scroller on:scroll=move |_| talk.note_scroll()>
                {move || match (unreadable.get(), signed_out.get()) {
                    (Some(why), _) => empty::Unreadable(empty::UnreadableProps { why }).into_any(),
                    (None, true) if empty.get() => empty::SignedOut(empty::SignedOutProps { talk }).into_any(),
                    (None, _) if empty.get() => empty::Empty(empty::EmptyProps { talk }).into_any(),
                    _ => ().into_any(),
                }}
                <For each=move || talk.turns.get() key=|turn| turn.number let:turn>
                    {turn::TurnView(turn::TurnViewProps { talk, turn })}
                </For>
            </main>
            <p class="unseen" role="status">
                {move || talk.last().map(|turn| say(&wording::status(turn.status.get()))).unwrap_or_default()}
            </p>
            {move || {
                unreadable.get().is_none().then(|| composer::Composer(composer::ComposerProps { talk }))
            }}
        </div>
    }
}
