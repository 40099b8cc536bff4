//! Keeping what a run of the agent did.

use leptos::prelude::*;

use crate::protocol::{RecipeAsk, ViewRequest};
use crate::ui::parts::{Attempt, Glyph, Icon};
use crate::ui::port::Port;
use crate::ui::text::t;

/// Makes a recipe of the run; it is in the popup then.
#[component]
pub(crate) fn SaveRun(port: Port, tab: i32, run: String, name: String) -> impl IntoView {
    let attempt = Attempt::new();
    let saved = RwSignal::new(false);
    let save = move |_| {
        if saved.get_untracked() {
            return;
        }
        let ask = RecipeAsk::FromRun { tab, run: run.clone(), name: name.chars().take(120).collect() };
        attempt.run(port.call(ViewRequest::Recipes { ask }), move |_| saved.set(true));
    };
    let label = move || match (saved.get(), attempt.failure.with(Option::is_some)) {
        (true, _) => t!("recipe_saved"),
        (_, true) => t!("recipe_nothing_to_save"),
        _ => t!("recipe_save_run"),
    };
    view! {
        <button type="button" class="action" on:click=save>
            {move || {
                let glyph = if saved.get() { Glyph::Check } else { Glyph::File };
                view! { <Icon glyph /> }
            }}
            <span aria-live="polite">{label}</span>
        </button>
    }
}
