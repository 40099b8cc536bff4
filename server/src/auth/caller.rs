//! Who is asking: a live session, proved by a bearer token or, in the portal, by a cookie.

use api_types::me::Role;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header;
use axum::http::request::Parts;

use super::operations::{self, Operation};
use super::store;
use crate::app::App;
use crate::platform::clock::{Millis, now};
use crate::platform::problem::ApiError;
use crate::platform::secret::token_hash;

/// Proof that the caller belongs to a workspace. Store functions of every feature take one; only this feature makes
/// them, from a live session.
#[derive(Clone, Debug)]
pub struct TenantScope {
    workspace_id: String,
    account_id: String,
}

impl TenantScope {
    /// The workspace.
    pub fn workspace_id(&self) -> &str {
        &self.workspace_id
    }

    /// The person.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }
}

/// What is known of the person and the workspace in use.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Identity {
    /// Session id.
    pub session_id: String,
    /// Account id.
    pub account_id: String,
    /// Full name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// When the address was confirmed.
    pub email_verified_at: Option<Millis>,
    /// When the account was made.
    pub created_at: Millis,
    /// Workspace id.
    pub workspace_id: String,
    /// Workspace name.
    pub workspace_name: String,
    /// Workspace slug.
    pub workspace_slug: String,
    /// Plan key.
    pub plan: String,
    /// Day of the month on which metering periods start.
    pub anchor_day: i64,
    /// Time zone whose midnight that is.
    pub time_zone: String,
    /// Role: `owner`, `admin`, `member`, `viewer`.
    pub role: String,
}

/// A signed-in person in a workspace.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What stores ask for.
    pub scope: TenantScope,
    /// Who.
    pub identity: Identity,
    /// Role in the workspace.
    pub role: Role,
}

impl Caller {
    fn new(identity: Identity) -> Self {
        let scope = TenantScope {
            workspace_id: identity.workspace_id.clone(),
            account_id: identity.account_id.clone(),
        };
        let role = match identity.role.as_str() {
            "owner" => Role::Owner,
            "admin" => Role::Admin,
            "member" => Role::Member,
            _ => Role::Viewer,
        };
        Self { scope, identity, role }
    }

    /// Refuses what the role does not allow.
    pub fn require(&self, operation: Operation) -> Result<(), ApiError> {
        operations::require(self.role, operation)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let session =
            token.and_then(|token| app.access_keys.session(token)).ok_or_else(ApiError::unauthorized)?;
        let identity = store::identity(&app.db, &session, now()).await?;
        identity.map(Self::new).ok_or_else(ApiError::unauthorized)
    }
}

/// Name of the portal's cookie.
pub const COOKIE: &str = "__Host-legwork";

/// A person signed in to the portal. The portal takes no bearer tokens, the API no cookies.
pub struct PortalCookie(pub Caller);

impl OptionalFromRequestParts<App> for PortalCookie {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, ApiError> {
        let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let token = cookies
            .flat_map(|line| line.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='));
        let Some(token) = token else { return Ok(None) };
        let identity = store::portal_identity(&app.db, &token_hash(token), now()).await?;
        Ok(identity.map(|identity| Self(Caller::new(identity))))
    }
}
