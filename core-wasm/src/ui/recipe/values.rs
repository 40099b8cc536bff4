//! What a recipe asks for before it is done.

use leptos::prelude::*;

use crate::recipe::{Parameter, ParameterKind, Values};
use crate::ui::text::t;

/// A field for each parameter; a secret's is never kept.
#[component]
pub(super) fn ValueFields(parameters: Vec<Parameter>, values: RwSignal<Values>) -> impl IntoView {
    let fields = parameters.into_iter().map(|parameter| field(parameter, values)).collect_view();
    view! { <div class="recipe-values">{fields}</div> }
}

fn field(parameter: Parameter, values: RwSignal<Values>) -> impl IntoView {
    let Parameter { name, label, kind, default, .. } = parameter;
    let id = format!("value-{name}");
    let input_type = match kind {
        ParameterKind::Text => "text",
        ParameterKind::Number => "number",
        ParameterKind::Date => "date",
        ParameterKind::Secret => "password",
    };
    let hint = (kind == ParameterKind::Secret)
        .then(|| view! { <p class="field-hint">{t!("recipe_secret_hint")}</p> });
    let label = if label.is_empty() { name.clone() } else { label };
    view! {
        <div class="field">
            <label for=id.clone() dir="auto">
                {label}
            </label>
            <div class="input">
                <input
                    id=id
                    type=input_type
                    dir="auto"
                    autocomplete="off"
                    prop:value=default
                    on:input=move |event| {
                        let value = event_target_value(&event);
                        values.update(|values| {
                            values.insert(name.clone(), value);
                        });
                    }
                />
            </div>
            {hint}
        </div>
    }
}
