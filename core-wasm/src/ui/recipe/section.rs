//! The section of recipes: what is recorded, one that is looked at, or the list.

use leptos::prelude::*;

use super::book::Book;
use super::detail::{Detail, DetailProps};
use super::recording::{RecordingCard, RecordingCardProps};
use crate::protocol::RecipeLine;
use crate::ui::parts::{FailureNote, Glyph, Icon, Notice, Tone};
use crate::ui::text::t;

/// Recording comes before everything else; one recipe takes the place of the list.
#[component]
pub(crate) fn RecipeSection(book: Book) -> impl IntoView {
    let recording = Memo::new(move |_| book.recording.with(Option::is_some));
    let open = Memo::new(move |_| book.open.with(|open| open.as_ref().map(|(recipe, _)| recipe.clone())));
    view! {
        <section class="section recipes" aria-labelledby="recipes-title">
            <div class="section-head">
                <h2 id="recipes-title">{t!("recipes")}</h2>
            </div>
            {move || {
                book.attempt.failure.get().map(|failure| view! { <FailureNote failure port=book.port /> })
            }}
            {Healed(HealedProps { book })}
            {move || {
                if recording.get() {
                    RecordingCard(RecordingCardProps { book }).into_any()
                } else if open.get().is_some() {
                    Detail(DetailProps { book }).into_any()
                } else {
                    List(ListProps { book }).into_any()
                }
            }}
        </section>
    }
}

#[component]
fn List(book: Book) -> impl IntoView {
    let importing = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let empty = Memo::new(move |_| book.lines.with(Vec::is_empty));
    view! {
        {move || empty.get().then(|| view! { <p class="quiet">{t!("recipes_empty")}</p> })}
        <ul class="recipe-list">
            <For each=move || book.lines.get() key=|line| (line.recipe.clone(), line.changed_ms) let:line>
                {row(book, line)}
            </For>
        </ul>
        <div class="row">
            <button type="button" class="button small" on:click=move |_| book.record()>
                <span class="record-light" aria-hidden="true"></span>
                {t!("recipe_record")}
            </button>
            <button
                type="button"
                class="button small quiet-button"
                aria-expanded=move || importing.get().to_string()
                on:click=move |_| importing.update(|open| *open = !*open)
            >
                {t!("recipe_import")}
            </button>
        </div>
        {move || {
            importing
                .get()
                .then(|| {
                    view! {
                        <div class="field">
                            <label for="recipe-text">{t!("recipe_import_label")}</label>
                            <textarea
                                id="recipe-text"
                                class="recipe-text"
                                rows="4"
                                dir="ltr"
                                spellcheck="false"
                                prop:value=move || text.get()
                                on:input=move |event| text.set(event_target_value(&event))
                            ></textarea>
                            <div class="row">
                                <button
                                    type="button"
                                    class="button small primary"
                                    on:click=move |_| book.import(text.get_untracked())
                                >
                                    {t!("recipe_import_do")}
                                </button>
                            </div>
                        </div>
                    }
                })
        }}
    }
}

fn row(book: Book, line: RecipeLine) -> impl IntoView {
    let recipe = line.recipe.clone();
    view! {
        <li>
            <button type="button" class="recipe-row" on:click=move |_| book.look_at(recipe.clone())>
                <bdi class="recipe-name">{line.name}</bdi>
                <span class="quiet">{t!("recipe_steps_count", line.steps as u64)}</span>
            </button>
        </li>
    }
}

/// What the last replay found under other names, and the way to keep that.
#[component]
fn Healed(book: Book) -> impl IntoView {
    move || {
        let healed = book.healed.get();
        (!healed.is_empty()).then(|| {
            let lines = healed.into_iter().map(|told| view! { <li dir="auto">{told}</li> }).collect_view();
            view! {
                <Notice tone=Tone::Warning title=t!("recipe_healed")>
                    <ul class="recipe-healed">{lines}</ul>
                    <div class="row">
                        <button type="button" class="button small" on:click=move |_| book.keep_healed()>
                            <Icon glyph=Glyph::Check />
                            {t!("recipe_keep_healed")}
                        </button>
                    </div>
                </Notice>
            }
        })
    }
}
