//! The runs that are kept, the newest first.

use leptos::prelude::*;

use super::room::Room;
use super::save::when;
use super::words;
use crate::protocol::{History, PastRun};
use crate::ui::parts::{Glyph, Icon};
use crate::ui::run::step::Mark;
use crate::ui::run::wording;
use crate::ui::text::{say, t};

/// The list, and how much is kept for how long.
#[component]
pub(super) fn List(room: Room) -> impl IntoView {
    move || match room.history.get() {
        None => view! { <div class="waiting" aria-busy="true"></div> }.into_any(),
        Some(history) if history.runs.is_empty() => view! {
            <div class="empty">
                <span class="empty-icon">
                    <Icon glyph=Glyph::Clock />
                </span>
                <h2>{t!("history_empty_title")}</h2>
                <p class="quiet">{bounds(&history)}</p>
            </div>
        }
        .into_any(),
        Some(history) => filled(room, history).into_any(),
    }
}

fn filled(room: Room, history: History) -> impl IntoView {
    let bounds = bounds(&history);
    let used: u64 = history.runs.iter().map(|past| past.bytes).sum();
    let rows = history.runs.into_iter().map(|past| row(room, past)).collect_view();
    view! {
        <h2 class="unseen">{t!("panel_history")}</h2>
        <ol class="past-runs">{rows}</ol>
        <footer class="history-foot">
            <p class="quiet">{bounds} " " {t!("history_used", words::megabytes(used))}</p>
            <Delete room run=None label=t!("history_delete_all") sure=t!("history_delete_all_sure") />
        </footer>
    }
}

fn bounds(history: &History) -> String {
    t!("history_bounds", history.most_runs, words::megabytes(history.most_bytes))
}

fn row(room: Room, past: PastRun) -> impl IntoView {
    let (mark, word) = words::end(past.end);
    let class = match mark {
        Mark::Open => "past-end open",
        Mark::Good => "past-end good",
        Mark::Held => "past-end held",
        Mark::Bad => "past-end bad",
    };
    let language = room.port.host(|host| host.language());
    let run = past.run.clone();
    view! {
        <li>
            <button type="button" class="past-run" on:click=move |_| room.show(run.clone())>
                <span class="past-goal" dir="auto">
                    {past.goal}
                </span>
                <span class="past-facts">
                    <span class=class>{say(&word)}</span>
                    <bdi>{past.site}</bdi>
                    <span>{when(past.started_ms, &language)}</span>
                    <span>{t!("history_steps", past.used.steps)}</span>
                    <span>{say(&wording::cost(&past.used))}</span>
                </span>
            </button>
        </li>
    }
}

/// Deletes after a second press, in place.
#[component]
pub(super) fn Delete(room: Room, run: Option<String>, label: String, sure: String) -> impl IntoView {
    let asking = RwSignal::new(false);
    move || {
        let (run, label) = (run.clone(), label.clone());
        if !asking.get() {
            return view! {
                <button type="button" class="action" on:click=move |_| asking.set(true)>
                    <Icon glyph=Glyph::Trash />
                    {label}
                </button>
            }
            .into_any();
        }
        view! {
            <div class="row" role="group" aria-label=sure.clone()>
                <span class="quiet">{sure.clone()}</span>
                <button
                    type="button"
                    class="button small danger"
                    on:click=move |_| {
                        asking.set(false);
                        room.delete(run.clone());
                    }
                >
                    {t!("delete")}
                </button>
                <button type="button" class="button small" on:click=move |_| asking.set(false)>
                    {t!("keep")}
                </button>
            </div>
        }
        .into_any()
    }
}
