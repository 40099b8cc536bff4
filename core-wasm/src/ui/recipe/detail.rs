//! One recipe: where it acts, what it asks for, its steps, and the ways to do, share and delete it.

use leptos::prelude::*;

use super::book::Book;
use super::steps::{StepList, StepListProps};
use super::values::{ValueFields, ValueFieldsProps};
use crate::recipe::edit::Edit;
use crate::recipe::{Parameter, Values};
use crate::ui::parts::{CopyButton, Glyph, Icon};
use crate::ui::text::t;

/// The recipe that is open.
#[component]
pub(super) fn Detail(book: Book) -> impl IntoView {
    let recipe = Memo::new(move |_| book.open.with(|open| open.as_ref().map(|(_, whole)| whole.clone())));
    let name = Memo::new(move |_| recipe.with(|recipe| recipe.as_ref().map(|recipe| recipe.name.clone())));
    let sites = move || {
        recipe.with(|recipe| {
            let sites = recipe.iter().flat_map(|recipe| recipe.origins.iter().map(ToString::to_string));
            sites.collect::<Vec<_>>().join(", ")
        })
    };
    let parameters = Memo::new(move |_| {
        recipe.with(|recipe| recipe.as_ref().map(|recipe| recipe.parameters.clone()).unwrap_or_default())
    });
    let values = RwSignal::new(Values::new());
    let run = move |_| {
        if let Some((recipe, _)) = book.open.get_untracked() {
            book.run(recipe, values.get_untracked());
        }
    };
    view! {
        <div class="recipe">
            <button type="button" class="link" on:click=move |_| book.open.set(None)>
                {t!("recipe_back")}
            </button>
            <div class="field">
                <label for="recipe-name">{t!("recipe_name")}</label>
                <div class="input">
                    <input
                        id="recipe-name"
                        dir="auto"
                        maxlength="120"
                        prop:value=move || name.get().unwrap_or_default()
                        on:change=move |event| book.edit(Edit::Rename { name: event_target_value(&event) })
                    />
                </div>
            </div>
            <p class="quiet">
                {t!("recipe_acts_on")} {" "} <span dir="ltr">{sites}</span>
            </p>
            {move || {
                let all = parameters.get();
                (!all.is_empty()).then(|| ValueFields(ValueFieldsProps { parameters: all, values }))
            }}
            <button
                type="button"
                class="button primary"
                aria-disabled=move || book.attempt.busy.get().then_some("true")
                on:click=run
            >
                <Icon glyph=Glyph::Play />
                {t!("recipe_run")}
            </button>
            <details class="more">
                <summary>
                    {t!("recipe_steps")} <Icon glyph=Glyph::Down />
                </summary>
                {StepList(StepListProps { recipe: recipe.into(), book: Some(book) })}
                {move || fixed(book, parameters.get())}
            </details>
            <div class="row">
                <CopyButton port=book.port label=t!("recipe_copy") text=move || book.export() />
                <button type="button" class="action" on:click=move |_| book.save()>
                    <Icon glyph=Glyph::Down />
                    {t!("recipe_save")}
                </button>
                {Delete(DeleteProps { book })}
            </div>
        </div>
    }
}

/// Parameters that may become plain texts again.
fn fixed(book: Book, parameters: Vec<Parameter>) -> impl IntoView {
    let plain = parameters.into_iter().filter(|parameter| !parameter.default.is_empty());
    let rows = plain.map(|Parameter { name, label, default, .. }| {
        view! {
            <li>
                <button
                    type="button"
                    class="link"
                    on:click=move |_| book.edit(Edit::RemoveParameter { name: name.clone() })
                >
                    {t!("recipe_parameter_fix", label, default)}
                </button>
            </li>
        }
    });
    view! { <ul class="recipe-parameters">{rows.collect_view()}</ul> }
}

/// Deleting asks in place.
#[component]
fn Delete(book: Book) -> impl IntoView {
    let asking = RwSignal::new(false);
    let delete = move |_| {
        if let Some((recipe, _)) = book.open.get_untracked() {
            book.delete(recipe);
        }
    };
    move || {
        if asking.get() {
            view! {
                <span class="row" role="group" aria-label=t!("recipe_delete_sure")>
                    <button type="button" class="button small danger" on:click=delete>
                        {t!("delete")}
                    </button>
                    <button type="button" class="button small" on:click=move |_| asking.set(false)>
                        {t!("keep")}
                    </button>
                </span>
            }
            .into_any()
        } else {
            view! {
                <button type="button" class="action" on:click=move |_| asking.set(true)>
                    <Icon glyph=Glyph::Trash />
                    {t!("delete")}
                </button>
            }
            .into_any()
        }
    }
}
