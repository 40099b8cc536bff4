//! Which server Legwork talks to.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Attempt, FailureNote, Field, Kind, Submit};
use crate::protocol::{State, ViewRequest};
use crate::ui::port::{Port, agreed};
use crate::ui::text::t;

/// The address of the server; another one signs out, which it says beforehand.
#[component]
pub(crate) fn ServerForm(
    port: Port,
    state: RwSignal<Option<State>>,
    #[prop(into)] on_saved: Callback<()>,
) -> impl IntoView {
    let address =
        RwSignal::new(state.with_untracked(|state| {
            state.as_ref().map(|state| state.server_url.clone()).unwrap_or_default()
        }));
    let attempt = Attempt::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let url = address.get_untracked().trim().to_owned();
        if !attempt.all_filled(&[("url", &url)]) {
            return;
        }
        // The browser's own question must follow the press directly, so it is asked before anything else.
        let asked = port.host(|host| host.allow_server(&url));
        let call = async move {
            // The server answers extensions without that permission too, so a no is not the end.
            agreed(asked).await;
            port.state(ViewRequest::SetServer { url }).await
        };
        attempt.run(call, move |new| {
            state.set(Some(new));
            on_saved.run(());
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Field
                name="url"
                label=t!("server_address")
                kind=Kind::Address
                autocomplete="url"
                longest=2000
                value=address
                attempt
            >
                {t!("server_hint")}
            </Field>
            {move || {
                let failure = attempt.failure.get().filter(|failure| failure.fields.is_empty());
                failure.map(|failure| view! { <FailureNote failure port /> })
            }}
            <Submit label=t!("server_save") busy=attempt.busy />
        </form>
    }
}
