//! Roles × operations: the one table of who may do what.

use api_types::Code;
use api_types::me::Role;

use crate::platform::problem::ApiError;

/// What a member does in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Ask questions, use models.
    Ask,
    /// See the workspace's usage.
    ReadUsage,
    /// Keep an own profile.
    OwnProfile,
    /// Make and revoke API keys.
    ManageApiKeys,
}

/// The weakest role that may do it.
const fn weakest(operation: Operation) -> Role {
    match operation {
        Operation::Ask | Operation::OwnProfile => Role::Member,
        Operation::ReadUsage => Role::Viewer,
        Operation::ManageApiKeys => Role::Admin,
    }
}

/// Refuses what the role does not allow.
pub fn require(role: Role, operation: Operation) -> Result<(), ApiError> {
    // Roles are ordered strongest first.
    if role <= weakest(operation) {
        return Ok(());
    }
    Err(ApiError::new(Code::Forbidden, "Your role in this workspace does not allow this. Ask its owner."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_reads_and_does_nothing_else() {
        assert!(require(Role::Viewer, Operation::ReadUsage).is_ok());
        assert!(require(Role::Viewer, Operation::Ask).is_err());
        assert!(require(Role::Member, Operation::Ask).is_ok());
        assert!(require(Role::Owner, Operation::OwnProfile).is_ok());
        assert!(require(Role::Member, Operation::ManageApiKeys).is_err());
    }
}
