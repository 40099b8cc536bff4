//! The side panel: the run of the tab in front, and the runs of the past. It stands outside of pages, so it may approve.

mod fill;
mod goal;
mod now;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::history::{HistoryRoom, HistoryRoomProps};
use super::parts::{Attempt, FailureNote, Mark, Offline};
use super::port::{Port, Push};
use super::run::phase::Phase;
use super::run::{Seat, Watch};
use super::text::t;
use crate::protocol::{State, ViewEvent, ViewRequest, ViewResult};

/// What every part of the panel works with.
#[derive(Clone, Copy)]
struct Desk {
    port: Port,
    state: RwSignal<Option<State>>,
    /// The run of the tab in front.
    watch: Watch,
    /// The tab in front.
    tab: RwSignal<i32>,
    /// What is typed.
    goal: RwSignal<String>,
    seat: Seat,
}

/// What is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Now,
    Past,
}

/// The side panel.
#[component]
pub(crate) fn Panel(port: Port) -> impl IntoView {
    let watch = Watch::new(port);
    let goal = RwSignal::new(String::new());
    let again = Callback::new(move |again: String| {
        goal.set(again);
        goal::focus();
    });
    let seat = Seat { port, watch, approves: true, again, conflict: RwSignal::default() };
    let tab = RwSignal::new(port.host(|host| host.tab()));
    let desk = Desk { port, state: RwSignal::new(None), watch, tab, goal, seat };
    let room = RwSignal::new(Room::Now);
    let loading = Attempt::new();
    let load =
        move || loading.run(port.state(ViewRequest::GetState {}), move |new| desk.state.set(Some(new)));
    port.listen(move |push| match push {
        Push::Event(ViewEvent::State { state }) | Push::Again(ViewResult::State { state }) => {
            let was_in =
                desk.state.with_untracked(|known| known.as_ref().map(|known| known.account.is_some()));
            // With whoever signs out go the runs.
            if was_in != Some(state.account.is_some()) {
                watch.reload();
            }
            desk.state.set(Some(state));
        }
        Push::Event(event) => watch.hear(&event),
        // A run goes on whether it is looked at or not: the call makes the connection anew.
        Push::Lost if watch.phase.get_untracked().is_some_and(Phase::is_live) => watch.reload(),
        _ => {}
    });
    spawn_local(async move { load() });
    watch.load(tab.get_untracked());
    let moved = Closure::<dyn Fn(i32)>::new(move |front| {
        tab.set(front);
        watch.load(front);
    });
    port.host(|host| host.on_tab(moved.as_ref().unchecked_ref()));
    // As long as the page: so is the panel.
    moved.forget();
    let choice = move |of: Room, label: String| {
        view! {
            <button
                type="button"
                class="panel-room"
                aria-current=move || (room.get() == of).then_some("page")
                on:click=move |_| room.set(of)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="panel">
            <header class="panel-top">
                <Mark />
                <h1 class="unseen">{t!("brand")}</h1>
                <nav aria-label=t!("panel_rooms")>
                    {choice(Room::Now, t!("panel_now"))} {choice(Room::Past, t!("panel_history"))}
                </nav>
            </header>
            <Offline state=desk.state />
            {move || {
                loading
                    .failure
                    .get()
                    .map(|failure| view! { <FailureNote failure port retry=Callback::new(move |()| load()) /> })
            }}
            {move || match room.get() {
                Room::Now => now::Now(now::NowProps { desk }).into_any(),
                Room::Past => HistoryRoom(HistoryRoomProps { port }).into_any(),
            }}
        </div>
    }
}
