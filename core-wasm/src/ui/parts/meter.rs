//! How much of the plan is used.

use api_types::info::Answerer;
use api_types::usage::MeterUsage;
use leptos::prelude::*;

use crate::protocol::State;
use crate::ui::text::{say, t};
use crate::ui::wording;

/// The sentence and, where there is a limit, the bar.
#[component]
pub(crate) fn Meter(meter: MeterUsage) -> impl IntoView {
    let (name, sentence) = (say(&wording::meter_name(&meter)), say(&wording::used(&meter)));
    let bar = meter.limit.filter(|limit| *limit > 0).map(|limit| {
        let percent = meter.used.min(limit) * 100 / limit;
        let (near, spent) = (percent >= 80, percent >= 100);
        let fill = format!("{percent}%");
        view! {
            <div
                class="bar"
                class:near=near
                class:spent=spent
                role="meter"
                aria-label=name.clone()
                aria-valuemin="0"
                aria-valuemax=limit.to_string()
                aria-valuenow=meter.used.min(limit).to_string()
                aria-valuetext=sentence.clone()
            >
                <div class="bar-fill" style:inline-size=fill></div>
            </div>
        }
    });
    view! {
        <p class="usage-line">{sentence.clone()}</p>
        {bar}
    }
}

/// Says plainly that no model answers, wherever answers are asked for.
#[component]
pub(crate) fn Offline(#[prop(into)] state: Signal<Option<State>>) -> impl IntoView {
    let offline = Memo::new(move |_| {
        state.with(|state| {
            let info = state.as_ref().and_then(|state| state.info.as_ref());
            info.is_some_and(|info| info.answerer == Answerer::Offline)
        })
    });
    move || offline.get().then(|| view! { <p class="offline-answers">{t!("offline_answers")}</p> })
}
