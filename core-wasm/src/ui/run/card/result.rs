//! What came of a run.

use leptos::prelude::*;

use super::evidence::{Evidence, EvidenceProps};
use crate::protocol::{RunExport, RunQuote, RunStatus};
use crate::ui::markdown::Stream;
use crate::ui::parts::{CopyButton, Glyph, Icon, MarkdownView, Notice, OnQuote, Tone};
use crate::ui::recipe::{SaveRun, SaveRunProps};
use crate::ui::run::{Seat, reason};
use crate::ui::text::{say, t};

/// The answer with its evidence, or why there is none and what to do next.
#[component]
pub(super) fn RunResult(seat: Seat) -> impl IntoView {
    move || {
        let shown = match seat.watch.status.get()? {
            RunStatus::Done { answer, evidence, unsupported } => {
                done(seat, answer, evidence, unsupported).into_any()
            }
            RunStatus::Ended { reason, detail } => ended(seat, &reason, &detail).into_any(),
            _ => return None,
        };
        Some(view! { <div class="run-result answer">{shown}</div> })
    }
}

fn done(seat: Seat, answer: String, evidence: Vec<RunQuote>, unsupported: Vec<String>) -> impl IntoView {
    let mut markdown = Stream::default();
    markdown.push(&answer);
    let blocks = RwSignal::new(markdown.blocks().to_vec());
    // Numbers within the answer are the model's own words here: they lead nowhere.
    let on_quote = OnQuote { words: Callback::new(|_| None), show: Callback::new(|_| ()) };
    view! {
        <MarkdownView blocks on_quote />
        {(!evidence.is_empty())
            .then(|| Evidence(EvidenceProps { watch: seat.watch, quotes: evidence }))}
        {(!unsupported.is_empty())
            .then(|| {
                let words =
                    unsupported.into_iter().map(|words| view! { <li dir="auto">{words}</li> }).collect_view();
                view! {
                    <Notice tone=Tone::Warning title=t!("run_unsupported")>
                        <ul class="unsupported">{words}</ul>
                    </Notice>
                }
            })}
        <div class="actions">
            <CopyButton port=seat.port label=t!("copy") text=move || std::future::ready(Some(answer.clone())) />
            <CopyLog seat />
            <GoalAgain seat />
            <KeepRun seat />
        </div>
    }
}

fn ended(seat: Seat, reason: &str, detail: &str) -> impl IntoView + use<> {
    let sentence = say(&reason::explain(reason, detail));
    let server = reason::server_sentence(reason, detail).map(str::to_owned);
    let shown = match reason {
        "stopped" => view! { <p class="quiet">{sentence}</p> }.into_any(),
        _ => {
            let tone = if reason == "limit" { Tone::Warning } else { Tone::Danger };
            view! {
                <Notice tone spoken=true>
                    <p>{sentence}</p>
                    {server.map(|sentence| view! { <p dir="auto">{sentence}</p> })}
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        {shown}
        <div class="actions">
            <CopyLog seat />
            <GoalAgain seat />
        </div>
    }
}

/// Every step with what was seen, asked, allowed and done.
#[component]
fn CopyLog(seat: Seat) -> impl IntoView {
    let watch = seat.watch;
    view! {
        <CopyButton port=seat.port label=t!("run_copy_log") text=move || watch.export(RunExport::Log) />
    }
}

/// What the run did, as a recipe; where nothing was done there is none to make.
#[component]
fn KeepRun(seat: Seat) -> impl IntoView {
    let shown = seat.watch.followed.with_untracked(|known| {
        let run = &known.as_ref()?.run;
        let acted =
            run.steps.iter().any(|step| step.class.is_some_and(|class| class > crate::gate::Class::Read));
        acted.then(|| (run.tab, run.run.clone(), run.goal.clone()))
    });
    shown.map(|(tab, run, name)| SaveRun(SaveRunProps { port: seat.port, tab, run, name }))
}

/// Puts the goal back into the input, to be changed and started again.
#[component]
fn GoalAgain(seat: Seat) -> impl IntoView {
    let again = move |_| {
        let goal =
            seat.watch.followed.with_untracked(|known| known.as_ref().map(|known| known.run.goal.clone()));
        seat.again.run(goal.unwrap_or_default());
    };
    view! {
        <button type="button" class="action" on:click=again>
            <Icon glyph=Glyph::Retry />
            {t!("run_again")}
        </button>
    }
}
