//! The one way an approval is given: on a page of the extension that no page can draw over.

use std::time::Duration;

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::{Watch, now_ms, step, wording};
use crate::gate::{ApprovalData, DataClass, Rule, named_secret};
use crate::protocol::{RunApproval, ViewRequest};
use crate::ui::parts::{Glyph, Icon};
use crate::ui::text::{say, t};

/// How long a request stands before it can be allowed: a press meant for something else must not hit it.
const SETTLES_AFTER: Duration = Duration::from_millis(600);

/// What, where, which data, and for how long; yes or no.
#[component]
pub(crate) fn Approval(watch: Watch, request: u64, approval: RunApproval) -> impl IntoView {
    let settled = RwSignal::new(false);
    set_timeout(
        move || {
            settled.try_set(true);
        },
        SETTLES_AFTER,
    );
    let now = RwSignal::new(now_ms());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(now_ms()), Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    let decided = RwSignal::new(false);
    // It was not heard: it can be said again.
    Effect::new(move |_| {
        if watch.failure.with(Option::is_some) {
            decided.set(false);
        }
    });
    let card = NodeRef::<html::Div>::new();
    request_animation_frame(move || {
        // The card and not a button: Enter decides nothing before it was read.
        if let Some(card) = card.get_untracked() {
            let _ = card.focus();
        }
    });
    let decide = move |press: &MouseEvent, yes: bool| {
        // A script of nobody's presses nothing here; the keyboard's presses are trusted clicks too.
        if !press.is_trusted() || decided.get_untracked() || (yes && !settled.get_untracked()) {
            return;
        }
        decided.set(true);
        watch.say(move |run| ViewRequest::ApproveRun { run, request, yes });
    };
    let until_ms = approval.until_ms;
    let left = move || {
        say(&wording::time_left(until_ms, now.get())
            .unwrap_or_else(|| crate::ui::message::Message::new("approval_too_late")))
    };
    let named = (!approval.label.is_empty()).then(|| {
        view! {
            <bdi class="approval-label">{approval.label.clone()}</bdi>
            <span class="quiet">{t!("approval_named")}</span>
        }
    });
    view! {
        <div
            class="approval"
            role="alertdialog"
            tabindex="-1"
            aria-labelledby="approval-title"
            aria-describedby="approval-what"
            node_ref=card
        >
            <h2 id="approval-title">
                <Icon glyph=Glyph::Shield />
                {t!("approval_title")}
            </h2>
            <p id="approval-what" class="approval-what">
                <strong>{say(&step::verb(approval.verb))}</strong>
                {named}
            </p>
            <dl>
                <dt>{t!("approval_why")}</dt>
                <dd>{say(&wording::rule(approval.rule))}</dd>
                <Where approval=approval.clone() />
                {amount(&approval)}
                <dt>{t!("approval_data")}</dt>
                {data(approval.data)}
            </dl>
            {approval
                .admits
                .map(|origin| view! { <p class="approval-admits">{t!("approval_admits", origin)}</p> })}
            <p class="quiet">{t!("approval_once")} " " <span role="timer">{left}</span></p>
            <div class="approval-buttons">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || decided.get().then_some("true")
                    on:click=move |press| decide(&press, false)
                >
                    {t!("approval_deny")}
                </button>
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=move || (decided.get() || !settled.get()).then_some("true")
                    on:click=move |press| decide(&press, true)
                >
                    {t!("approval_allow")}
                </button>
            </div>
        </div>
    }
}

/// Where it happens and where data goes; hosts in punycode, their own script only beside it.
#[component]
fn Where(approval: RunApproval) -> impl IntoView {
    let also =
        approval.unicode_host.map(|host| view! { <p class="quiet">{t!("approval_host_also", host)}</p> });
    let to = approval.destination.map(|destination| {
        view! {
            <dt>{t!("approval_to")}</dt>
            <dd class="approval-place" dir="ltr">
                {destination}
            </dd>
        }
    });
    view! {
        <dt>{t!("approval_where")}</dt>
        <dd>
            <span class="approval-place" dir="ltr">
                {approval.place}
            </span>
            {also}
        </dd>
        {to}
    }
}

/// What it costs, as the page says; that nobody knows it, when it pays.
fn amount(approval: &RunApproval) -> Option<impl IntoView + use<>> {
    let known = approval.amount.as_ref().map(ToString::to_string);
    let said = known.or_else(|| (approval.rule == Rule::Pays).then(|| t!("approval_amount_unknown")))?;
    Some(view! {
        <dt>{t!("approval_amount")}</dt>
        <dd class="approval-place">{said}</dd>
    })
}

fn data(lines: Vec<ApprovalData>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <dd>{t!("approval_no_data")}</dd> }.into_any();
    }
    lines
        .into_iter()
        .map(|line| {
            let ApprovalData { field, text, class, read_from } = line;
            let field = if field.is_empty() { t!("approval_field_unnamed") } else { field };
            let text = if text.is_empty() {
                view! { <span class="quiet">{t!("approval_filled")}</span> }.into_any()
            } else {
                let name =
                    named_secret(&text).filter(|_| class == Some(DataClass::Secret)).map(str::to_owned);
                let text = name.unwrap_or(text);
                view! { <bdi class="approval-text">{text}</bdi> }.into_any()
            };
            let class = class
                .and_then(wording::data_class)
                .map(|word| view! { <span class="approval-tag">{say(&word)}</span> });
            let from = (!read_from.is_empty()).then(
                || view! { <span class="quiet">{t!("approval_read_from", read_from.join(", "))}</span> },
            );
            view! {
                <dd class="approval-datum">
                    <bdi class="approval-field">{field}</bdi>
                    {text}
                    {class}
                    {from}
                </dd>
            }
        })
        .collect_view()
        .into_any()
}
