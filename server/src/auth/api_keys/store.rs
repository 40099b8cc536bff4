//! Every SQL text of API keys.

use api_types::api_keys::{ApiKey, KeyLimits};

use super::rules::{Checked, KeyGrant, scopes_of, scopes_text};
use crate::auth::{Identity, TenantScope};
use crate::platform::clock::{MINUTE, Millis, rfc3339};
use crate::platform::db::Db;
use crate::{execute, on};

/// A key as the database tells it.
#[derive(sqlx::FromRow)]
pub struct KeyRow {
    pub id: String,
    name: String,
    hint: String,
    scopes: String,
    created_by: String,
    created_at: Millis,
    expires_at: Option<Millis>,
    last_used_at: Option<Millis>,
    #[sqlx(flatten)]
    limits: LimitColumns,
}

#[derive(sqlx::FromRow)]
struct LimitColumns {
    requests_per_minute: Option<i64>,
    requests_per_day: Option<i64>,
    questions_per_month: Option<i64>,
    cost_nanos_per_month: Option<i64>,
}

impl From<LimitColumns> for KeyLimits {
    fn from(row: LimitColumns) -> Self {
        let units = |limit: Option<i64>| limit.map(|units| units.max(0) as u64);
        Self {
            requests_per_minute: units(row.requests_per_minute),
            requests_per_day: units(row.requests_per_day),
            questions_per_month: units(row.questions_per_month),
            cost_nanos_per_month: units(row.cost_nanos_per_month),
        }
    }
}

impl From<KeyRow> for ApiKey {
    fn from(row: KeyRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            hint: row.hint,
            scopes: scopes_of(&row.scopes),
            limits: row.limits.into(),
            created_by: row.created_by,
            created_at: rfc3339(row.created_at),
            expires_at: row.expires_at.map(rfc3339),
            last_used_at: row.last_used_at.map(rfc3339),
        }
    }
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    key_id: String,
    scopes: String,
    last_used_at: Option<Millis>,
    #[sqlx(flatten)]
    limits: LimitColumns,
    #[sqlx(flatten)]
    identity: Identity,
}

/// Who a live key acts as, and what it may do. Notes, at most once a minute, that it was used.
pub async fn grant_of(
    db: &Db,
    key_hash: &str,
    now: Millis,
) -> Result<Option<(Identity, KeyGrant)>, sqlx::Error> {
    const SQL: &str = "SELECT k.id AS key_id, k.scopes, k.last_used_at, k.requests_per_minute, k.requests_per_day,
            k.questions_per_month, k.cost_nanos_per_month, i.*
        FROM api_key k JOIN member_identity i ON i.workspace_id = k.workspace_id AND i.account_id = k.account_id
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)";
    const USED: &str =
        "UPDATE api_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $3)";
    let found: Option<GrantRow> =
        on!(db.read, |c| sqlx::query_as(SQL).bind(key_hash).bind(now).fetch_optional(c))?;
    let Some(row) = found else { return Ok(None) };
    if row.last_used_at.is_none_or(|at| at < now - MINUTE) {
        let noted = execute!(db.write, sqlx::query(USED).bind(&row.key_id).bind(now).bind(now - MINUTE));
        if let Err(error) = noted {
            tracing::error!(%error, "noting that an API key was used");
        }
    }
    let grant = KeyGrant { id: row.key_id, scopes: scopes_of(&row.scopes), limits: row.limits.into() };
    Ok(Some((row.identity, grant)))
}

pub async fn live_keys(db: &Db, scope: &TenantScope, now: Millis) -> Result<Vec<KeyRow>, sqlx::Error> {
    const SQL: &str = "SELECT k.id, k.name, k.hint, k.scopes, k.requests_per_minute, k.requests_per_day,
            k.questions_per_month, k.cost_nanos_per_month, a.name AS created_by, k.created_at, k.expires_at,
            k.last_used_at
        FROM api_key k JOIN account a ON a.id = k.account_id
        WHERE k.workspace_id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)
        ORDER BY k.created_at DESC, k.id DESC";
    on!(db.read, |c| sqlx::query_as(SQL).bind(scope.workspace_id()).bind(now).fetch_all(c))
}

pub async fn insert(
    db: &Db,
    scope: &TenantScope,
    id: &str,
    key_hash: &str,
    hint: &str,
    key: &Checked,
    now: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO api_key (id, workspace_id, account_id, name, key_hash, hint, scopes,
            requests_per_minute, requests_per_day, questions_per_month, cost_nanos_per_month, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let units = |limit: Option<u64>| limit.map(|units| units as i64);
    execute!(
        db.write,
        sqlx::query(SQL)
            .bind(id)
            .bind(scope.workspace_id())
            .bind(scope.account_id())
            .bind(&key.name)
            .bind(key_hash)
            .bind(hint)
            .bind(scopes_text(&key.scopes))
            .bind(units(key.limits.requests_per_minute))
            .bind(units(key.limits.requests_per_day))
            .bind(units(key.limits.questions_per_month))
            .bind(units(key.limits.cost_nanos_per_month))
            .bind(now)
            .bind(key.expires_at)
    )
    .map(|_| ())
}

pub async fn revoke(db: &Db, scope: &TenantScope, id: &str, now: Millis) -> Result<bool, sqlx::Error> {
    const SQL: &str =
        "UPDATE api_key SET revoked_at = $3 WHERE id = $1 AND workspace_id = $2 AND revoked_at IS NULL";
    Ok(execute!(db.write, sqlx::query(SQL).bind(id).bind(scope.workspace_id()).bind(now))? == 1)
}
