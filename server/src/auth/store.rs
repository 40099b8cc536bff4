//! Every SQL text of accounts and sessions.

use super::caller::{SessionIdentity, TenantScope};
use super::rules::{FORGET_FAILURES_AFTER, email_key};
use super::sessions::{Kind, SESSION_LIFE, SessionRow};
use crate::platform::clock::{MINUTE, Millis};
use crate::platform::db::{Db, Tx, violates};
use crate::{execute, in_tx, on};

/// What a mailed token is for.
#[derive(Clone, Copy)]
pub enum Purpose {
    VerifyEmail,
    ResetPassword,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// What became of a refresh token.
pub enum Rotation {
    Fresh { account_id: String, session_id: String },
    Reused { session_id: String },
    Unknown,
}

pub async fn insert_account(
    tx: &mut Tx,
    id: &str,
    email: &str,
    name: &str,
    password_hash: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO account (id, email, email_key, name, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    execute!(
        tx,
        sqlx::query(SQL).bind(id).bind(email).bind(email_key(email)).bind(name).bind(password_hash).bind(now)
    )
    .map(|_| ())
}

/// Whether inserting an account failed because its address is known.
pub fn is_known_email(error: &sqlx::Error) -> bool {
    violates(error, "account_email_unique", "account.email_key")
}

/// Account id and password hash of an address.
pub async fn credentials(db: &Db, email_key: &str) -> Result<Option<(String, String)>, sqlx::Error> {
    const SQL: &str = "SELECT id, password_hash FROM account WHERE email_key = $1";
    on!(db.read, |c| sqlx::query_as(SQL).bind(email_key).fetch_optional(c))
}

pub async fn identity(
    db: &Db,
    session_id: &str,
    now: Millis,
) -> Result<Option<SessionIdentity>, sqlx::Error> {
    const SQL: &str =
        "SELECT s.id AS session_id, i.*
        FROM session s JOIN member_identity i ON i.workspace_id = s.workspace_id AND i.account_id = s.account_id
        WHERE s.id = $1 AND s.kind = 'api' AND s.revoked_at IS NULL AND s.expires_at > $2";
    on!(db.read, |c| sqlx::query_as(SQL).bind(session_id).bind(now).fetch_optional(c))
}

/// Looks the cookie up and notes, at most once a minute, that the session was used.
pub async fn portal_identity(
    db: &Db,
    cookie_hash: &str,
    now: Millis,
) -> Result<Option<SessionIdentity>, sqlx::Error> {
    const SQL: &str =
        "SELECT s.id AS session_id, i.*
        FROM session s JOIN member_identity i ON i.workspace_id = s.workspace_id AND i.account_id = s.account_id
        WHERE s.cookie_hash = $1 AND s.kind = 'portal' AND s.revoked_at IS NULL AND s.expires_at > $2";
    const USED: &str =
        "UPDATE session SET last_used_at = $2, expires_at = $3 WHERE id = $1 AND last_used_at < $4";
    let found: Option<SessionIdentity> =
        on!(db.read, |c| sqlx::query_as(SQL).bind(cookie_hash).bind(now).fetch_optional(c))?;
    if let Some(found) = &found {
        execute!(
            db.write,
            sqlx::query(USED).bind(&found.session_id).bind(now).bind(now + SESSION_LIFE).bind(now - MINUTE)
        )?;
    }
    Ok(found)
}

/// Opens a session in the person's first workspace; `false` when there is none.
pub async fn insert_session(
    tx: &mut Tx,
    id: &str,
    account_id: &str,
    kind: Kind,
    device: &str,
    secret_hash: &str,
    now: Millis,
) -> Result<bool, sqlx::Error> {
    const SQL: &str = "INSERT INTO session
            (id, account_id, workspace_id, kind, device, cookie_hash, created_at, last_used_at, expires_at)
        SELECT $1, m.account_id, m.workspace_id, $3, $4, $5, CAST($6 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT)
        FROM membership m WHERE m.account_id = $2 ORDER BY m.created_at, m.workspace_id LIMIT 1";
    let (kind, cookie) = match kind {
        Kind::Api => ("api", None),
        Kind::Portal => ("portal", Some(secret_hash)),
    };
    let rows = execute!(
        tx,
        sqlx::query(SQL)
            .bind(id)
            .bind(account_id)
            .bind(kind)
            .bind(device)
            .bind(cookie)
            .bind(now)
            .bind(now + SESSION_LIFE)
    )?;
    Ok(rows == 1)
}

pub async fn insert_refresh_token(
    tx: &mut Tx,
    token_hash: &str,
    session_id: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO refresh_token (token_hash, session_id, created_at, expires_at)
        VALUES ($1, $2, $3, $4)";
    execute!(tx, sqlx::query(SQL).bind(token_hash).bind(session_id).bind(now).bind(now + SESSION_LIFE))
        .map(|_| ())
}

/// Spends `old` and puts `new` in its place. A spent one revokes its session in the same transaction.
pub async fn rotate(tx: &mut Tx, old: &str, new: &str, now: Millis) -> Result<Rotation, sqlx::Error> {
    const SPEND: &str = "UPDATE refresh_token SET used_at = $2
        WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING session_id";
    const TOUCH: &str = "UPDATE session SET last_used_at = $2, expires_at = $3
        WHERE id = $1 AND revoked_at IS NULL RETURNING account_id";
    const FIND: &str = "SELECT session_id FROM refresh_token WHERE token_hash = $1 AND used_at IS NOT NULL";
    const REVOKE: &str = "UPDATE session SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    let spent: Option<(String,)> =
        in_tx!(tx, |c| sqlx::query_as(SPEND).bind(old).bind(now).fetch_optional(c))?;
    if let Some((session_id,)) = spent {
        let account: Option<(String,)> = in_tx!(tx, |c| sqlx::query_as(TOUCH)
            .bind(&session_id)
            .bind(now)
            .bind(now + SESSION_LIFE)
            .fetch_optional(c))?;
        let Some((account_id,)) = account else { return Ok(Rotation::Unknown) };
        insert_refresh_token(tx, new, &session_id, now).await?;
        return Ok(Rotation::Fresh { account_id, session_id });
    }
    let reused: Option<(String,)> = in_tx!(tx, |c| sqlx::query_as(FIND).bind(old).fetch_optional(c))?;
    let Some((session_id,)) = reused else { return Ok(Rotation::Unknown) };
    execute!(tx, sqlx::query(REVOKE).bind(&session_id).bind(now))?;
    Ok(Rotation::Reused { session_id })
}

pub async fn live_sessions(
    db: &Db,
    scope: &TenantScope,
    now: Millis,
) -> Result<Vec<SessionRow>, sqlx::Error> {
    const SQL: &str = "SELECT id, kind, device, created_at, last_used_at FROM session
        WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY last_used_at DESC, id DESC";
    on!(db.read, |c| sqlx::query_as(SQL).bind(scope.account_id()).bind(now).fetch_all(c))
}

pub async fn revoke_session(
    db: &Db,
    scope: &TenantScope,
    session_id: &str,
    now: Millis,
) -> Result<bool, sqlx::Error> {
    const SQL: &str =
        "UPDATE session SET revoked_at = $3 WHERE id = $1 AND account_id = $2 AND revoked_at IS NULL";
    let rows = execute!(db.write, sqlx::query(SQL).bind(session_id).bind(scope.account_id()).bind(now))?;
    Ok(rows == 1)
}

/// Ends every session of the account but `except`.
pub async fn revoke_account_sessions(
    tx: &mut Tx,
    account_id: &str,
    except: Option<&str>,
    now: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE session SET revoked_at = $3
        WHERE account_id = $1 AND id <> $2 AND revoked_at IS NULL";
    let except = except.unwrap_or("");
    execute!(tx, sqlx::query(SQL).bind(account_id).bind(except).bind(now)).map(|_| ())
}

pub async fn delete_expired(db: &Db, now: Millis, ended_before: Millis) -> Result<(), sqlx::Error> {
    const SESSIONS: &str = "DELETE FROM session WHERE expires_at < $1 OR revoked_at < $2";
    const MAIL_TOKENS: &str = "DELETE FROM mail_token WHERE expires_at < $1";
    const FAILURES: &str = "DELETE FROM sign_in_failure WHERE last_failed_at < $1";
    execute!(db.write, sqlx::query(SESSIONS).bind(now).bind(ended_before))?;
    execute!(db.write, sqlx::query(MAIL_TOKENS).bind(now))?;
    execute!(db.write, sqlx::query(FAILURES).bind(now - FORGET_FAILURES_AFTER))?;
    Ok(())
}

pub async fn insert_mail_token(
    tx: &mut Tx,
    token_hash: &str,
    account_id: &str,
    purpose: Purpose,
    now: Millis,
    life: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO mail_token (token_hash, account_id, purpose, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    execute!(
        tx,
        sqlx::query(SQL).bind(token_hash).bind(account_id).bind(purpose.name()).bind(now).bind(now + life)
    )
    .map(|_| ())
}

/// Spends a mailed token; the account it belongs to, if it held.
pub async fn use_mail_token(
    tx: &mut Tx,
    token_hash: &str,
    purpose: Purpose,
    now: Millis,
) -> Result<Option<String>, sqlx::Error> {
    const SQL: &str = "UPDATE mail_token SET used_at = $3
        WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING account_id";
    let row: Option<(String,)> = in_tx!(tx, |c| sqlx::query_as(SQL)
        .bind(token_hash)
        .bind(purpose.name())
        .bind(now)
        .fetch_optional(c))?;
    Ok(row.map(|(account_id,)| account_id))
}

pub async fn mark_verified(tx: &mut Tx, account_id: &str, now: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE account SET email_verified_at = $2 WHERE id = $1 AND email_verified_at IS NULL";
    execute!(tx, sqlx::query(SQL).bind(account_id).bind(now)).map(|_| ())
}

/// Confirms an address by an administrator's word; `false` for an unknown address.
pub async fn set_verified_by_admin(db: &Db, email: &str, now: Millis) -> Result<bool, sqlx::Error> {
    const SQL: &str = "UPDATE account SET email_verified_at = $2 WHERE email_key = $1";
    let rows = execute!(db.write, sqlx::query(SQL).bind(email_key(email)).bind(now))?;
    Ok(rows == 1)
}

pub async fn set_password(tx: &mut Tx, account_id: &str, hash: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE account SET password_hash = $2 WHERE id = $1";
    execute!(tx, sqlx::query(SQL).bind(account_id).bind(hash)).map(|_| ())
}

pub async fn set_name(db: &Db, scope: &TenantScope, name: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE account SET name = $2 WHERE id = $1";
    execute!(db.write, sqlx::query(SQL).bind(scope.account_id()).bind(name)).map(|_| ())
}

/// Cascades to sessions, tokens and memberships; workspaces without another member go first.
pub async fn delete_account(tx: &mut Tx, scope: &TenantScope) -> Result<(), sqlx::Error> {
    const WORKSPACES: &str = "DELETE FROM workspace WHERE
        EXISTS (SELECT 1 FROM membership m WHERE m.workspace_id = workspace.id AND m.account_id = $1) AND
        NOT EXISTS (SELECT 1 FROM membership m WHERE m.workspace_id = workspace.id AND m.account_id <> $1)";
    const MAILS: &str = "DELETE FROM mail_outbox WHERE recipient = (SELECT email FROM account WHERE id = $1)";
    const ACCOUNT: &str = "DELETE FROM account WHERE id = $1";
    execute!(tx, sqlx::query(WORKSPACES).bind(scope.account_id()))?;
    execute!(tx, sqlx::query(MAILS).bind(scope.account_id()))?;
    execute!(tx, sqlx::query(ACCOUNT).bind(scope.account_id())).map(|_| ())
}

pub async fn failures(db: &Db, subject: &str) -> Result<Option<(i64, Millis)>, sqlx::Error> {
    const SQL: &str = "SELECT failures, last_failed_at FROM sign_in_failure WHERE subject = $1";
    on!(db.read, |c| sqlx::query_as(SQL).bind(subject).fetch_optional(c))
}

/// Failures further apart than [`FORGET_FAILURES_AFTER`] count anew.
pub async fn count_failure(db: &Db, subject: &str, now: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO sign_in_failure (subject, failures, last_failed_at)
        VALUES ($1, CAST(1 AS BIGINT), $2)
        ON CONFLICT (subject) DO UPDATE SET last_failed_at = excluded.last_failed_at,
            failures = CASE WHEN sign_in_failure.last_failed_at < $3 THEN 1 ELSE sign_in_failure.failures + 1 END";
    let old = now - FORGET_FAILURES_AFTER;
    execute!(db.write, sqlx::query(SQL).bind(subject).bind(now).bind(old)).map(|_| ())
}

pub async fn forget_failures(db: &Db, subject: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "DELETE FROM sign_in_failure WHERE subject = $1";
    execute!(db.write, sqlx::query(SQL).bind(subject)).map(|_| ())
}
