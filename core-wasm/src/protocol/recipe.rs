//! Recipes as the views ask for them, and what a content script tells while one is recorded.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use crate::locate::Marks;
use crate::recipe::edit::Edit;
use crate::recipe::{Recipe, Values};

/// What a person did on an element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged)]
#[serde(tag = "gesture", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum Gesture {
    /// Clicked; by the keyboard when no pointer did.
    Click { count: u8, keyboard: bool },
    /// Typed: what stands in the field now; nothing of a field for secrets.
    Type { text: Option<String> },
    /// Chose options, by label.
    Select { options: Vec<String> },
    /// Ticked or unticked.
    Check { checked: bool },
    /// Pressed a key or chord that writes nothing.
    Press { key: String },
    /// Dropped it on another element.
    Drop {},
    /// Chose files.
    Files {},
}

/// An element a gesture was on, or one around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Touched {
    /// Its number.
    pub node: u32,
    /// Names that programs gave it.
    pub marks: WireMarks,
}

/// [`Marks`] with every field there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named like the fields of `Marks`")]
pub struct WireMarks {
    pub test_id: String,
    pub id: String,
    pub field: String,
}

impl From<WireMarks> for Marks {
    fn from(WireMarks { test_id, id, field }: WireMarks) -> Self {
        Self { test_id, id, field }
    }
}

/// A frame as it was when a gesture began: what `ReadReply` tells of it, its records come beside it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Names the document.
    pub document: String,
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// String table.
    pub strings: String,
}

/// What a view asks of recipes. An extension page asks all of it; an overlay only what is marked so, for its own tab.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "one a call")]
pub enum RecipeAsk {
    /// (overlay) All of them, newest first, and what is recorded in the tab. → `Recipes`
    List { tab: i32 },
    /// One, whole. → `Recipe`
    Get { recipe: String },
    /// Begin to record in the tab. → `Recipes`
    Record { tab: i32 },
    /// End it and keep what was recorded; without steps nothing is kept. → `Recipe`
    Finish { tab: i32, name: String },
    /// End it and keep nothing. → `Recipes`
    Discard { tab: i32 },
    /// (overlay) What the tab's run of the agent did, as a recipe. → `Recipe`
    FromRun { tab: i32, run: String, name: String },
    /// Change one. → `Recipe`
    Edit { recipe: String, edit: Edit },
    /// Delete one. → `Ok`
    Delete { recipe: String },
    /// Keep a file's recipe. → `Recipe`
    Import { text: String },
    /// One as a file. → `Exported`
    Export { recipe: String },
    /// Do its steps in the tab; `RunState` and `RunStep` follow as of a run of the agent. Secrets are kept until it ends and
    /// nowhere written. → `RunStarted`
    Run { recipe: String, tab: i32, values: Values },
    /// Know the elements that the tab's replay found under other names by what they are now. → `Recipe`
    KeepHealed { tab: i32 },
}

/// What is told of recipes.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "told", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum RecipeTold {
    /// (overlay) All of them, newest first; while one is recorded in the tab, its steps so far.
    Recipes { recipes: Vec<RecipeLine>, recording: Option<Recipe>, healed: Vec<String> },
    /// One.
    Recipe { recipe: String, whole: Recipe },
}

/// A recipe in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeLine {
    /// Names it.
    pub recipe: String,
    /// What a person calls it.
    pub name: String,
    /// Sites it acts on.
    pub sites: Vec<String>,
    /// How many steps it has.
    pub steps: usize,
    /// When it was changed last, milliseconds since 1970.
    pub changed_ms: u64,
}
