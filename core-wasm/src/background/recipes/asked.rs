//! What views ask of recipes.

use std::rc::Rc;

use api_types::{Code, FieldError};

use crate::api::Transport;
use crate::background::Background;
use crate::browser::{Browser, ViewId};
use crate::protocol::{Failure, FailureKind, RecipeAsk, RecipeTold, ViewResult};
use crate::recipe::{Fault, Recipe, from_run};

impl<B: Browser, T: Transport> Background<B, T> {
    pub(in crate::background) async fn recipes(
        self: &Rc<Self>,
        id: ViewId,
        ask: RecipeAsk,
    ) -> Result<ViewResult, Failure> {
        match ask {
            RecipeAsk::List { tab } => self.list_recipes(id, tab).await,
            RecipeAsk::Get { recipe } => {
                let whole = self.load_recipe(&recipe).await?;
                Ok(told(RecipeTold::Recipe { recipe, whole }))
            }
            RecipeAsk::Record { tab } => {
                self.check_tab(id, tab)?;
                self.start_recording(tab).await?;
                self.list_recipes(id, tab).await
            }
            RecipeAsk::Finish { tab, name } => {
                self.check_tab(id, tab)?;
                let mut recipe = self.recorded(tab).ok_or(FailureKind::Api(Code::NotFound))?;
                if !name.trim().is_empty() {
                    name.trim().clone_into(&mut recipe.name);
                }
                if recipe.steps.is_empty() {
                    self.stop_recording(tab).await;
                }
                // What can not be kept is not lost: the recording goes on.
                let kept = self.keep_recipe(None, recipe).await?;
                self.stop_recording(tab).await;
                Ok(kept)
            }
            RecipeAsk::Discard { tab } => {
                self.check_tab(id, tab)?;
                self.stop_recording(tab).await;
                self.list_recipes(id, tab).await
            }
            RecipeAsk::FromRun { run, name, .. } => {
                let run = self.stored_run(id, &run).await?;
                let name = if name.trim().is_empty() { &run.goal } else { &name };
                let recipe = from_run(&run, name.trim()).ok_or_else(|| broken("recipe", "empty", ""))?;
                self.keep_recipe(None, recipe).await
            }
            RecipeAsk::Edit { recipe, edit } => {
                let mut whole = self.load_recipe(&recipe).await?;
                whole.edit(edit).map_err(|fault| faulty(&fault))?;
                self.keep_recipe(Some(&recipe), whole).await
            }
            RecipeAsk::Delete { recipe } => {
                self.delete_recipe(&recipe).await?;
                Ok(ViewResult::Ok {})
            }
            RecipeAsk::Import { text } => {
                let recipe = Recipe::parse(&text).map_err(|fault| faulty(&fault))?;
                self.keep_recipe(None, recipe).await
            }
            RecipeAsk::Export { recipe } => {
                let whole = self.load_recipe(&recipe).await?;
                let file_name = file_name(&whole.name);
                Ok(ViewResult::Exported {
                    file_name,
                    media_type: "application/json".into(),
                    text: whole.to_json(),
                })
            }
            RecipeAsk::Run { recipe, tab, values } => self.start_replay(id, &recipe, tab, &values).await,
            RecipeAsk::KeepHealed { tab } => {
                self.check_tab(id, tab)?;
                self.keep_healed(tab).await
            }
        }
    }

    async fn list_recipes(&self, id: ViewId, tab: i32) -> Result<ViewResult, Failure> {
        self.check_tab(id, tab)?;
        let recipes = self.recipe_lines().await;
        let healed = self.stored_replay(tab).await.map(|replay| replay.heals).unwrap_or_default();
        Ok(told(RecipeTold::Recipes {
            recipes,
            recording: self.recorded(tab),
            healed: healed.into_iter().map(|heal| heal.told).collect(),
        }))
    }

    /// Keeps a recipe that makes sense.
    pub(super) async fn keep_recipe(&self, id: Option<&str>, whole: Recipe) -> Result<ViewResult, Failure> {
        whole.check().map_err(|fault| faulty(&fault))?;
        let recipe = self.save_recipe(id, &whole).await?;
        Ok(told(RecipeTold::Recipe { recipe, whole }))
    }
}

pub(super) fn told(told: RecipeTold) -> ViewResult {
    ViewResult::Recipes { told }
}

/// Why a recipe is none: the sentence names the place.
fn faulty(fault: &Fault) -> Failure {
    broken("recipe", "malformed", &fault.to_string())
}

pub(super) fn broken(field: &str, code: &str, detail: &str) -> Failure {
    let field = FieldError { field: field.into(), code: code.into(), detail: detail.into() };
    Failure { fields: vec![field], detail: detail.into(), ..FailureKind::Api(Code::Invalid).into() }
}

/// A name for the file: letters, digits and `-` of what the recipe is called.
fn file_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let name: String = parts.join("-").chars().take(60).collect();
    format!("{}.recipe.json", if name.is_empty() { "legwork" } else { &name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_recipe() {
        assert_eq!(file_name("Order: a lamp / today"), "Order-a-lamp-today.recipe.json");
        assert_eq!(file_name("../.."), "legwork.recipe.json");
    }
}
