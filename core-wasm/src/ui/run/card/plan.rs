//! How the run means to reach its goal.

use leptos::prelude::*;

use crate::ui::parts::{Glyph, Icon};
use crate::ui::run::{Watch, step};
use crate::ui::text::t;

/// The plan, what is done of it and what comes next. Nothing while there is none.
#[component]
pub(super) fn Plan(watch: Watch) -> impl IntoView {
    let plan = Memo::new(move |_| {
        watch.followed.with(|followed| {
            let (steps, done) = step::plan(&followed.as_ref()?.run.steps)?;
            Some((steps.to_vec(), done))
        })
    });
    let live = Memo::new(move |_| watch.is_live());
    move || {
        let live = live.get();
        plan.get().map(|(steps, done)| {
            // What a run did not get to say is not counted against it when it is over.
            let count = live.then(|| t!("run_plan_done", done as u32, steps.len() as u32));
            let now = live.then_some(done);
            let rows = steps.into_iter().enumerate().map(|(at, step)| row(step, at < done, now == Some(at)));
            view! {
                <details class="run-plan" open=live>
                    <summary>
                        {t!("run_plan")} " " <span class="run-plan-done">{count}</span>
                    </summary>
                    <ol>{rows.collect_view()}</ol>
                </details>
            }
        })
    }
}

fn row(step: String, done: bool, now: bool) -> impl IntoView {
    let tick = done.then(|| view! { <Icon glyph=Glyph::Check /> });
    let heard = done.then(|| view! { <span class="unseen">{t!("run_plan_step_done")}</span> });
    view! {
        <li class:done=done aria-current=now.then_some("step")>
            <span class="run-plan-mark">{tick}</span>
            <span dir="auto">{step} " " {heard}</span>
        </li>
    }
}
