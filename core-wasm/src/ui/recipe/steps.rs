//! The steps of a recipe, to read and to change.

use leptos::prelude::*;

use super::book::Book;
use super::words;
use crate::recipe::edit::Edit;
use crate::recipe::{Recipe, Step, names_in};
use crate::ui::parts::{Glyph, Icon};
use crate::ui::text::{say, t};

/// The steps in order; with a `book` each can be changed.
#[component]
pub(super) fn StepList(#[prop(into)] recipe: Signal<Option<Recipe>>, book: Option<Book>) -> impl IntoView {
    move || {
        let steps = recipe.get().map(|recipe| recipe.steps).unwrap_or_default();
        let count = steps.len();
        let rows = steps.into_iter().enumerate().map(|(at, step)| row(at, count, &step, book)).collect_view();
        view! { <ol class="recipe-steps">{rows}</ol> }
    }
}

fn row(at: usize, count: usize, step: &Step, book: Option<Book>) -> impl IntoView + use<> {
    let element = words::element(step);
    let said = say(&words::step(step));
    let label = if element.is_empty() { said.clone() } else { format!("{said} {element}") };
    let tools = book.map(|book| tools(at, count, step, &label, book));
    let text = book.and_then(|book| text(at, step, &label, book));
    view! {
        <li class="recipe-step">
            <div class="recipe-step-line">
                <span class="recipe-step-words">
                    {said} {" "} {(!element.is_empty()).then(|| view! { <bdi class="step-target">{element}</bdi> })}
                </span>
                {tools}
            </div>
            {text}
        </li>
    }
}

fn tools(at: usize, count: usize, step: &Step, label: &str, book: Book) -> impl IntoView + use<> {
    let earlier = (at > 0).then(|| mover(t!("recipe_step_up", label), "up", at, at - 1, book));
    let later = (at + 1 < count).then(|| mover(t!("recipe_step_down", label), "", at, at + 1, book));
    let name = t!("recipe_step_delete", label);
    let delete = (count > 1).then(|| {
        view! {
            <button
                type="button"
                class="icon-button small"
                title=name.clone()
                aria-label=name
                on:click=move |_| book.edit(Edit::Delete { at })
            >
                <Icon glyph=Glyph::Trash />
            </button>
        }
    });
    let is_plain = step.texts().first().is_some_and(|text| names_in(text).next().is_none());
    let name = t!("recipe_step_ask", label);
    let label = words::element(step);
    let ask = is_plain.then(|| {
        view! {
            <button
                type="button"
                class="icon-button small"
                title=name.clone()
                aria-label=name
                on:click=move |_| {
                    book.edit(Edit::MakeParameter { at, name: String::new(), label: label.clone() })
                }
            >
                <Icon glyph=Glyph::Person />
            </button>
        }
    });
    view! { <span class="recipe-step-tools">{ask} {earlier} {later} {delete}</span> }
}

fn mover(name: String, way: &'static str, from: usize, to: usize, book: Book) -> impl IntoView + use<> {
    view! {
        <button
            type="button"
            class=format!("icon-button small {way}")
            title=name.clone()
            aria-label=name
            on:click=move |_| book.edit(Edit::Move { from, to })
        >
            <Icon glyph=Glyph::Down />
        </button>
    }
}

/// The text of a step, to be changed where it is.
fn text(at: usize, step: &Step, label: &str, book: Book) -> Option<impl IntoView + use<>> {
    let text = step.texts().into_iter().next().filter(|text| names_in(text).next().is_none())?;
    let name = t!("recipe_step_text", label);
    Some(view! {
        <input
            class="recipe-step-text"
            dir="auto"
            aria-label=name
            prop:value=text
            on:change=move |event| book.edit(Edit::SetText { at, text: event_target_value(&event) })
        />
    })
}
