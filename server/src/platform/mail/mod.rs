//! Mail leaves through an outbox table: written in the same transaction as what it tells, sent by one task, tried
//! again with growing delays, its body erased once it is sent.

mod deliver;
mod store;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use deliver::{OutboxMail, read_file_outbox};

use super::clock::{self, HOUR, MINUTE, Millis};
use super::config::Mail;
use super::db::{Db, Tx};
use deliver::Transport;

/// A mail to one person, plain text.
#[derive(Clone, Debug)]
pub struct Message {
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Sends mail.
#[derive(Clone)]
pub struct Mailer {
    db: Db,
    transport: Arc<Transport>,
    wake: Arc<Notify>,
}

impl Mailer {
    /// A mailer for the configured way out; `data` holds the file outbox.
    pub fn new(db: Db, mail: &Mail, data: &std::path::Path) -> anyhow::Result<Self> {
        let transport = match mail {
            Mail::FileOutbox => Transport::Files(outbox_dir(data)),
            Mail::Smtp { url, from } => Transport::smtp(url, from)?,
        };
        Ok(Self { db, transport: Arc::new(transport), wake: Arc::new(Notify::new()) })
    }

    /// Writes the mail into the outbox, with the transaction it belongs to. Call [`Mailer::wake`] after the commit.
    pub async fn enqueue(&self, tx: &mut Tx, message: &Message) -> Result<(), sqlx::Error> {
        store::insert(tx, message, clock::now()).await
    }

    /// Sends what is due now rather than at the next look.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Sends due mail until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            if let Err(error) = self.send_due().await {
                tracing::error!(%error, "mail outbox");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(15)) => {}
            }
        }
    }

    async fn send_due(&self) -> Result<(), sqlx::Error> {
        for mail in store::due(&self.db, clock::now()).await? {
            match self.transport.send(&mail).await {
                Ok(()) => store::mark_sent(&self.db, &mail.id, clock::now()).await?,
                Err(error) => {
                    let at = clock::now() + retry_delay(mail.attempts);
                    tracing::warn!(mail = %mail.id, %error, "mail not sent, will be tried again");
                    store::mark_failed(&self.db, &mail.id, at, &error.to_string()).await?;
                }
            }
        }
        Ok(())
    }
}

/// Folder of the file outbox.
pub fn outbox_dir(data: &std::path::Path) -> PathBuf {
    data.join("outbox")
}

/// One minute, doubled each time, six hours at most.
fn retry_delay(attempts: i64) -> Millis {
    (MINUTE << attempts.clamp(0, 9)).min(6 * HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_to_six_hours() {
        assert_eq!(retry_delay(0), MINUTE);
        assert_eq!(retry_delay(3), 8 * MINUTE);
        assert_eq!(retry_delay(40), 6 * HOUR);
    }
}
