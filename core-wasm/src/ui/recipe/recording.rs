//! What is being recorded.

use leptos::prelude::*;

use super::book::Book;
use super::steps::{StepList, StepListProps};
use crate::ui::text::t;

/// The steps so far, and the ways to end it.
#[component]
pub(super) fn RecordingCard(book: Book) -> impl IntoView {
    let name = RwSignal::new(book.recording.with_untracked(|recording| {
        recording.as_ref().map(|recipe| recipe.name.clone()).unwrap_or_default()
    }));
    let recipe = Memo::new(move |_| book.recording.get());
    let nothing = Memo::new(move |_| {
        book.recording.with(|recording| recording.as_ref().is_none_or(|recipe| recipe.steps.is_empty()))
    });
    view! {
        <div class="recording">
            <p class="recording-state" role="status">
                <span class="record-light" aria-hidden="true"></span>
                {t!("recipe_recording")}
            </p>
            {move || nothing.get().then(|| view! { <p class="quiet">{t!("recipe_recording_text")}</p> })}
            {StepList(StepListProps { recipe: recipe.into(), book: None })}
            <div class="field">
                <label for="recipe-name">{t!("recipe_name")}</label>
                <div class="input">
                    <input
                        id="recipe-name"
                        dir="auto"
                        maxlength="120"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </div>
            </div>
            <div class="row">
                <button
                    type="button"
                    class="button small primary"
                    aria-disabled=move || nothing.get().then_some("true")
                    on:click=move |_| {
                        if !nothing.get_untracked() {
                            book.finish(name.get_untracked());
                        }
                    }
                >
                    {t!("recipe_finish")}
                </button>
                <button type="button" class="button small quiet-button" on:click=move |_| book.discard()>
                    {t!("recipe_discard")}
                </button>
            </div>
        </div>
    }
}
