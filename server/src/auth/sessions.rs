//! Opening, listing and ending sessions.

use super::caller::TenantScope;
use super::login::SignIn;
use super::store;
use crate::app::App;
use crate::platform::clock::{DAY, Millis, now};
use crate::platform::id::new_id;
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::secret::{new_token, token_hash};

/// An unused session ends after this long.
pub const SESSION_LIFE: Millis = 60 * DAY;

/// How a session continues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By refresh tokens.
    Api,
    /// By the portal's cookie.
    Portal,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SessionRow {
    /// Session id.
    pub id: String,
    /// `api` or `portal`.
    pub kind: String,
    /// The client's own name for itself.
    pub device: String,
    /// When it was opened.
    pub created_at: Millis,
    /// When it was last used, to the minute.
    pub last_used_at: Millis,
}

/// Opens a session for a person whose password was checked.
pub async fn open(app: &App, account_id: String, device: &str, kind: Kind) -> ApiResult<SignIn> {
    let (session_id, secret, at) = (new_id(), new_token(), now());
    let hash = token_hash(&secret);
    let mut tx = app.db.begin().await?;
    let opened = store::insert_session(&mut tx, &session_id, &account_id, kind, device, &hash, at).await?;
    if !opened {
        return Err(ApiError::internal(format!("account {account_id} belongs to no workspace")));
    }
    if kind == Kind::Api {
        store::insert_refresh_token(&mut tx, &hash, &session_id, at).await?;
    }
    tx.commit().await?;
    Ok(SignIn { account_id, session_id, secret })
}

/// Live sessions of the person, last used first.
pub async fn list_sessions(app: &App, scope: &TenantScope) -> ApiResult<Vec<SessionRow>> {
    Ok(store::live_sessions(&app.db, scope, now()).await?)
}

/// Ends one session of the person. 404 for every other.
pub async fn revoke_session(app: &App, scope: &TenantScope, session_id: &str) -> ApiResult<()> {
    let revoked = store::revoke_session(&app.db, scope, session_id, now()).await?;
    app.hot_callers.forget();
    if revoked { Ok(()) } else { Err(ApiError::not_found()) }
}

/// Ends every session of the person.
pub async fn revoke_all(app: &App, scope: &TenantScope) -> ApiResult<()> {
    let mut tx = app.db.begin().await?;
    store::revoke_account_sessions(&mut tx, scope.account_id(), None, now()).await?;
    tx.commit().await?;
    app.hot_callers.forget();
    Ok(())
}

/// Forgets what is expired or was ended a month ago.
pub async fn delete_expired(app: &App) -> Result<(), sqlx::Error> {
    store::delete_expired(&app.db, now(), now() - 30 * DAY).await
}
