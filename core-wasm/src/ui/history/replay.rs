//! One run of the past, step by step: what was seen, why and what was done, what the gate said, what changed.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list::{Delete, DeleteProps};
use super::room::Room;
use super::save::{Saved, save, when};
use super::words;
use crate::protocol::{PastRunView, RunStatus, ViewRequest, ViewResult};
use crate::ui::markdown::Stream;
use crate::ui::parts::{Glyph, Icon, MarkdownView, OnQuote};
use crate::ui::run::{reason, step, wording};
use crate::ui::text::{say, t};

/// The run, its end, and its steps one at a time; arrow keys go from one to the next.
#[component]
pub(super) fn Replay(room: Room, run: PastRunView) -> impl IntoView {
    let language = room.port.host(|host| host.language());
    let last = run.run.steps.len().saturating_sub(1);
    let at = RwSignal::new(0_usize);
    let run = StoredValue::new(run);
    let by = move |back: bool| {
        at.update(|at| *at = if back { at.saturating_sub(1) } else { (*at + 1).min(last) });
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => by(is_left_to_right()),
        "ArrowRight" => by(!is_left_to_right()),
        _ => {}
    };
    let past = run.with_value(|run| run.past.clone());
    let facts = [
        past.site.clone(),
        when(past.started_ms, &language),
        t!("run_used_tokens", past.used.tokens),
        say(&wording::cost(&past.used)),
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    let has_steps = run.with_value(|run| !run.run.steps.is_empty());
    let save_as = move |saved: Saved, label: String| {
        view! {
            <button type="button" class="action" on:click=move |_| save(room.port, run.get_value(), saved)>
                <Icon glyph=Glyph::Down />
                {label}
            </button>
        }
    };
    view! {
        <article class="replay" on:keydown=on_key>
            <button type="button" class="link" on:click=move |_| room.close()>
                <Icon glyph=Glyph::Back />
                {t!("history_back")}
            </button>
            <h2 dir="auto">{past.goal.clone()}</h2>
            <ul class="past-facts">{facts.map(|fact| view! { <li dir="auto">{fact}</li> }).collect_view()}</ul>
            {run.with_value(result)}
            {has_steps
                .then(|| {
                    view! {
                        <section class="replay-steps" aria-label=t!("history_replay")>
                            <div class="replay-bar">
                                <button
                                    type="button"
                                    class="icon-button"
                                    aria-label=t!("history_step_before")
                                    title=t!("history_step_before")
                                    aria-disabled=move || (at.get() == 0).then_some("true")
                                    on:click=move |_| by(true)
                                >
                                    <Icon glyph=Glyph::Back />
                                </button>
                                <p role="status">{move || t!("history_step_of", at.get() as u64 + 1, last as u64 + 1)}</p>
                                <button
                                    type="button"
                                    class="icon-button"
                                    aria-label=t!("history_step_next")
                                    title=t!("history_step_next")
                                    aria-disabled=move || (at.get() == last).then_some("true")
                                    on:click=move |_| by(false)
                                >
                                    <Icon glyph=Glyph::Next />
                                </button>
                            </div>
                            {move || run.with_value(|run| one(room, run, at.get()))}
                        </section>
                    }
                })}
            <footer class="history-foot">
                <div class="actions">
                    {save_as(Saved::Page, t!("history_save_page"))} {save_as(Saved::Json, t!("history_save_json"))}
                </div>
                {Delete(DeleteProps {
                    room,
                    run: Some(past.run),
                    label: t!("history_delete"),
                    sure: t!("history_delete_sure"),
                })}
            </footer>
        </article>
    }
}

fn is_left_to_right() -> bool {
    document().document_element().is_none_or(|root| root.get_attribute("dir").as_deref() != Some("rtl"))
}

/// The answer, or why there is none.
fn result(run: &PastRunView) -> AnyView {
    match &run.run.status {
        RunStatus::Done { answer, .. } => {
            let mut markdown = Stream::default();
            markdown.push(answer);
            let blocks = RwSignal::new(markdown.blocks().to_vec());
            let on_quote = OnQuote { words: Callback::new(|_| None), show: Callback::new(|_| ()) };
            view! { <MarkdownView blocks on_quote /> }.into_any()
        }
        RunStatus::Ended { reason, detail } => {
            view! { <p class="quiet">{say(&reason::explain(reason, detail))}</p> }.into_any()
        }
        _ => view! { <p class="quiet">{say(&words::end(run.past.end).1)}</p> }.into_any(),
    }
}

/// One step.
fn one(room: Room, run: &PastRunView, at: usize) -> AnyView {
    let Some(shown) = run.run.steps.get(at) else { return ().into_any() };
    let kept = run.steps.get(at).cloned().unwrap_or_default();
    let (_, word) = step::outcome(shown, false);
    let verdict: Vec<String> = words::verdict(shown, &kept).iter().map(say).collect();
    // What changed is what was seen next, where that was a change.
    let changed = run.steps.get(at + 1).filter(|next| !next.whole && !next.seen.is_empty());
    let changed = changed.map(|next| next.seen.clone());
    let read = if kept.read_ms > 0 { t!("history_read_ms", kept.read_ms) } else { String::new() };
    let line = |label: String, value: String| {
        (!value.trim().is_empty()).then(|| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
            }
        })
    };
    let detail = words::came(&say(&word), &shown.detail);
    view! {
        <Picture room run=run.past.run.clone() number=shown.number pictured=kept.pictured />
        <p class="replay-what" dir="auto">
            {say(&step::action(&shown.action))} " " <bdi class="step-target">{shown.target.clone()}</bdi>
        </p>
        <dl class="replay-facts">
            {line(t!("history_thought"), shown.thought.clone())}
            {line(t!("history_verdict"), verdict.join(" "))}
            {line(t!("history_outcome"), detail)}
            {line(t!("history_place"), shown.url.clone())}
            {line(t!("history_read"), read)}
        </dl>
        {text(t!("history_seen"), kept.seen)}
        {changed.map(|changed| text(t!("history_changed"), changed))}
    }
    .into_any()
}

/// Words of a page, folded away.
fn text(label: String, words: String) -> Option<impl IntoView> {
    (!words.is_empty()).then(|| {
        let name = label.clone();
        view! {
            <details class="replay-text">
                <summary>{label}</summary>
                <pre dir="auto" tabindex="0" role="region" aria-label=name>
                    {words}
                </pre>
            </details>
        }
    })
}

/// What the page looked like before the step.
#[component]
fn Picture(room: Room, run: String, number: u32, pictured: bool) -> impl IntoView {
    let picture = RwSignal::new(None::<String>);
    if pictured {
        spawn_local(async move {
            if let Ok(ViewResult::Picture { picture: Some(found) }) =
                room.port.call(ViewRequest::GetPicture { run, step: number }).await
            {
                picture.try_set(Some(found));
            }
        });
    }
    move || match (picture.get(), pictured) {
        (Some(source), _) => {
            // A picture of a whole page is long: it is scrolled, by keys too.
            view! {
                <div class="replay-frame" role="group" aria-label=t!("history_picture", number) tabindex="0">
                    <img class="replay-picture" src=source alt=t!("history_picture", number) />
                </div>
            }
            .into_any()
        }
        (None, true) => view! { <div class="replay-picture waiting" aria-busy="true"></div> }.into_any(),
        (None, false) => view! { <p class="quiet replay-none">{t!("history_no_picture")}</p> }.into_any(),
    }
}
