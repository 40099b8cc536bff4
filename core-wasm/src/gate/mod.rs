//! The action gate: what an agent may do, decided without a model. Pure.
//!
//! A run has a [`Contract`], made of the person's own words. Before every act the loop resolves its target and gives
//! the gate a [`Proposal`]; [`judge`] answers with a [`Verdict`]. What is asked goes to the person outside the page, and
//! their yes into [`Approvals`]. Then the target is resolved again and judged again: the approval holds for exactly
//! that act or not at all. Redirects, new windows and navigations of scripts are judged too, as [`Verb::Hop`].
//!
//! Secrets never come this far in clear: the model writes `{{secret:name}}`, and the [`Vault`] puts the value in at the
//! last step, masks it in what is observed later and has the last look at every prompt.

mod address;
mod amount;
mod approval;
mod cap;
mod class;
mod classify;
mod contract;
mod facts;
mod fold;
mod fragments;
mod goal;
mod held;
mod judge;
mod lookalike;
mod origin;
mod proposal;
mod readings;
mod request;
mod secret;
mod taint;
mod template;
#[cfg(test)]
mod tests;
mod trace;
mod verdict;
mod word_list;
mod words;

pub use address::{Blocked, check as check_address};
pub use amount::amount;
pub use approval::{Approvals, VALID_MS};
pub use class::{Class, Rule};
pub use classify::is_secret;
pub use contract::{Contract, Limit, Limits, Money, Narrowing, Terms, Used};
pub use facts::{Editable, FieldFacts, FormFacts, TargetFacts};
pub use goal::{Refused, RefusedReason};
pub use held::HeldIndex;
pub use judge::{judge, judge_held};
pub use origin::{NoOrigin, Origin};
pub use proposal::{DataClass, Datum, Proposal, Verb};
pub use secret::{
    Filled, Leak, Secret, SecretKind, SecretRefusal, SecretValue, Vault, is_secret_name, named_secret,
    placeholder,
};
pub use taint::{Label, Taint, Tainted};
pub use template::{Cap, Template};
pub use verdict::{ApprovalData, ApprovalRequest, Denial, Verdict};

/// Whether a field of this name or label takes a password, a code or card data.
#[must_use]
pub fn is_secret_field(name: &str) -> bool {
    words::secret_field(name).is_some()
}
