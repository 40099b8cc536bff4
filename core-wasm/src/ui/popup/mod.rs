//! The popup: sign up and in, the plan, the resume, and the way to the page.

mod account;
mod ask;
mod confirm_mail;
mod drafted;
mod forgot;
mod frames;
mod home;
mod resume;
mod resume_card;
mod run;
mod sign_in;
mod sign_up;
mod trusted;
mod upload;
mod usage;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Form;
use super::parts::{Attempt, FailureNote, Mark, Notice, Offline, ServerForm, Tone};
use super::port::{Port, Push};
use super::recipe::Book;
use super::run::Watch;
use super::run::phase::Phase;
use super::text::t;
use crate::protocol::{State, ViewEvent, ViewRequest, ViewResult};
use drafted::Drafted;

/// What every part of the popup works with.
#[derive(Clone, Copy)]
struct Desk {
    port: Port,
    state: RwSignal<Option<State>>,
    /// The run of the tab it acts for.
    watch: Watch,
    draft: Drafted,
    /// Recipes, and what is recorded in that tab.
    book: Book,
    /// The form for the server's address is open.
    choosing_server: RwSignal<bool>,
}

/// The popup.
#[component]
pub(crate) fn Popup(port: Port) -> impl IntoView {
    let desk = Desk {
        port,
        state: RwSignal::new(None),
        watch: Watch::new(port),
        draft: Drafted::load(port),
        book: Book::new(port, port.host(|host| host.tab())),
        choosing_server: RwSignal::new(false),
    };
    let loading = Attempt::new();
    let load =
        move || loading.run(port.state(ViewRequest::GetState {}), move |new| desk.state.set(Some(new)));
    port.listen(move |push| match push {
        Push::Event(ViewEvent::State { state }) | Push::Again(ViewResult::State { state }) => {
            desk.state.set(Some(state));
        }
        Push::Event(event) => {
            desk.watch.hear(&event);
            desk.book.hear(&event);
        }
        // A run goes on whether it is looked at or not: the call makes the connection anew.
        Push::Lost if desk.watch.phase.get_untracked().is_some_and(Phase::is_live) => desk.watch.reload(),
        _ => {}
    });
    spawn_local(async move { load() });
    desk.watch.load(port.host(|host| host.tab()));
    desk.book.load();
    view! {
        <header class="top">
            <Mark />
            <span class="brand">{t!("brand")}</span>
        </header>
        <main>
            {move || {
                loading
                    .failure
                    .get()
                    .map(|failure| view! { <FailureNote failure port retry=Callback::new(move |()| load()) /> })
            }} <Unreachable desk loading load=Callback::new(move |()| load()) /> <Offline state=desk.state />
            <Room desk />
        </main>
        <Foot desk />
    }
}

/// The form or the home, whichever the state asks for; rebuilt only when that changes.
#[component]
fn Room(desk: Desk) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum Room {
        Waiting,
        Server,
        Home,
        Door(Form),
    }
    let room = Memo::new(move |_| {
        match desk.state.with(|state| state.as_ref().map(|state| state.account.is_some())) {
            _ if desk.choosing_server.get() => Room::Server,
            None => Room::Waiting,
            Some(true) => Room::Home,
            Some(false) => Room::Door(desk.draft.form.get()),
        }
    });
    move || match room.get() {
        Room::Waiting => view! {
            <div class="waiting" aria-busy="true">
                <h1 class="unseen">{t!("home_title")}</h1>
            </div>
        }
        .into_any(),
        Room::Server => view! { <Server desk /> }.into_any(),
        Room::Home => home::Home(home::HomeProps { desk }).into_any(),
        Room::Door(Form::SignUp) => sign_up::SignUp(sign_up::SignUpProps { desk }).into_any(),
        Room::Door(Form::SignIn) => sign_in::SignIn(sign_in::SignInProps { desk }).into_any(),
        Room::Door(Form::Forgot) => forgot::Forgot(forgot::ForgotProps { desk }).into_any(),
    }
}

/// The form for another server.
#[component]
fn Server(desk: Desk) -> impl IntoView {
    view! {
        <h1>{t!("server_title")}</h1>
        <ServerForm port=desk.port state=desk.state on_saved=move |()| desk.choosing_server.set(false) />
        <button type="button" class="link" on:click=move |_| desk.choosing_server.set(false)>
            {t!("cancel")}
        </button>
    }
}

/// Says that the server can not be reached; everything already known stays on screen.
#[component]
fn Unreachable(desk: Desk, loading: Attempt, load: Callback<()>) -> impl IntoView {
    let address = Memo::new(move |_| {
        desk.state.with(|state| {
            state.as_ref().filter(|state| state.info.is_none()).map(|state| state.server_url.clone())
        })
    });
    move || {
        address.get().filter(|_| !desk.choosing_server.get()).map(|address| {
            view! {
                <Notice tone=Tone::Danger>
                    <p>{t!("server_unreachable", address)}</p>
                    <div class="row">
                        <button
                            type="button"
                            class="button small"
                            aria-disabled=move || loading.busy.get().then_some("true")
                            on:click=move |_| load.run(())
                        >
                            {t!("retry")}
                        </button>
                        <button type="button" class="link" on:click=move |_| desk.choosing_server.set(true)>
                            {t!("server_change")}
                        </button>
                    </div>
                </Notice>
            }
        })
    }
}

/// Which server this is, small.
#[component]
fn Foot(desk: Desk) -> impl IntoView {
    let address = Memo::new(move |_| {
        desk.state.with(|state| {
            let url = state.as_ref().map(|state| state.server_url.clone()).unwrap_or_default();
            url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned()
        })
    });
    view! {
        <footer class="foot">
            <span class="foot-address" dir="ltr">
                {address}
            </span>
            <button type="button" class="link" on:click=move |_| desk.choosing_server.update(|open| *open = !*open)>
                {t!("server_change")}
            </button>
        </footer>
    }
}
