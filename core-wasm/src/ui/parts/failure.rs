//! A failure as a person sees it: a sentence and what to do.

use api_types::LimitReached;
use leptos::prelude::*;

use super::{Glyph, Icon, Notice, Tone};
use crate::protocol::Failure;
use crate::ui::port::Port;
use crate::ui::text::{say, t};
use crate::ui::wording::{self, Remedy};

/// The card for `failure`. `retry` is what its button does again, if that makes sense here; signing in happens in the
/// popup, which `sign_in` says is another window.
#[component]
pub(crate) fn FailureNote(
    failure: Failure,
    port: Port,
    #[prop(optional, into)] retry: Option<Callback<()>>,
    #[prop(optional)] sign_in: bool,
) -> impl IntoView {
    if let Some(limit) = failure.limit.clone() {
        return view! { <LimitCard limit port /> }.into_any();
    }
    let sentence = if failure.detail.trim().is_empty() {
        say(&wording::sentence(failure.kind))
    } else {
        failure.detail.clone()
    };
    let button = |label: String, act: Box<dyn Fn()>| {
        view! { <button type="button" class="button small" on:click=move |_| act()>{label}</button> }
            .into_any()
    };
    let action = match wording::remedy(&failure) {
        Remedy::Retry => retry.map(|retry| button(t!("retry"), Box::new(move || retry.run(())))),
        Remedy::SignIn if sign_in => Some(button(t!("open_sign_in"), Box::new(move || port.open_popup()))),
        Remedy::ConfirmMail if sign_in => Some(button(t!("open_popup"), Box::new(move || port.open_popup()))),
        Remedy::Upgrade => Some(button(t!("see_plans"), Box::new(move || port.open_portal("/pricing")))),
        Remedy::SignIn | Remedy::ConfirmMail | Remedy::Correct => None,
    };
    view! {
        <Notice tone=Tone::Danger>
            <p dir="auto">{sentence}</p>
            {action}
        </Notice>
    }
    .into_any()
}

/// The plan is spent: how much, until when, and where there is more.
#[component]
pub(crate) fn LimitCard(limit: LimitReached, port: Port) -> impl IntoView {
    view! {
        <div class="limit-card" role="status">
            <p class="notice-title">{t!("limit_title")}</p>
            <p>{say(&wording::limit(&limit))}</p>
            <button type="button" class="button primary small" on:click=move |_| port.open_portal("/pricing")>
                {t!("see_plans")} <Icon glyph=Glyph::External />
            </button>
        </div>
    }
}
