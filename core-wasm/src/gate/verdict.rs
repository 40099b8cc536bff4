//! What the gate says.

use super::address::Blocked;
use super::class::{Class, Rule};
use super::contract::Limit;
use super::origin::Origin;
use super::proposal::{DataClass, Proposal, Verb};
use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

/// The gate's answer to one proposal.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "one an act, looked at at once")]
pub enum Verdict {
    /// Do it now. An approval it needed is used up by this.
    Allow {
        /// Its class.
        class: Class,
        /// Why it has that class.
        rule: Rule,
    },
    /// Ask the person, outside the page.
    Ask {
        /// What to show; give it to [`super::Approvals::grant`] when the person says yes.
        request: ApprovalRequest,
    },
    /// Never mind what anybody says.
    Deny {
        /// Why.
        denial: Denial,
    },
}

/// What a person is asked to approve: what, where, which data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    /// Why it needs approval.
    pub rule: Rule,
    /// What is done.
    pub verb: Verb,
    /// Visible name of the target, as the page gives it: untrusted.
    pub label: String,
    /// Where it happens: the target's frame.
    pub place: Option<Origin>,
    /// Where data or the tab goes, when that is another place. Shown in punycode.
    pub destination: Option<String>,
    /// The whole host in its own script when that differs from punycode, to be shown beside it.
    pub unicode_host: Option<String>,
    /// Which data: what is written, and the names of the filled fields that are submitted.
    pub data: Vec<ApprovalData>,
    /// The origin that approving adds for this run.
    pub admits: Option<Origin>,
    /// When it was asked, in milliseconds of the same clock as `now_ms`.
    pub asked_ms: u64,
    /// The proposal it is bound to: the approval is for exactly this. Without what the run holds and has used.
    pub bound: Box<Proposal>,
}

/// One line of what an approval gives away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalData {
    /// Name of the field, as the page gives it.
    pub field: String,
    /// The text to be written, `{{secret:name}}` for secrets; empty for a field that is filled already.
    pub text: String,
    /// What kind of data, when known.
    pub class: Option<DataClass>,
    /// Origins of other pages this text was read from.
    pub read_from: Vec<String>,
}

/// Why an act is not done, whatever the person or the model says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged, thiserror::Error)]
#[serde(tag = "denial", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the messages say it")]
pub enum Denial {
    #[error("the task does not allow {verb:?}")]
    Verb { verb: Verb },
    #[error("the task does not allow to write {class:?} data")]
    Data { class: DataClass },
    #[error("the task has used up its {limit:?}")]
    Budget { limit: Limit },
    #[error("it costs more than the task may spend")]
    Spend {},
    #[error("{blocked}")]
    Address { blocked: Blocked },
    #[error("{host} looks like {like} and is not")]
    LookAlike { host: String, like: String },
    #[error("{origin} is not part of the task")]
    Outside { origin: Origin },
    #[error("the address carries data to {origin}, which is not part of the task")]
    CarriesData { origin: Origin },
    #[error("the frame has no origin of its own")]
    NoOrigin {},
    #[error("the act needs a target, and its facts were not given")]
    NoTarget {},
    #[error("nobody is there to approve it, and no approval was given beforehand ({rule:?})")]
    Unattended { rule: Rule },
    #[error("the act is for another page than the one it was proposed on")]
    Mismatch {},
}
