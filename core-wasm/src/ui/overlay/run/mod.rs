//! A run of the agent in the overlay: what it does, and the way to steer it. It never approves anything here.

mod bar;
mod question;
mod result;
mod steps;
mod table;

use leptos::prelude::*;

use super::conversation::Conversation;
use crate::ui::parts::{Notice, Tone};
use crate::ui::run::phase::Phase;
use crate::ui::text::{say, t};

pub(super) use bar::{RunBar, RunBarProps};
use result::{RunResult, RunResultProps};
use steps::{Steps, StepsProps};
use table::{Rows, RowsProps};

/// Goal, steps, what it is saying, and what came of it.
#[component]
pub(super) fn RunCard(talk: Conversation) -> impl IntoView {
    let watch = talk.watch;
    let goal = Memo::new(move |_| watch.followed.with(|followed| Some(followed.as_ref()?.run.goal.clone())));
    let working = Memo::new(move |_| watch.phase.get() == Some(Phase::Working));
    let said = Memo::new(move |_| {
        watch.followed.with(|followed| followed.as_ref().map(|known| known.said.clone()).unwrap_or_default())
    });
    let words = move || match said.get() {
        said if said.trim().is_empty() => watch
            .status
            .get()
            .map(|status| say(&crate::ui::run::wording::status(&status)))
            .unwrap_or_default(),
        said => said,
    };
    move || {
        goal.get().map(|goal| {
            view! {
                <article class="run" aria-busy=move || working.get().to_string()>
                    <h2 class="question" dir="auto">
                        {goal}
                    </h2>
                    <RefusedSites talk />
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
                    {RunResult(RunResultProps { talk })}
                    {Rows(RowsProps { talk })}
                </article>
            }
        })
    }
}

/// Sites the goal names that it does not go to, as they were written.
#[component]
fn RefusedSites(talk: Conversation) -> impl IntoView {
    move || {
        let sites = talk.watch.refused.get();
        (!sites.is_empty()).then(|| {
            view! {
                <Notice tone=Tone::Warning spoken=true>
                    <p dir="auto">{t!("run_refused_sites", sites.join(", "))}</p>
                </Notice>
            }
        })
    }
}
