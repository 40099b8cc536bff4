use super::Message;
use crate::platform::clock::Millis;
use crate::platform::db::{Db, Tx};
use crate::platform::id::new_id;
use crate::{execute, on};

#[derive(sqlx::FromRow)]
pub struct DueMail {
    pub id: String,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub created_at: Millis,
    pub attempts: i64,
}

pub async fn insert(tx: &mut Tx, message: &Message, now: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str =
        "INSERT INTO mail_outbox (id, recipient, subject, body, created_at, next_attempt_at, attempts)
        VALUES ($1, $2, $3, $4, $5, $5, CAST(0 AS BIGINT))";
    let id = new_id();
    execute!(
        tx,
        sqlx::query(SQL).bind(&id).bind(&message.to).bind(&message.subject).bind(&message.body).bind(now)
    )?;
    Ok(())
}

pub async fn due(db: &Db, now: Millis) -> Result<Vec<DueMail>, sqlx::Error> {
    const SQL: &str = "SELECT id, recipient, subject, body, created_at, attempts FROM mail_outbox
        WHERE sent_at IS NULL AND next_attempt_at <= $1 ORDER BY id LIMIT 50";
    on!(db.read, |c| sqlx::query_as(SQL).bind(now).fetch_all(c))
}

pub async fn mark_sent(db: &Db, id: &str, now: Millis) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE mail_outbox SET sent_at = $2, body = '', last_error = NULL WHERE id = $1";
    execute!(db.write, sqlx::query(SQL).bind(id).bind(now)).map(|_| ())
}

pub async fn mark_failed(db: &Db, id: &str, next: Millis, error: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE mail_outbox SET attempts = attempts + 1, next_attempt_at = $2, last_error = $3
        WHERE id = $1";
    execute!(db.write, sqlx::query(SQL).bind(id).bind(next).bind(error)).map(|_| ())
}
