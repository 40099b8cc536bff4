//! A field of a form, with what is wrong with it right under it.

use leptos::prelude::*;

use super::Attempt;
use crate::ui::text::t;

/// What is typed into a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Email,
    Password,
    Address,
}

/// A labelled field. What `attempt` found wrong with it stands until something is typed. Its error and its hint are tied to it for screen readers; a password can be shown.
#[component]
pub(crate) fn Field(
    name: &'static str,
    label: String,
    kind: Kind,
    autocomplete: &'static str,
    value: RwSignal<String>,
    attempt: Attempt,
    #[prop(optional)] optional: bool,
    #[prop(optional)] longest: Option<u32>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let error = attempt.field(name);
    let input_type = move || match kind {
        Kind::Text => "text",
        Kind::Email => "email",
        Kind::Address => "url",
        Kind::Password if shown.get() => "text",
        Kind::Password => "password",
    };
    let error_id = format!("{name}-error");
    let hint_id = format!("{name}-hint");
    let described = format!("{error_id} {hint_id}");
    let reveal = (kind == Kind::Password).then(|| {
        view! {
            <button
                type="button"
                class="reveal"
                aria-pressed=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {t!("show_password")}
            </button>
        }
    });
    view! {
        <div class="field">
            <label for=name>
                {label} {optional.then(|| view! { <span class="optional">{t!("optional")}</span> })}
            </label>
            <div class="input">
                <input
                    id=name
                    name=name
                    type=input_type
                    autocomplete=autocomplete
                    autocapitalize=(kind != Kind::Text).then_some("none")
                    spellcheck="false"
                    dir="auto"
                    maxlength=longest.unwrap_or(254)
                    aria-required=(!optional).then_some("true")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=move || value.get()
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        attempt.correct(name);
                    }
                />
                {reveal}
            </div>
            <p id=error_id class="field-error">{move || error.get()}</p>
            <div id=hint_id class="field-hint">{children.map(|children| children())}</div>
        </div>
    }
}

/// The one button that sends a form; it stays where it is and keeps the focus while the form is on its way.
#[component]
pub(crate) fn Submit(label: String, #[prop(into)] busy: Signal<bool>) -> impl IntoView {
    view! {
        <button type="submit" class="button primary wide" aria-disabled=move || busy.get().then_some("true")>
            <span class="spinner" class:hidden=move || !busy.get() aria-hidden="true"></span>
            {label}
        </button>
    }
}
