//! Whose plan pays, and when its periods start.

use crate::auth::Caller;

/// What a reservation needs to know of a workspace, as its request found it.
#[derive(Clone, Debug)]
pub struct Wallet {
    /// Plan key.
    pub plan: String,
    /// Day of the month on which periods start.
    pub anchor_day: i64,
    /// Time zone whose midnight that is.
    pub time_zone: String,
}

impl Wallet {
    /// The wallet of the caller's workspace.
    pub fn of(caller: &Caller) -> Self {
        let who = &caller.identity;
        Self { plan: who.plan.clone(), anchor_day: who.anchor_day, time_zone: who.time_zone.clone() }
    }
}
