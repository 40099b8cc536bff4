//! Where a question is typed.

use api_types::ask::MAX_QUESTION_CHARS;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::context::{Along, AlongProps, Selection, SelectionProps};
use super::conversation::Conversation;
use super::mode::{Mode, ModeProps};
use crate::ui::parts::{FailureNote, Glyph, Icon};
use crate::ui::run::{Attach, AttachProps, Files, FilesProps};
use crate::ui::text::t;

/// Input, send or stop, and whether it is asked or done. Enter sends, Shift and Enter begin a new line.
#[component]
pub(super) fn Composer(talk: Conversation) -> impl IntoView {
    talk.focus_input();
    let send = move || talk.send();
    let placeholder = move || if talk.doing.get() { t!("goal") } else { t!("question") };
    let send_label = move || if talk.doing.get() { t!("goal_start") } else { t!("send") };
    let on_key = move |event: KeyboardEvent| {
        // While an input method composes, Enter takes its suggestion.
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    let failed = RwSignal::new(None);
    let nothing = move || talk.input.with(|input| input.trim().is_empty());
    view! {
        <footer class="composer">
            {move || {
                talk.refused
                    .get()
                    .map(|failure| {
                        view! {
                            <FailureNote failure port=talk.port sign_in=true retry=Callback::new(move |()| send()) />
                        }
                    })
            }}
            {move || {
                if talk.doing.get() {
                    Files(FilesProps { watch: talk.watch, failed }).into_any()
                } else {
                    Selection(SelectionProps { talk }).into_any()
                }
            }}
            <form
                class="ask-form"
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    send();
                }
            >
                <label class="unseen" for="question">
                    {placeholder}
                </label>
                <textarea
                    id="question"
                    rows="1"
                    dir="auto"
                    placeholder=placeholder
                    maxlength=MAX_QUESTION_CHARS
                    enterkeyhint="send"
                    node_ref=talk.input_element
                    prop:value=move || talk.input.get()
                    on:input=move |event| talk.type_in(event_target_value(&event))
                    on:keydown=on_key
                ></textarea>
                {move || talk.doing.get().then(|| Attach(AttachProps { watch: talk.watch, failed }))}
                {move || {
                    if talk.running.get() {
                        view! {
                            <button
                                type="button"
                                class="send stop"
                                aria-label=t!("stop")
                                title=t!("stop")
                                on:click=move |_| talk.stop()
                            >
                                <Icon glyph=Glyph::Stop />
                            </button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <button
                                type="submit"
                                class="send"
                                aria-label=send_label
                                title=send_label
                                aria-disabled=move || (nothing() || talk.asking.get()).then_some("true")
                            >
                                {move || {
                                    let glyph = if talk.doing.get() { Glyph::Play } else { Glyph::Send };
                                    view! { <Icon glyph /> }
                                }}
                            </button>
                        }
                            .into_any()
                    }
                }}
            </form>
            <div class="along">
                {Mode(ModeProps { talk })}
                {move || {
                    if talk.doing.get() {
                        view! { <span class="hint">{t!("do_hint")}</span> }.into_any()
                    } else {
                        Along(AlongProps { talk }).into_any()
                    }
                }}
            </div>
        </footer>
    }
}
