//! What the agent may sign in with: names are shown, values only taken in.

use api_types::Code;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::parts::{Attempt, FailureNote, Field, Glyph, Icon, Kind, Submit};
use super::port::{Port, unexpected};
use super::text::t;
use crate::gate::SecretKind;
use crate::protocol::{Failure, FailureKind, KeptSecret, NewSecret, ViewRequest, ViewResult};

const KINDS: [SecretKind; 5] =
    [SecretKind::Password, SecretKind::Username, SecretKind::Code, SecretKind::Card, SecretKind::Text];

/// The list of what is kept, and the form for more.
#[component]
pub(crate) fn Secrets(port: Port) -> impl IntoView {
    let kept = RwSignal::new(Vec::<KeptSecret>::new());
    let listing = Attempt::new();
    let ask = move |request| listing.run(secrets(port, request), move |all| kept.set(all));
    spawn_local(async move { ask(ViewRequest::GetSecrets {}) });
    // Named in the address, it could not be there yet when the page came.
    request_animation_frame(|| {
        let section = document().get_element_by_id("secrets-title");
        if let Some(section) =
            section.filter(|_| window().location().hash().as_deref() == Ok("#secrets-title"))
        {
            section.scroll_into_view();
        }
    });
    let forget = move |KeptSecret { name, origin, .. }| ask(ViewRequest::ForgetSecret { name, origin });
    view! {
        <section class="secrets" aria-labelledby="secrets-title">
            <h2 id="secrets-title">{t!("secrets_title")}</h2>
            <p class="quiet">{t!("secrets_text")}</p>
            {move || listing.failure.get().map(|failure| view! { <FailureNote failure port /> })}
            <ul class="secret-list" aria-live="polite">
                {move || kept.get().into_iter().map(|secret| line(secret, forget)).collect_view()}
            </ul>
            <Form port kept />
        </section>
    }
}

async fn secrets(port: Port, request: ViewRequest) -> Result<Vec<KeptSecret>, Failure> {
    match port.call(request).await? {
        ViewResult::Secrets { secrets } => Ok(secrets),
        _ => Err(unexpected()),
    }
}

fn line(secret: KeptSecret, forget: impl Fn(KeptSecret) + 'static) -> impl IntoView {
    let KeptSecret { name, origin, kind } = secret.clone();
    view! {
        <li>
            <span class="secret-name">
                <bdi>{name.clone()}</bdi>
                <span class="quiet">{kind_name(kind)} " · " <bdi>{origin.to_string()}</bdi></span>
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label=t!("secret_forget", name)
                title=t!("delete")
                on:click=move |_| forget(secret.clone())
            >
                <Icon glyph=Glyph::Trash />
            </button>
        </li>
    }
}

#[component]
fn Form(port: Port, kept: RwSignal<Vec<KeptSecret>>) -> impl IntoView {
    let [site, name, value] = [(); 3].map(|()| RwSignal::new(String::new()));
    let kind = RwSignal::new(SecretKind::Password);
    let attempt = Attempt::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let [site_text, name_text, value_text] = [site, name, value].map(|text| text.get_untracked());
        if !attempt.all_filled(&[("site", &site_text), ("name", &name_text), ("value", &value_text)]) {
            return;
        }
        let secret =
            NewSecret { name: name_text, site: site_text, kind: kind.get_untracked(), value: value_text };
        let call = async move { secrets(port, ViewRequest::KeepSecret { secret }).await.map_err(worded) };
        attempt.run(call, move |all| {
            kept.set(all);
            // The site stays: a user name and a password go together.
            name.set(String::new());
            value.set(String::new());
        });
    };
    let options = KINDS.map(|one| {
        view! {
            <option value=key(one) prop:selected=move || kind.get() == one>
                {kind_name(one)}
            </option>
        }
    });
    let choose = move |event| {
        let chosen = event_target_value(&event);
        kind.set(KINDS.into_iter().find(|one| key(*one) == chosen).unwrap_or(SecretKind::Password));
    };
    view! {
        <form class="form" novalidate autocomplete="off" on:submit=submit>
            <Field name="site" label=t!("secret_site") kind=Kind::Address autocomplete="off" longest=2000 value=site attempt>
                {t!("secret_site_hint")}
            </Field>
            <div class="field">
                <label for="secret-kind">{t!("secret_kind")}</label>
                <div class="input">
                    <select id="secret-kind" on:change=choose>
                        {options}
                    </select>
                </div>
            </div>
            <Field name="name" label=t!("secret_name") kind=Kind::Text autocomplete="off" longest=40 value=name attempt>
                {t!("secret_name_hint")}
            </Field>
            <Field name="value" label=t!("secret_value") kind=Kind::Password autocomplete="off" longest=500 value attempt />
            {move || {
                let failure = attempt.failure.get().filter(|failure| failure.fields.is_empty());
                failure.map(|failure| view! { <FailureNote failure port /> })
            }}
            <Submit label=t!("secret_keep") busy=attempt.busy />
        </form>
    }
}

fn key(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::Username => "username",
        SecretKind::Password => "password",
        SecretKind::Code => "code",
        SecretKind::Card => "card",
        SecretKind::Text => "text",
    }
}

fn kind_name(kind: SecretKind) -> String {
    match kind {
        SecretKind::Username => t!("secret_kind_username"),
        SecretKind::Password => t!("secret_kind_password"),
        SecretKind::Code => t!("secret_kind_code"),
        SecretKind::Card => t!("secret_kind_card"),
        SecretKind::Text => t!("secret_kind_text"),
    }
}

/// With a sentence for each field that breaks a rule.
fn worded(mut failure: Failure) -> Failure {
    for field in &mut failure.fields {
        field.detail = match (field.field.as_str(), field.code.as_str()) {
            (_, "required") => t!("field_required"),
            ("site", _) => t!("secret_site_malformed"),
            ("name", _) => t!("secret_name_malformed"),
            (_, "too_short") => t!("secret_too_short"),
            (_, "too_weak") => t!("secret_too_common"),
            _ => t!("secret_too_long"),
        };
    }
    if failure.kind == FailureKind::Api(Code::Conflict) {
        failure.detail = t!("secret_too_many");
    }
    failure
}
