//! What came of a run.

use leptos::prelude::*;

use super::super::conversation::Conversation;
use crate::protocol::{RunExport, RunQuote, RunStatus};
use crate::ui::markdown::Stream;
use crate::ui::markdown::link::Link;
use crate::ui::parts::{CopyButton, Glyph, Icon, MarkdownView, Notice, OnQuote, Tone};
use crate::ui::recipe::{SaveRun, SaveRunProps};
use crate::ui::run::reason;
use crate::ui::text::{say, t};

/// The answer with its evidence, or why there is none and what to do next.
#[component]
pub(super) fn RunResult(talk: Conversation) -> impl IntoView {
    move || {
        let shown = match talk.watch.status.get()? {
            RunStatus::Done { answer, evidence, unsupported } => {
                done(talk, answer, evidence, unsupported).into_any()
            }
            RunStatus::Ended { reason, detail } => ended(talk, &reason, &detail).into_any(),
            _ => return None,
        };
        Some(view! { <div class="run-result answer">{shown}</div> })
    }
}

fn done(
    talk: Conversation,
    answer: String,
    evidence: Vec<RunQuote>,
    unsupported: Vec<String>,
) -> impl IntoView {
    let mut markdown = Stream::default();
    markdown.push(&answer);
    let blocks = RwSignal::new(markdown.blocks().to_vec());
    // Numbers within the answer are the model's own words here: they lead nowhere.
    let on_quote = OnQuote { words: Callback::new(|_| None), show: Callback::new(|_| ()) };
    view! {
        <MarkdownView blocks on_quote />
        {(!evidence.is_empty()).then(|| quotes(evidence))}
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
            <CopyButton port=talk.port label=t!("copy") text=move || std::future::ready(Some(answer.clone())) />
            <CopyLog talk />
            <GoalAgain talk />
            <KeepRun talk />
        </div>
    }
}

fn quotes(evidence: Vec<RunQuote>) -> impl IntoView {
    let lines = evidence
        .into_iter()
        .map(|quote| {
            let host = Link::parse(&quote.url).map(|link| link.shown);
            view! {
                <li class="evidence">
                    <blockquote dir="auto">{quote.text}</blockquote>
                    {host.map(|host| view! { <cite dir="ltr">{host}</cite> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="quotes">
            <h3 class="quotes-title">{t!("run_evidence")}</h3>
            <ol>{lines}</ol>
        </div>
    }
}

fn ended(talk: Conversation, reason: &str, detail: &str) -> impl IntoView + use<> {
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
            <CopyLog talk />
            <GoalAgain talk />
        </div>
    }
}

/// Every step with what was seen, asked, allowed and done.
#[component]
fn CopyLog(talk: Conversation) -> impl IntoView {
    let watch = talk.watch;
    view! {
        <CopyButton port=talk.port label=t!("run_copy_log") text=move || watch.export(RunExport::Log) />
    }
}

/// What the run did, as a recipe; where nothing was done there is none to make.
#[component]
fn KeepRun(talk: Conversation) -> impl IntoView {
    let shown = talk.watch.followed.with_untracked(|known| {
        let run = &known.as_ref()?.run;
        let acted =
            run.steps.iter().any(|step| step.class.is_some_and(|class| class > crate::gate::Class::Read));
        acted.then(|| (run.tab, run.run.clone(), run.goal.clone()))
    });
    shown.map(|(tab, run, name)| SaveRun(SaveRunProps { port: talk.port, tab, run, name }))
}

/// Puts the goal back into the input, to be changed and started again.
#[component]
fn GoalAgain(talk: Conversation) -> impl IntoView {
    let again = move |_| {
        let goal =
            talk.watch.followed.with_untracked(|known| known.as_ref().map(|known| known.run.goal.clone()));
        talk.doing.set(true);
        talk.type_in(goal.unwrap_or_default());
        talk.focus_input();
    };
    view! {
        <button type="button" class="action" on:click=again>
            <Icon glyph=Glyph::Retry />
            {t!("run_again")}
        </button>
    }
}
