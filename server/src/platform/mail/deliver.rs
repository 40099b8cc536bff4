//! The ways out: a mail server, or files that `--dev` shows at `/dev/mail`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

use super::store::DueMail;
use crate::platform::clock;

pub enum Transport {
    Files(PathBuf),
    Smtp { transport: AsyncSmtpTransport<Tokio1Executor>, from: lettre::message::Mailbox },
}

/// A mail of the file outbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutboxMail {
    /// Id.
    pub id: String,
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When it was written.
    pub at: String,
}

impl Transport {
    pub fn smtp(url: &SecretString, from: &str) -> anyhow::Result<Self> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
            .context("SMTP_URL is not an address of a mail server")?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        Ok(Self::Smtp { transport, from: from.parse().context("MAIL_FROM")? })
    }

    pub async fn send(&self, mail: &DueMail) -> anyhow::Result<()> {
        match self {
            Self::Files(dir) => write_file(dir, mail).await,
            Self::Smtp { transport, from } => {
                let message = lettre::Message::builder()
                    .from(from.clone())
                    .to(mail.recipient.parse()?)
                    .subject(&mail.subject)
                    .message_id(Some(format!("<{}@legwork>", mail.id)))
                    .header(ContentType::TEXT_PLAIN)
                    .body(mail.body.clone())?;
                transport.send(message).await?;
                Ok(())
            }
        }
    }
}

async fn write_file(dir: &Path, mail: &DueMail) -> anyhow::Result<()> {
    tokio::fs::create_dir_all(dir).await?;
    let entry = OutboxMail {
        id: mail.id.clone(),
        to: mail.recipient.clone(),
        subject: mail.subject.clone(),
        body: mail.body.clone(),
        at: clock::rfc3339(mail.created_at),
    };
    // Written beside and renamed, so that a reader never sees half a mail.
    let path = dir.join(format!("{}.json", mail.id));
    let part = path.with_extension("part");
    tokio::fs::write(&part, serde_json::to_vec_pretty(&entry)?).await?;
    tokio::fs::rename(&part, &path).await?;
    Ok(())
}

/// Every mail of the file outbox, newest first.
pub async fn read_file_outbox(dir: &Path) -> std::io::Result<Vec<OutboxMail>> {
    let mut mails: Vec<OutboxMail> = Vec::new();
    let mut entries = match tokio::fs::read_dir(dir).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(mails),
        Err(error) => return Err(error),
    };
    while let Some(entry) = entries.next_entry().await? {
        if entry.path().extension().is_some_and(|extension| extension == "json") {
            mails.extend(serde_json::from_slice::<OutboxMail>(&tokio::fs::read(entry.path()).await?).ok());
        }
    }
    mails.sort_by(|a, b| b.id.cmp(&a.id));
    Ok(mails)
}
