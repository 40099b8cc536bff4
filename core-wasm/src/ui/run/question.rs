//! A question of a run, and where the person answers it.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::Watch;
use crate::protocol::ViewRequest;
use crate::ui::text::t;

/// Longest answer, in characters: what the background takes.
const MAX_ANSWER: u32 = 4_000;

/// The question, its choices as buttons, and a field for any other answer.
#[component]
pub(super) fn Question(watch: Watch, request: u64, question: String, choices: Vec<String>) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    request_animation_frame(move || {
        // Only if the person is here: what they do on the page must not lose the focus.
        if let Some(field) = field.get_untracked().filter(|_| document().has_focus().unwrap_or(false)) {
            let _ = field.focus();
        }
    });
    let send = move |answer: String| {
        if !answer.trim().is_empty() {
            watch.say(move |run| ViewRequest::AnswerRun { run, request, answer });
        }
    };
    let choices = choices
        .into_iter()
        .map(|choice| {
            let chosen = choice.clone();
            view! {
                <button type="button" class="suggestion" dir="auto" on:click=move |_| send(chosen.clone())>
                    {choice}
                </button>
            }
        })
        .collect_view();
    view! {
        <form
            class="run-wanted run-question"
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                send(answer.get_untracked());
            }
        >
            <p id="run-question" class="notice-title" dir="auto">
                {question}
            </p>
            <div class="suggestions" role="group" aria-labelledby="run-question">
                {choices}
            </div>
            <div class="run-answer">
                <input
                    type="text"
                    dir="auto"
                    aria-label=t!("run_answer_label")
                    aria-describedby="run-question"
                    placeholder=t!("run_answer_label")
                    maxlength=MAX_ANSWER
                    node_ref=field
                    prop:value=move || answer.get()
                    on:input=move |event| answer.set(event_target_value(&event))
                />
                <button
                    type="submit"
                    class="button primary small"
                    aria-disabled=move || answer.with(|answer| answer.trim().is_empty()).then_some("true")
                >
                    {t!("run_answer_send")}
                </button>
            </div>
        </form>
    }
}
