//! What a run needs of pages, apart from the rest of the background: reading them for the model and acting on them.

use futures::future::LocalBoxFuture;

use crate::agent::observation::{Fault, Look, Observation};
use crate::agent::{Act, ActEnd, Resolved, Run, Subject, Target};

/// Eyes and hands of runs. Dropping a future cancels what it does, as far as that can be.
pub trait Hands {
    /// Looks at a page of the run.
    fn observe<'a>(&'a self, run: &'a Run, look: &'a Look) -> LocalBoxFuture<'a, Result<Observation, Fault>>;
    /// Resolves what an action is about, as it is right now.
    fn resolve<'a>(
        &'a self,
        tab: i32,
        subject: Subject,
        onto: Option<Target>,
    ) -> LocalBoxFuture<'a, Result<Resolved, Fault>>;
    /// Acts. Values of secrets are in it already (`secrets.rs`).
    fn act<'a>(&'a self, act: &'a Act) -> LocalBoxFuture<'a, ActEnd>;
    /// Cancels what is being done in a tab; comes back when it is.
    fn cancel<'a>(&'a self, tab: i32) -> LocalBoxFuture<'a, ()>;
    /// A run is over: what was held for it is given back.
    fn let_go<'a>(&'a self, run: &'a Run) -> LocalBoxFuture<'a, ()>;
}
