//! What a run has used, live.

use std::time::Duration;

use leptos::prelude::*;

use super::phase::Phase;
use super::{Watch, now_ms, wording};
use crate::protocol::RunUse;
use crate::ui::text::{say, t};

/// Steps, time, tokens and cost, and a bar for what ends it first. The time goes on between two steps.
#[component]
pub(crate) fn BudgetLine(watch: Watch) -> impl IntoView {
    let now = RwSignal::new(now_ms());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(now_ms()), Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    let known = Memo::new(move |_| {
        watch.followed.with(|followed| followed.as_ref().map(|known| (known.run.used, known.run.limits)))
    });
    let figures = move || {
        let (used, limits) = known.get()?;
        let since = match watch.phase.get() {
            Some(Phase::Working) => now.get().saturating_sub(watch.heard_ms.get()),
            _ => 0,
        };
        let time_ms = used.time_ms.saturating_add(since).min(limits.time_ms);
        Some((RunUse { time_ms, ..used }, limits))
    };
    let shown = Memo::new(move |_| {
        figures().map(|(used, limits)| {
            let parts: Vec<String> = wording::budget(&used, &limits).iter().map(say).collect();
            (parts, wording::share(&used, &limits))
        })
    });
    move || {
        shown.get().map(|(parts, share)| {
            let (fill, near) = (format!("{share}%"), share >= 80);
            let sentence = parts.join(", ");
            view! {
                <div class="run-budget">
                    <ul class="run-used" aria-label=t!("run_used")>
                        {parts.into_iter().map(|part| view! { <li>{part}</li> }).collect_view()}
                    </ul>
                    <div
                        class="bar"
                        class:near=near
                        role="meter"
                        aria-label=t!("run_used")
                        aria-valuemin="0"
                        aria-valuemax="100"
                        aria-valuenow=share.to_string()
                        aria-valuetext=sentence
                    >
                        <div class="bar-fill" style:inline-size=fill></div>
                    </div>
                </div>
            }
        })
    }
}
