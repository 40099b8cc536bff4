//! The overlay: a conversation about the page it stands in.

mod answer;
mod composer;
mod context;
mod conversation;
mod empty;
mod header;
mod mode;
mod quotes;
mod read_line;
mod turn;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::port::{Port, Push};
use super::run::{RunBar, RunBarProps, RunCard, RunCardProps, wording as run_wording};
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
        // An answer or a run was under way: the call makes the connection anew, and with it comes how things stand.
        Push::Lost if talk.is_under_way() => talk.load_state(),
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
    let empty =
        Memo::new(move |_| talk.turns.with(Vec::is_empty) && talk.watch.followed.with(Option::is_none));
    // Its steps have nothing to focus: the keyboard scrolls the room they are in.
    let has_run = Memo::new(move |_| talk.watch.followed.with(Option::is_some));
    let running = Memo::new(move |_| talk.watch.is_live());
    let announced = move || match talk.watch.status.get() {
        Some(status) if talk.ends_with_run() => Some(run_wording::status(&status)),
        _ => talk.last().map(|turn| wording::status(turn.status.get())),
    };
    let turns = move |below: bool| {
        let after = talk.run_after.get();
        talk.turns.get().into_iter().filter(move |turn| (turn.number > after) == below).collect::<Vec<_>>()
    };
    view! {
        <div class="overlay" on:keydown=escape>
            {header::Header(header::HeaderProps { talk })}
            <main
                class="talk"
                tabindex=move || has_run.get().then_some("0")
                node_ref=talk.scroller
                on:scroll=move |_| talk.note_scroll()
            >
                {move || match (unreadable.get(), signed_out.get()) {
                    (Some(why), _) => empty::Unreadable(empty::UnreadableProps { why }).into_any(),
                    (None, true) if empty.get() => empty::SignedOut(empty::SignedOutProps { talk }).into_any(),
                    (None, _) if empty.get() && talk.doing.get() => empty::EmptyDo().into_any(),
                    (None, _) if empty.get() => empty::Empty(empty::EmptyProps { talk }).into_any(),
                    _ => ().into_any(),
                }}
                <For each=move || turns(false) key=|turn| turn.number let:turn>
                    {turn::TurnView(turn::TurnViewProps { talk, turn })}
                </For>
                {RunCard(RunCardProps { seat: talk.seat() })}
                <For each=move || turns(true) key=|turn| turn.number let:turn>
                    {turn::TurnView(turn::TurnViewProps { talk, turn })}
                </For>
            </main>
            <p class="unseen" role="status">
                {move || announced().map(|message| say(&message)).unwrap_or_default()}
            </p>
            {move || {
                if running.get() {
                    return RunBar(RunBarProps { seat: talk.seat() }).into_any();
                }
                let asks = unreadable.get().is_none();
                asks.then(|| composer::Composer(composer::ComposerProps { talk })).into_any()
            }}
        </div>
    }
}
