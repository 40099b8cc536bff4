//! Recipes: steps that are done again without a model. Recorded from what a person does ([`draft`]) or from a run of the
//! agent ([`from_run`]), edited ([`edit`]), shared as JSON ([`Recipe::parse`]), replayed ([`replay`]). Pure but for the
//! replay's driver.

pub mod draft;
pub mod edit;
mod format;
mod from_run;
mod parameter;
pub mod replay;
mod secret;
mod step;

pub use format::{Fault, MAX_STEPS, Recipe, VERSION};
pub use from_run::from_run;
pub use parameter::{Parameter, ParameterKind, Values, fill as filled, names_in, settle};
pub use step::{Condition, Step};
