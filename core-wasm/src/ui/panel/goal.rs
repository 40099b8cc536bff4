//! Where a goal is typed.

use api_types::ask::MAX_QUESTION_CHARS;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Desk;
use crate::ui::parts::{Attempt, FailureNote, Glyph, Icon};
use crate::ui::run::{Attach, AttachProps, Files, FilesProps};
use crate::ui::text::t;

const FIELD: &str = "goal";

/// Puts the cursor into the field.
pub(super) fn focus() {
    request_animation_frame(|| {
        if let Some(field) = document().get_element_by_id(FIELD) {
            let _ = field.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// What Legwork is to do in the tab in front. Enter starts it; the goal leaves the field only when it was taken.
#[component]
pub(super) fn Goal(desk: Desk) -> impl IntoView {
    let attempt = Attempt::new();
    let goal = desk.goal;
    let start = move || {
        let typed = goal.get_untracked().trim().to_owned();
        if !typed.is_empty() {
            attempt.run(desk.watch.start(typed), move |()| goal.set(String::new()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // While an input method composes, Enter takes its suggestion.
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            start();
        }
    };
    let failed = RwSignal::new(None);
    let nothing = move || goal.with(|goal| goal.trim().is_empty());
    view! {
        <footer class="composer">
            {move || {
                attempt
                    .failure
                    .get()
                    .map(|failure| {
                        view! {
                            <FailureNote failure port=desk.port sign_in=true retry=Callback::new(move |()| start()) />
                        }
                    })
            }}
            {Files(FilesProps { watch: desk.watch, failed })}
            <form
                class="ask-form"
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    start();
                }
            >
                <label class="unseen" for=FIELD>
                    {t!("goal")}
                </label>
                <textarea
                    id=FIELD
                    rows="2"
                    dir="auto"
                    placeholder=t!("goal")
                    maxlength=MAX_QUESTION_CHARS
                    enterkeyhint="send"
                    prop:value=move || goal.get()
                    on:input=move |event| goal.set(event_target_value(&event))
                    on:keydown=on_key
                ></textarea>
                {Attach(AttachProps { watch: desk.watch, failed })}
                <button
                    type="submit"
                    class="send"
                    aria-label=t!("goal_start")
                    title=t!("goal_start")
                    aria-disabled=move || (nothing() || attempt.busy.get()).then_some("true")
                >
                    <Icon glyph=Glyph::Play />
                </button>
            </form>
            <p class="hint">{t!("panel_hint")}</p>
        </footer>
    }
}
