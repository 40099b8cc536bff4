//! A run as it is told: the goal, its steps, what came of it.

mod evidence;
mod plan;
mod result;
mod steps;
mod table;

use leptos::prelude::*;

use super::phase::Phase;
use super::{Seat, wording};
use crate::ui::parts::{Notice, Tone};
use crate::ui::text::{say, t};

use plan::{Plan, PlanProps};
use result::{RunResult, RunResultProps};
use steps::{Steps, StepsProps};
use table::{Rows, RowsProps};

/// Goal, steps, what it is saying, and what came of it.
#[component]
pub(crate) fn RunCard(seat: Seat) -> impl IntoView {
    let watch = seat.watch;
    let goal = Memo::new(move |_| watch.followed.with(|followed| Some(followed.as_ref()?.run.goal.clone())));
    let working = Memo::new(move |_| watch.phase.get() == Some(Phase::Working));
    let said = Memo::new(move |_| {
        watch.followed.with(|followed| followed.as_ref().map(|known| known.said.clone()).unwrap_or_default())
    });
    let words = move || match said.get() {
        said if said.trim().is_empty() => {
            watch.status.get().map(|status| say(&wording::status(&status))).unwrap_or_default()
        }
        said => said,
    };
    move || {
        goal.get().map(|goal| {
            view! {
                <article class="run" aria-busy=move || working.get().to_string()>
                    <h2 class="question" dir="auto">
                        {goal}
                    </h2>
                    <RefusedSites seat />
                    {Plan(PlanProps { watch })}
                    {Steps(StepsProps { watch })}
                    {move || {
                        working
                            .get()
                            .then(|| {
                                view! {
                                    <p class="thinking run-said" dir="auto">
                                        <span class="dots" aria-hidden="true">
                                            <i></i>
                                            <i></i>
                                            <i></i>
                                        </span>
                                        <span>{words}</span>
                                    </p>
                                }
                            })
                    }}
                    {RunResult(RunResultProps { seat })}
                    {Rows(RowsProps { seat })}
                </article>
            }
        })
    }
}

/// Sites the goal names that it does not go to, as they were written.
#[component]
fn RefusedSites(seat: Seat) -> impl IntoView {
    move || {
        let sites = seat.watch.refused.get();
        (!sites.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Warning spoken=true>
                    <p dir="auto">{t!("run_refused_sites", sites.join(", "))}</p>
                </Notice>
            }
        })
    }
}
