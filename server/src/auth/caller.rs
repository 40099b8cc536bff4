//! Who is asking: a live session, proved by a bearer token or, in the portal, by a cookie; or a program with an API key.

use std::sync::Arc;

use api_types::Code;
use api_types::me::Role;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::api_keys::{self, KeyGrant};
use super::operations::{self, Operation};
use super::store;
use crate::app::App;
use crate::platform::clock::{Millis, now};
use crate::platform::problem::ApiError;
use crate::platform::secret::token_hash;

/// Proof that the caller belongs to a workspace. Store functions of every feature take one; only this feature makes
/// them, from a live session or an API key.
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

/// A member and the session that was found.
#[derive(sqlx::FromRow)]
pub struct SessionIdentity {
    /// Session id.
    pub session_id: String,
    /// Who.
    #[sqlx(flatten)]
    pub identity: Identity,
}

/// What the caller showed.
#[derive(Clone, Debug)]
enum Proof {
    Session(String),
    ApiKey(Arc<KeyGrant>),
}

/// A signed-in person in a workspace. Handlers that take API keys too extract [`PersonOrKey`].
#[derive(Clone, Debug)]
pub struct Caller {
    /// What stores ask for.
    pub scope: TenantScope,
    /// Who.
    pub identity: Identity,
    /// Role in the workspace.
    pub role: Role,
    proof: Proof,
}

impl Caller {
    fn new(identity: Identity, proof: Proof) -> Self {
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
        Self { scope, identity, role, proof }
    }

    /// Of a live session.
    fn of_session(found: SessionIdentity) -> Self {
        Self::new(found.identity, Proof::Session(found.session_id))
    }

    /// The session; programs have none.
    pub fn session_id(&self) -> Option<&str> {
        match &self.proof {
            Proof::Session(id) => Some(id),
            Proof::ApiKey(_) => None,
        }
    }

    /// The API key, where a program asks.
    pub fn api_key(&self) -> Option<&KeyGrant> {
        match &self.proof {
            Proof::Session(_) => None,
            Proof::ApiKey(grant) => Some(grant),
        }
    }

    /// Refuses what the role, or the key's scopes, do not allow.
    pub fn require(&self, operation: Operation) -> Result<(), ApiError> {
        if self.api_key().is_some_and(|key| !key.allows(operation)) {
            return Err(ApiError::new(Code::Forbidden, "This API key's scopes do not cover this."));
        }
        operations::require(self.role, operation)
    }
}

/// What the request's bearer token is.
enum Bearer {
    Session(String),
    ApiKey(String),
}

fn bearer(headers: &HeaderMap, app: &App) -> Option<Bearer> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    if token.starts_with(api_keys::PREFIX) {
        return api_keys::is_sealed(token).then(|| Bearer::ApiKey(token_hash(token)));
    }
    app.access_keys.session(token).map(Bearer::Session)
}

async fn find(bearer: &Bearer, app: &App) -> Result<Option<Caller>, ApiError> {
    let (Bearer::Session(id) | Bearer::ApiKey(id)) = bearer;
    let missed = match app.hot_callers.find(id) {
        Ok(caller) => return Ok(Some(caller)),
        Err(missed) => missed,
    };
    let caller = match bearer {
        Bearer::Session(id) => store::identity(&app.db, id, now()).await?.map(Caller::of_session),
        Bearer::ApiKey(hash) => api_keys::grant_of(&app.db, hash, now())
            .await?
            .map(|(identity, grant)| Caller::new(identity, Proof::ApiKey(Arc::new(grant)))),
    };
    if let Some(caller) = &caller {
        app.hot_callers.keep(id, caller, missed);
    }
    Ok(caller)
}

/// Who a repeated request must come from to be the same one: the session, for a token is renewed while its session
/// stays, or the API key. Nothing for a stranger.
pub async fn asker(headers: &HeaderMap, app: &App) -> Result<Option<String>, ApiError> {
    let Some(bearer) = bearer(headers, app) else { return Ok(None) };
    let caller = find(&bearer, app).await?;
    Ok(caller.map(|caller| match caller.proof {
        Proof::Session(id) => id,
        Proof::ApiKey(key) => key.id.clone(),
    }))
}

/// A signed-in person, or a program with an API key: the handler requires the operation.
pub struct PersonOrKey(pub Caller);

impl FromRequestParts<App> for PersonOrKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let bearer = bearer(&parts.headers, app).ok_or_else(ApiError::unauthorized)?;
        find(&bearer, app).await?.map(Self).ok_or_else(ApiError::unauthorized)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let PersonOrKey(caller) = PersonOrKey::from_request_parts(parts, app).await?;
        match caller.proof {
            Proof::Session(_) => Ok(caller),
            Proof::ApiKey(_) => {
                Err(ApiError::new(Code::Forbidden, "An API key can not do this. Sign in to do it yourself."))
            }
        }
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
        Ok(identity.map(|found| Self(Caller::of_session(found))))
    }
}
