//! The verdict.

use super::approval::Approvals;
use super::class::{Class, Rule};
use super::contract::Contract;
use super::proposal::{Proposal, Verb};
use super::verdict::{Denial, Verdict};

/// Judges one act, right before it is done. `now_ms` is the caller's clock.
///
/// Until the classes stand, everything but reading is denied.
pub fn judge(contract: &Contract, proposal: &Proposal, approvals: &mut Approvals, _now_ms: u64) -> Verdict {
    approvals.void();
    match proposal.verb {
        verb if !contract.terms().verbs.contains(&verb) => Verdict::Deny { denial: Denial::Verb { verb } },
        Verb::Wait | Verb::Extract | Verb::ReadMore | Verb::AskUser | Verb::Remember | Verb::Done => {
            Verdict::Allow { class: Class::Read, rule: Rule::Observes }
        }
        verb => Verdict::Deny { denial: Denial::Verb { verb } },
    }
}
