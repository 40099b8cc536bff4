//! Recipes in the popup: what is recorded, the list, one recipe with its steps, and the way to do it. In the overlay: the way to
//! keep what a run did.

pub mod words;

#[cfg(feature = "ui")]
mod book;
#[cfg(feature = "ui")]
mod detail;
#[cfg(feature = "ui")]
mod recording;
#[cfg(feature = "ui")]
mod save_run;
#[cfg(feature = "ui")]
mod section;
#[cfg(feature = "ui")]
mod steps;
#[cfg(feature = "ui")]
mod values;

#[cfg(feature = "ui")]
pub(crate) use {
    book::Book,
    save_run::{SaveRun, SaveRunProps},
    section::{RecipeSection, RecipeSectionProps},
};
