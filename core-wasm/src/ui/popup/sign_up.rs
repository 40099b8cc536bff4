//! Create an account.

use api_types::Code;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Desk;
use crate::protocol::{FailureKind, ViewRequest};
use crate::ui::draft::Form;
use crate::ui::parts::{Attempt, FailureNote, Field, Kind, Notice, Submit, Tone};
use crate::ui::password::{self, Strength};
use crate::ui::text::{say, t};
use crate::ui::wording;

/// The form; signed in at once when it came off.
#[component]
pub(super) fn SignUp(desk: Desk) -> impl IntoView {
    let Desk { port, draft, .. } = desk;
    let password = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (name, email, password) =
            (draft.name.get_untracked(), draft.email.get_untracked(), password.get_untracked());
        if attempt.all_filled(&[("name", &name), ("email", &email), ("password", &password)]) {
            let (name, email) = (name.trim().to_owned(), email.trim().to_owned());
            let company = draft.company.get_untracked().trim().to_owned();
            attempt.run(port.state(ViewRequest::Register { name, company, email, password }), move |new| {
                draft.clear();
                desk.state.set(Some(new));
            });
        }
    };
    view! {
        <h1>{t!("sign_up_title")}</h1>
        <p class="lead">{t!("sign_up_lead")}</p>
        <form class="form" novalidate on:submit=submit>
            <div class="pair">
                <Field name="name" label=t!("name") kind=Kind::Text autocomplete="name" longest=100 value=draft.name attempt />
                <Field
                    name="company"
                    label=t!("company")
                    kind=Kind::Text
                    autocomplete="organization"
                    longest=100
                    optional=true
                    value=draft.company
                    attempt
                />
            </div>
            <Field name="email" label=t!("email") kind=Kind::Email autocomplete="email" value=draft.email attempt />
            <Field
                name="password"
                label=t!("password")
                kind=Kind::Password
                autocomplete="new-password"
                longest=200
                value=password
                attempt
            >
                <StrengthHint desk password />
            </Field>
            {move || attempt.failure.get().filter(|failure| failure.fields.is_empty()).map(|failure| {
                if failure.kind == FailureKind::Api(Code::InvalidCredentials) {
                    view! { <Notice tone=Tone::Danger><p>{t!("sign_up_known")}</p></Notice> }.into_any()
                } else {
                    view! { <FailureNote failure port /> }.into_any()
                }
            })}
            <Submit label=t!("sign_up") busy=attempt.busy />
        </form>
        <p class="switch">
            {t!("have_account")} " "
            <button type="button" class="link" on:click=move |_| draft.form.set(Form::SignIn)>
                {t!("sign_in")}
            </button>
        </p>
    }
}

/// How hard the password is to guess, in words and in a bar.
#[component]
fn StrengthHint(desk: Desk, password: RwSignal<String>) -> impl IntoView {
    let strength = Memo::new(move |_| {
        let about = [desk.draft.name.get(), desk.draft.company.get(), desk.draft.email.get()];
        let about: Vec<&str> = about.iter().map(String::as_str).collect();
        password.with(|password| password::strength(password, &about))
    });
    let level = move || match strength.get() {
        _ if password.with(String::is_empty) => "strength",
        Strength::TooShort => "strength short",
        Strength::Weak => "strength weak",
        Strength::Fair => "strength fair",
        Strength::Strong => "strength strong",
    };
    view! {
        <span class=level aria-hidden="true">
            <i></i>
            <i></i>
            <i></i>
        </span>
        <span aria-live="polite">
            {move || {
                if password.with(String::is_empty) {
                    t!("password_rule", password::SHORTEST as u64)
                } else {
                    say(&wording::strength(strength.get()))
                }
            }}
        </span>
    }
}
