use crate::auth::TenantScope;
use crate::platform::clock::Millis;
use crate::platform::db::Db;
use crate::{execute, on};

#[derive(sqlx::FromRow)]
pub struct ResumeRow {
    pub file_name: String,
    pub media_type: String,
    pub file_bytes: i64,
    pub body: String,
    pub uploaded_at: Millis,
}

pub async fn get(db: &Db, scope: &TenantScope) -> Result<Option<ResumeRow>, sqlx::Error> {
    const SQL: &str = "SELECT file_name, media_type, file_bytes, body, uploaded_at FROM resume
        WHERE workspace_id = $1 AND account_id = $2";
    on!(db.read, |c| sqlx::query_as(SQL)
        .bind(scope.workspace_id())
        .bind(scope.account_id())
        .fetch_optional(c))
}

pub async fn text_of(db: &Db, scope: &TenantScope) -> Result<Option<String>, sqlx::Error> {
    const SQL: &str = "SELECT body FROM resume WHERE workspace_id = $1 AND account_id = $2";
    let row: Option<(String,)> = on!(db.read, |c| sqlx::query_as(SQL)
        .bind(scope.workspace_id())
        .bind(scope.account_id())
        .fetch_optional(c))?;
    Ok(row.map(|(body,)| body))
}

pub async fn put(db: &Db, scope: &TenantScope, row: &ResumeRow) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO resume
            (workspace_id, account_id, file_name, media_type, file_bytes, body, uploaded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (workspace_id, account_id) DO UPDATE SET file_name = excluded.file_name,
            media_type = excluded.media_type, file_bytes = excluded.file_bytes, body = excluded.body,
            uploaded_at = excluded.uploaded_at";
    execute!(
        db.write,
        sqlx::query(SQL)
            .bind(scope.workspace_id())
            .bind(scope.account_id())
            .bind(&row.file_name)
            .bind(&row.media_type)
            .bind(row.file_bytes)
            .bind(&row.body)
            .bind(row.uploaded_at)
    )
    .map(|_| ())
}

/// Whether there was one.
pub async fn delete(db: &Db, scope: &TenantScope) -> Result<bool, sqlx::Error> {
    const SQL: &str = "DELETE FROM resume WHERE workspace_id = $1 AND account_id = $2";
    let rows = execute!(db.write, sqlx::query(SQL).bind(scope.workspace_id()).bind(scope.account_id()))?;
    Ok(rows == 1)
}
