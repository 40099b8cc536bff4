//! Ask for a reset mail.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Desk;
use crate::protocol::ViewRequest;
use crate::ui::draft::Form;
use crate::ui::parts::{Attempt, FailureNote, Field, Kind, Notice, Submit, Tone};
use crate::ui::text::t;

/// The form, and what comes after it: the same words whether or not the address is known.
#[component]
pub(super) fn Forgot(desk: Desk) -> impl IntoView {
    let Desk { port, draft, .. } = desk;
    let sent = RwSignal::new(None::<String>);
    let attempt = Attempt::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let email = draft.email.get_untracked().trim().to_owned();
        if attempt.all_filled(&[("email", &email)]) {
            let call = port.call(ViewRequest::ForgotPassword { email: email.clone() });
            attempt.run(call, move |_| sent.set(Some(email)));
        }
    };
    view! {
        <h1>{t!("forgot_title")}</h1>
        {move || match sent.get() {
            Some(email) => {
                view! {
                    <Notice tone=Tone::Success spoken=true>
                        <p>{t!("forgot_sent", email)}</p>
                    </Notice>
                }
                    .into_any()
            }
            None => {
                view! {
                    <p class="lead">{t!("forgot_lead")}</p>
                    <form class="form" novalidate on:submit=submit>
                        <Field name="email" label=t!("email") kind=Kind::Email autocomplete="username" value=draft.email attempt />
                        {move || {
                            let failure = attempt.failure.get().filter(|failure| failure.fields.is_empty());
                            failure.map(|failure| view! { <FailureNote failure port /> })
                        }}
                        <Submit label=t!("forgot_send") busy=attempt.busy />
                    </form>
                }
                    .into_any()
            }
        }}
        <p class="switch">
            <button type="button" class="link" on:click=move |_| draft.form.set(Form::SignIn)>
                {t!("back_to_sign_in")}
            </button>
        </p>
    }
}
