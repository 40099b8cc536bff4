use crate::auth::TenantScope;
use crate::platform::clock::Millis;
use crate::platform::db::{Db, Tx};
use crate::{execute, in_tx, on};

pub async fn slug_exists(tx: &mut Tx, slug: &str) -> Result<bool, sqlx::Error> {
    const SQL: &str = "SELECT id FROM workspace WHERE slug = $1";
    let row: Option<(String,)> = in_tx!(tx, |c| sqlx::query_as(SQL).bind(slug).fetch_optional(c))?;
    Ok(row.is_some())
}

pub async fn insert(
    tx: &mut Tx,
    id: &str,
    name: &str,
    slug: &str,
    plan: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO workspace (id, name, slug, plan, anchor_day, time_zone, created_at)
        VALUES ($1, $2, $3, $4, CAST(1 AS BIGINT), 'UTC', $5)";
    execute!(tx, sqlx::query(SQL).bind(id).bind(name).bind(slug).bind(plan).bind(now)).map(|_| ())
}

pub async fn insert_member(
    tx: &mut Tx,
    workspace_id: &str,
    account_id: &str,
    role: &str,
    now: Millis,
) -> Result<(), sqlx::Error> {
    const SQL: &str =
        "INSERT INTO membership (workspace_id, account_id, role, created_at) VALUES ($1, $2, $3, $4)";
    execute!(tx, sqlx::query(SQL).bind(workspace_id).bind(account_id).bind(role).bind(now)).map(|_| ())
}

pub async fn has_resume(db: &Db, scope: &TenantScope) -> Result<bool, sqlx::Error> {
    const SQL: &str = "SELECT file_name FROM resume WHERE workspace_id = $1 AND account_id = $2";
    let row: Option<(String,)> = on!(db.read, |c| sqlx::query_as(SQL)
        .bind(scope.workspace_id())
        .bind(scope.account_id())
        .fetch_optional(c))?;
    Ok(row.is_some())
}

/// Puts every workspace that the address owns on a plan; how many there were. For the administrator's command.
pub async fn set_plan_of_owner(db: &Db, email_key: &str, plan: &str) -> Result<u64, sqlx::Error> {
    const SQL: &str = "UPDATE workspace SET plan = $2 WHERE id IN (
        SELECT m.workspace_id FROM membership m JOIN account a ON a.id = m.account_id
        WHERE m.role = 'owner' AND a.email_key = $1)";
    execute!(db.write, sqlx::query(SQL).bind(email_key).bind(plan))
}
