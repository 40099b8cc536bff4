//! Commands of the operator: `legwork admin …` and `legwork doctor`.

mod doctor;

use anyhow::bail;

use crate::platform::clock::now;
use crate::platform::db::Db;
use crate::{auth, plans, workspaces};

pub use doctor::{Finding, examine};

/// Puts the workspaces that the address owns on a plan.
pub async fn set_plan(db: &Db, email: &str, plan: &str) -> anyhow::Result<u64> {
    if plans::find(plan).is_none() {
        let keys: Vec<_> = plans::catalogue().iter().map(|plan| plan.key.as_str()).collect();
        bail!("there is no plan “{plan}”; there are {}", keys.join(", "));
    }
    match workspaces::set_plan_of_owner(db, &email.trim().to_lowercase(), plan).await? {
        0 => bail!("nobody with the address {email} owns a workspace"),
        count => Ok(count),
    }
}

/// Confirms an address without a mail.
pub async fn verify_email(db: &Db, email: &str) -> anyhow::Result<()> {
    if auth::set_verified_by_admin(db, email, now()).await? {
        return Ok(());
    }
    bail!("there is no account with the address {email}")
}
