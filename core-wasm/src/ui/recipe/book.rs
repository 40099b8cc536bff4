//! The recipes as signals, and what is asked of them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::{
    Failure, RecipeAsk, RecipeLine, RecipeTold, RunStatus, ViewEvent, ViewRequest, ViewResult,
};
use crate::recipe::edit::Edit;
use crate::recipe::{Recipe, Values};
use crate::ui::parts::Attempt;
use crate::ui::port::{Port, unexpected};

/// The recipes of whoever is signed in, and what is recorded in one tab; a cheap handle.
#[derive(Clone, Copy)]
pub(crate) struct Book {
    pub(crate) port: Port,
    tab: StoredValue<i32>,
    pub(crate) lines: RwSignal<Vec<RecipeLine>>,
    /// What is recorded in the tab.
    pub(crate) recording: RwSignal<Option<Recipe>>,
    /// The recipe that is looked at.
    pub(crate) open: RwSignal<Option<(String, Recipe)>>,
    /// What the last replay found otherwise than recorded.
    pub(crate) healed: RwSignal<Vec<String>>,
    pub(crate) attempt: Attempt,
}

impl Book {
    pub(crate) fn new(port: Port, tab: i32) -> Self {
        Self {
            port,
            tab: StoredValue::new(tab),
            lines: RwSignal::default(),
            recording: RwSignal::new(None),
            open: RwSignal::new(None),
            healed: RwSignal::default(),
            attempt: Attempt::new(),
        }
    }

    /// Takes over how things stand.
    pub(crate) fn load(self) {
        let tab = self.tab.get_value();
        spawn_local(async move {
            if let Ok(told) = self.ask(RecipeAsk::List { tab }).await {
                self.take(told);
            }
        });
    }

    pub(crate) fn hear(self, event: &ViewEvent) {
        match event {
            ViewEvent::Recording { tab, recording } if *tab == self.tab.get_value() => {
                self.recording.set(recording.clone());
            }
            // What a replay healed is known when it is over.
            ViewEvent::RunState { status: RunStatus::Done { .. }, .. } => {
                self.load();
            }
            _ => {}
        }
    }

    fn take(self, told: RecipeTold) {
        match told {
            RecipeTold::Recipes { recipes, recording, healed } => {
                self.lines.try_set(recipes);
                self.recording.try_set(recording);
                self.healed.try_set(healed);
            }
            RecipeTold::Recipe { recipe, whole } => {
                self.open.try_set(Some((recipe, whole)));
            }
        }
    }

    async fn ask(self, ask: RecipeAsk) -> Result<RecipeTold, Failure> {
        match self.port.call(ViewRequest::Recipes { ask }).await? {
            ViewResult::Recipes { told } => Ok(told),
            _ => Err(unexpected()),
        }
    }

    /// Asks, shows what is told, and the list as it is then.
    fn try_ask(self, ask: RecipeAsk) {
        self.attempt.run(self.ask(ask), move |told| {
            self.take(told);
            self.load();
        });
    }

    pub(crate) fn record(self) {
        self.try_ask(RecipeAsk::Record { tab: self.tab.get_value() });
    }

    pub(crate) fn finish(self, name: String) {
        self.try_ask(RecipeAsk::Finish { tab: self.tab.get_value(), name });
    }

    pub(crate) fn discard(self) {
        self.try_ask(RecipeAsk::Discard { tab: self.tab.get_value() });
    }

    pub(crate) fn look_at(self, recipe: String) {
        self.try_ask(RecipeAsk::Get { recipe });
    }

    pub(crate) fn edit(self, edit: Edit) {
        if let Some((recipe, _)) = self.open.get_untracked() {
            self.try_ask(RecipeAsk::Edit { recipe, edit });
        }
    }

    pub(crate) fn import(self, text: String) {
        self.try_ask(RecipeAsk::Import { text });
    }

    pub(crate) fn keep_healed(self) {
        self.healed.set(Vec::new());
        self.try_ask(RecipeAsk::KeepHealed { tab: self.tab.get_value() });
    }

    pub(crate) fn delete(self, recipe: String) {
        let ask = ViewRequest::Recipes { ask: RecipeAsk::Delete { recipe } };
        self.attempt.run(self.port.call(ask), move |_| {
            self.open.set(None);
            self.load();
        });
    }

    /// Does its steps; where they stand shows as a run.
    pub(crate) fn run(self, recipe: String, values: Values) {
        let tab = self.tab.get_value();
        let ask = ViewRequest::Recipes { ask: RecipeAsk::Run { recipe, tab, values } };
        self.attempt.run(self.port.call(ask), move |_| self.open.set(None));
    }

    /// The recipe as the text of a file.
    pub(crate) async fn export(self) -> Option<String> {
        Some(self.exported().await?.2)
    }

    /// Saves the open recipe as the browser saves downloads.
    pub(crate) fn save(self) {
        spawn_local(async move {
            if let Some((name, kind, text)) = self.exported().await {
                self.port.host(|host| host.save_file(&name, &kind, &text));
            }
        });
    }

    /// File name, media type and text.
    async fn exported(self) -> Option<(String, String, String)> {
        let (recipe, _) = self.open.get_untracked()?;
        match self.port.call(ViewRequest::Recipes { ask: RecipeAsk::Export { recipe } }).await {
            Ok(ViewResult::Exported { file_name, media_type, text }) => Some((file_name, media_type, text)),
            _ => None,
        }
    }
}
