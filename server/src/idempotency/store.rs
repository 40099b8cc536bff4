use crate::platform::clock::Millis;
use crate::platform::db::Db;
use crate::{execute, on};

/// A claim as it stands.
#[derive(sqlx::FromRow)]
pub struct Claim {
    pub body_hash: String,
    pub status: Option<i64>,
    pub content_type: Option<String>,
    pub answer: Option<String>,
}

/// `true` when the claim is ours.
pub async fn claim(db: &Db, claim_hash: &str, body_hash: &str, now: Millis) -> Result<bool, sqlx::Error> {
    const SQL: &str = "INSERT INTO idempotency_claim (claim_hash, body_hash, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (claim_hash) DO NOTHING";
    let rows = execute!(db.write, sqlx::query(SQL).bind(claim_hash).bind(body_hash).bind(now))?;
    Ok(rows == 1)
}

pub async fn find(db: &Db, claim_hash: &str) -> Result<Option<Claim>, sqlx::Error> {
    const SQL: &str =
        "SELECT body_hash, status, content_type, answer FROM idempotency_claim WHERE claim_hash = $1";
    on!(db.read, |c| sqlx::query_as(SQL).bind(claim_hash).fetch_optional(c))
}

pub async fn finish(
    db: &Db,
    claim_hash: &str,
    status: u16,
    content_type: &str,
    answer: &str,
) -> Result<(), sqlx::Error> {
    const SQL: &str =
        "UPDATE idempotency_claim SET status = $2, content_type = $3, answer = $4 WHERE claim_hash = $1";
    execute!(
        db.write,
        sqlx::query(SQL).bind(claim_hash).bind(i64::from(status)).bind(content_type).bind(answer)
    )
    .map(|_| ())
}

pub async fn release(db: &Db, claim_hash: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "DELETE FROM idempotency_claim WHERE claim_hash = $1 AND status IS NULL";
    execute!(db.write, sqlx::query(SQL).bind(claim_hash)).map(|_| ())
}

/// Claims are kept for a day; one under way that is as old belongs to a dead server.
pub async fn delete_older_than(db: &Db, before: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str = "DELETE FROM idempotency_claim WHERE created_at < $1";
    execute!(db.write, sqlx::query(SQL).bind(before)).map(|_| ())
}
