//! Sign in.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Desk;
use crate::protocol::ViewRequest;
use crate::ui::draft::Form;
use crate::ui::parts::{Attempt, FailureNote, Field, Kind, Submit};
use crate::ui::text::t;

/// The form.
#[component]
pub(super) fn SignIn(desk: Desk) -> impl IntoView {
    let Desk { port, draft, .. } = desk;
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (email, password) = (draft.email.get_untracked().trim().to_owned(), password.get_untracked());
        if attempt.all_filled(&[("email", &email), ("password", &password)]) {
            attempt.run(port.state(ViewRequest::Login { email, password }), move |new| {
                draft.clear();
                desk.state.set(Some(new));
            });
        }
    };
    view! {
        <h1>{t!("sign_in_title")}</h1>
        <form class="form" novalidate on:submit=submit>
            <Field name="email" label=t!("email") kind=Kind::Email autocomplete="username" value=draft.email attempt />
            <Field
                name="password"
                label=t!("password")
                kind=Kind::Password
                autocomplete="current-password"
                longest=200
                value=password
                attempt
            >
                <button type="button" class="link" on:click=move |_| draft.form.set(Form::Forgot)>
                    {t!("forgot")}
                </button>
            </Field>
            {move || {
                let failure = attempt.failure.get().filter(|failure| failure.fields.is_empty());
                failure.map(|failure| view! { <FailureNote failure port /> })
            }}
            <Submit label=t!("sign_in") busy=attempt.busy />
        </form>
        <p class="switch">
            {t!("no_account")} " "
            <button type="button" class="link" on:click=move |_| draft.form.set(Form::SignUp)>
                {t!("sign_up")}
            </button>
        </p>
    }
}
