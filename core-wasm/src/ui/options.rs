//! The options page: which server Legwork talks to, and the secrets it keeps for sites.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Attempt, FailureNote, Mark, Notice, ServerForm, Tone};
use super::port::Port;
use super::secrets::{Secrets, SecretsProps};
use super::text::t;
use crate::protocol::{State, ViewRequest};

/// The options page.
#[component]
pub(crate) fn Options(port: Port) -> impl IntoView {
    let state = RwSignal::new(None::<State>);
    let attempt = Attempt::new();
    let saved = RwSignal::new(false);
    let load = move || attempt.run(port.state(ViewRequest::GetState {}), move |new| state.set(Some(new)));
    spawn_local(async move { load() });
    let loaded = Memo::new(move |_| state.with(Option::is_some));
    view! {
        <main class="options">
            <h1>
                <Mark />
                {t!("options_title")}
            </h1>
            {move || {
                attempt.failure.get().map(|failure| view! { <FailureNote failure port retry=Callback::new(move |()| load()) /> })
            }}
            {move || {
                loaded.get().then(|| view! { <ServerForm port state on_saved=move |()| saved.set(true) /> })
            }}
            {move || {
                saved
                    .get()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Success spoken=true>
                                <p>{t!("server_saved")}</p>
                            </Notice>
                        }
                    })
            }}
            {move || loaded.get().then(|| Secrets(SecretsProps { port }))}
        </main>
    }
}
