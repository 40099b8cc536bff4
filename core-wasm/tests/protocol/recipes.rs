//! Samples of what is said of recipes.

use core_wasm::locate::{Locator, Marks, Section};
use core_wasm::protocol::*;
use core_wasm::recipe::edit::Edit;
use core_wasm::recipe::{Condition, Parameter, ParameterKind, Recipe, Step, Values};

fn text() -> String {
    "text".into()
}

fn locator() -> Locator {
    Locator {
        role: text(),
        name: text(),
        marks: Marks { test_id: text(), id: text(), field: text() },
        kind: text(),
        placeholder: text(),
        heading: text(),
        section: Some(Section { role: text(), name: text() }),
        near: text(),
        key: vec![text()],
        reach: 1,
        path: vec![text()],
        frame: Some(text()),
        twins: 1,
        twins_here: 1,
        alone: true,
    }
}

pub fn recipe() -> Recipe {
    let on = locator;
    let mut recipe = Recipe::new("Order", "https://shop.example/");
    let secret = ParameterKind::Secret;
    recipe.parameters = vec![Parameter {
        name: text(),
        label: text(),
        kind: secret,
        default: text(),
        origin: recipe.origins.first().cloned(),
    }];
    recipe.steps = vec![
        Step::Click {
            on: on(),
            button: MouseButton::Right,
            count: core_wasm::agent::Clicks::Two,
            modifiers: vec![Modifier::Shift],
            opens_page: true,
        },
        Step::Hover { on: on() },
        Step::Type { on: on(), text: text() },
        Step::Press { on: Some(on()), keys: vec![text()], opens_page: true },
        Step::Select { on: on(), options: vec![text()] },
        Step::Check { on: on(), checked: true },
        Step::Drag { on: on(), onto: on() },
        Step::Navigate { url: text() },
        Step::Back {},
        Step::Reload {},
        Step::Wait { r#for: Condition::Text(text()) },
        Step::Wait { r#for: Condition::GoneText(text()) },
        Step::Wait { r#for: Condition::Url(text()) },
        Step::Wait { r#for: Condition::Ms(5) },
        Step::Expect { that: Condition::Element(on()) },
        Step::Person { say: text() },
    ];
    recipe
}

pub fn asks() -> Vec<RecipeAsk> {
    let recipe = text;
    vec![
        RecipeAsk::List { tab: 1 },
        RecipeAsk::Get { recipe: recipe() },
        RecipeAsk::Record { tab: 1 },
        RecipeAsk::Finish { tab: 1, name: text() },
        RecipeAsk::Discard { tab: 1 },
        RecipeAsk::FromRun { tab: 1, run: text(), name: text() },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::Rename { name: text() } },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::Move { from: 1, to: 0 } },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::Delete { at: 1 } },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::SetText { at: 1, text: text() } },
        RecipeAsk::Edit {
            recipe: recipe(),
            edit: Edit::MakeParameter { at: 1, name: text(), label: text() },
        },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::SetDefault { name: text(), value: text() } },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::RemoveParameter { name: text() } },
        RecipeAsk::Edit { recipe: recipe(), edit: Edit::Heal { at: 1, locator: locator() } },
        RecipeAsk::Delete { recipe: recipe() },
        RecipeAsk::Import { text: text() },
        RecipeAsk::Export { recipe: recipe() },
        RecipeAsk::Run { recipe: recipe(), tab: 1, values: Values::from([(text(), text())]) },
        RecipeAsk::KeepHealed { tab: 1 },
    ]
}

pub fn tellings() -> Vec<RecipeTold> {
    let line = RecipeLine { recipe: text(), name: text(), sites: vec![text()], steps: 2, changed_ms: 3 };
    vec![
        RecipeTold::Recipes { recipes: vec![line], recording: Some(recipe()), healed: vec![text()] },
        RecipeTold::Recipe { recipe: text(), whole: recipe() },
    ]
}

pub fn touched() -> Touched {
    Touched { node: 1, marks: WireMarks { test_id: text(), id: text(), field: text() } }
}

pub fn gestures() -> Vec<Gesture> {
    vec![
        Gesture::Click { count: 1, keyboard: false },
        Gesture::Type { text: Some(text()) },
        Gesture::Select { options: vec![text()] },
        Gesture::Check { checked: true },
        Gesture::Press { key: text() },
        Gesture::Drop {},
        Gesture::Files {},
    ]
}
