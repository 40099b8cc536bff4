//! The run of the tab: where it stands, and the way to stop it.

use leptos::prelude::*;

use super::Desk;
use crate::protocol::RunStatus;
use crate::ui::parts::{Glyph, Icon, Notice, Tone};
use crate::ui::run::{Approval, ApprovalProps, BudgetLine, BudgetLineProps, wording};
use crate::ui::text::{say, t};

/// What is under way in the tab; nothing when there is no run. An approval it waits for comes before everything else.
#[component]
pub(super) fn RunSection(desk: Desk) -> impl IntoView {
    let watch = desk.watch;
    let live = Memo::new(move |_| watch.is_live());
    let goal = Memo::new(move |_| watch.followed.with(|followed| Some(followed.as_ref()?.run.goal.clone())));
    let asked = Memo::new(move |_| match watch.status.get() {
        Some(RunStatus::WaitingForApproval { request, approval }) => Some((request, approval)),
        _ => None,
    });
    move || {
        let goal = goal.get().filter(|_| live.get())?;
        Some(view! {
            <section class="run-section" aria-labelledby="run-title">
                {move || {
                    asked.get().map(|(request, approval)| Approval(ApprovalProps { watch, request, approval }))
                }}
                <div class="section-head">
                    <h2 id="run-title">{t!("popup_run")}</h2>
                    <span class="run-state" role="status">
                        {move || watch.status.get().map(|status| say(&wording::status(&status)))}
                    </span>
                </div>
                <p class="run-goal" dir="auto">
                    {goal}
                </p>
                {BudgetLine(BudgetLineProps { watch })}
                {move || {
                    watch
                        .failure
                        .with(Option::is_some)
                        .then(|| {
                            view! {
                                <Notice tone=Tone::Warning spoken=true>
                                    <p>{t!("run_unreachable")}</p>
                                </Notice>
                            }
                        })
                }}
                <div class="row">
                    <button type="button" class="button small run-stop" on:click=move |_| watch.stop()>
                        <Icon glyph=Glyph::Stop />
                        {t!("run_stop")}
                    </button>
                </div>
            </section>
        })
    }
}
