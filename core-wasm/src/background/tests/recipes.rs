//! Recipes as the views keep and change them.

use super::*;
use crate::recipe::Recipe;
use crate::recipe::edit::Edit;

const FILE: &str = r#"{ "legwork_recipe": 1, "name": "Order", "start": "https://news.example/",
    "origins": ["https://news.example:443"],
    "steps": [{ "do": "type", "on": { "role": "textbox", "name": "City" }, "text": "Oslo" }] }"#;

fn ask(world: &mut World, view: ViewId, ask: RecipeAsk) -> ViewResult {
    world.call(view, ViewRequest::Recipes { ask })
}

fn kept(result: ViewResult) -> (String, Recipe) {
    match result {
        ViewResult::Recipes { told: RecipeTold::Recipe { recipe, whole } } => (recipe, whole),
        other => panic!("{other:?}"),
    }
}

fn names(world: &mut World) -> Vec<String> {
    match ask(world, POPUP, RecipeAsk::List { tab: TAB }) {
        ViewResult::Recipes { told: RecipeTold::Recipes { recipes, .. } } => {
            recipes.into_iter().map(|line| line.name).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_recipe_is_imported_changed_exported_and_deleted() {
    let mut world = World::new();
    let (recipe, whole) = kept(ask(&mut world, POPUP, RecipeAsk::Import { text: FILE.into() }));
    assert_eq!(whole, Recipe::parse(FILE).unwrap());
    let edit = Edit::Rename { name: "Order again".into() };
    kept(ask(&mut world, POPUP, RecipeAsk::Edit { recipe: recipe.clone(), edit }));
    world.restart();
    assert_eq!(names(&mut world), ["Order again"]);
    let ViewResult::Exported { file_name, text, .. } =
        ask(&mut world, POPUP, RecipeAsk::Export { recipe: recipe.clone() })
    else {
        panic!("no file")
    };
    assert_eq!(file_name, "Order-again.recipe.json");
    assert_eq!(Recipe::parse(&text).unwrap().name, "Order again");
    ask(&mut world, POPUP, RecipeAsk::Delete { recipe: recipe.clone() });
    assert!(names(&mut world).is_empty());
    assert!(matches!(ask(&mut world, POPUP, RecipeAsk::Get { recipe }), ViewResult::Failed { .. }));
}

#[test]
fn a_file_that_is_no_recipe_is_refused_with_the_reason() {
    let mut world = World::new();
    let text = FILE.replace("type", "fly");
    let ViewResult::Failed { failure } = ask(&mut world, POPUP, RecipeAsk::Import { text }) else {
        panic!("kept")
    };
    assert!(failure.detail.contains("unknown variant `fly`"), "{}", failure.detail);
    assert!(names(&mut world).is_empty());
}

#[test]
fn a_page_gets_at_no_recipe() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    let (recipe, _) = kept(ask(&mut world, POPUP, RecipeAsk::Import { text: FILE.into() }));
    let values = crate::recipe::Values::new();
    for refused in [
        RecipeAsk::Get { recipe: recipe.clone() },
        RecipeAsk::Export { recipe: recipe.clone() },
        RecipeAsk::Delete { recipe: recipe.clone() },
        RecipeAsk::Run { recipe, tab: TAB, values },
        RecipeAsk::Record { tab: TAB },
        RecipeAsk::Import { text: FILE.into() },
        RecipeAsk::List { tab: 8 },
    ] {
        assert_eq!(ask(&mut world, OVERLAY, refused), failed(FailureKind::NotAllowed));
    }
}

#[test]
fn a_recording_without_steps_is_not_kept_and_only_one_goes_on_in_a_tab() {
    let mut world = World::new();
    let ViewResult::Recipes { told: RecipeTold::Recipes { recording: Some(recording), .. } } =
        ask(&mut world, POPUP, RecipeAsk::Record { tab: TAB })
    else {
        panic!("not recording")
    };
    assert_eq!((recording.name.as_str(), recording.steps.len()), ("Rain", 0));
    let again = ask(&mut world, POPUP, RecipeAsk::Record { tab: TAB });
    assert_eq!(again, failed(FailureKind::Api(api_types::Code::Conflict)));
    let heard = world.profile.content_calls.borrow().clone();
    assert!(heard.iter().any(|(_, _, call)| matches!(call, ContentCall::Record { on: true, .. })));
    let finished = ask(&mut world, POPUP, RecipeAsk::Finish { tab: TAB, name: "Nothing".into() });
    assert!(matches!(finished, ViewResult::Failed { .. }));
    assert!(names(&mut world).is_empty());
    let heard = world.profile.content_calls.borrow().clone();
    assert!(matches!(heard.last(), Some((_, _, ContentCall::Record { on: false, .. }))));
}
