//! `GET /api/v1/me`.

use serde::{Deserialize, Serialize};

/// What a member may do in a workspace, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, billing and deletion included.
    Owner,
    /// Everything but billing and deletion.
    Admin,
    /// Uses the product.
    Member,
    /// Reads only.
    Viewer,
}

/// The signed-in user, the workspace in use and its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// User id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Whether the address is confirmed.
    pub email_verified: bool,
    /// When the account was made.
    pub created_at: String,
    /// Workspace in use.
    pub workspace: Workspace,
    /// Whether a resume is stored.
    pub has_resume: bool,
}

/// A workspace as its member sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Workspace {
    /// Workspace id.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// Name in addresses.
    pub slug: String,
    /// The user's role in it.
    pub role: Role,
    /// Key of its plan in the catalogue.
    pub plan: String,
    /// Name of its plan.
    pub plan_name: String,
}
