//! Where recipes are kept: on disk, apart for each account.

use serde::{Deserialize, Serialize};

use api_types::Code;

use crate::api::Transport;
use crate::background::{Background, storage};
use crate::browser::{Area, Browser};
use crate::protocol::{Account, Failure, FailureKind, RecipeLine};
use crate::recipe::Recipe;

/// Most recipes of an account.
const MAX_RECIPES: usize = 200;

/// The list of an account's recipes, newest first.
#[derive(Default, Serialize, Deserialize)]
struct Shelf {
    recipes: Vec<RecipeLine>,
}

fn shelf_key(owner: &str) -> String {
    format!("recipes:{owner}")
}

fn key(owner: &str, recipe: &str) -> String {
    format!("recipe:{owner}:{recipe}")
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// Whose recipes they are: the next person here is another one.
    async fn recipe_owner(&self) -> String {
        let account: Option<Account> = storage::load(&*self.browser, Area::Session, "account").await;
        account.map(|account| account.me.id.to_string()).unwrap_or_default()
    }

    pub(super) async fn recipe_lines(&self) -> Vec<RecipeLine> {
        let owner = self.recipe_owner().await;
        let shelf: Shelf =
            storage::load(&*self.browser, Area::Local, &shelf_key(&owner)).await.unwrap_or_default();
        shelf.recipes
    }

    pub(super) async fn load_recipe(&self, recipe: &str) -> Result<Recipe, Failure> {
        let owner = self.recipe_owner().await;
        let stored: Option<Recipe> = storage::load(&*self.browser, Area::Local, &key(&owner, recipe)).await;
        stored.ok_or_else(|| FailureKind::Api(Code::NotFound).into())
    }

    /// Keeps a recipe, under a new name when it has none; gives that.
    pub(super) async fn save_recipe(&self, id: Option<&str>, recipe: &Recipe) -> Result<String, Failure> {
        let owner = self.recipe_owner().await;
        let id = id.map_or_else(|| self.browser.random(), str::to_owned);
        let mut recipes = self.recipe_lines().await;
        recipes.retain(|line| line.recipe != id);
        if recipes.len() >= MAX_RECIPES {
            return Err(FailureKind::Api(Code::TooLarge).into());
        }
        recipes.insert(
            0,
            RecipeLine {
                recipe: id.clone(),
                name: recipe.name.clone(),
                sites: recipe.origins.iter().map(ToString::to_string).collect(),
                steps: recipe.steps.len(),
                changed_ms: self.browser.now_ms() as u64,
            },
        );
        // The recipe first: a line that leads nowhere is worse than a recipe without one.
        let kept = storage::save(&*self.browser, Area::Local, &key(&owner, &id), recipe).await
            && storage::save(&*self.browser, Area::Local, &shelf_key(&owner), &Shelf { recipes }).await;
        if kept { Ok(id) } else { Err(FailureKind::Internal.into()) }
    }

    pub(super) async fn delete_recipe(&self, recipe: &str) -> Result<(), Failure> {
        let owner = self.recipe_owner().await;
        let mut recipes = self.recipe_lines().await;
        recipes.retain(|line| line.recipe != recipe);
        storage::save(&*self.browser, Area::Local, &shelf_key(&owner), &Shelf { recipes }).await;
        self.browser.save(Area::Local, &key(&owner, recipe), None).await;
        Ok(())
    }
}
