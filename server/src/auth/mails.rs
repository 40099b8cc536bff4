//! The mails of this feature: texts from `server/data/mails.toml`, each with its single-use link.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::store::{self, Purpose};
use crate::platform::clock::{DAY, HOUR, now};
use crate::platform::db::Tx;
use crate::platform::mail::Message;
use crate::platform::secret::{new_token, token_hash};

#[derive(Deserialize)]
struct Template {
    subject: String,
    body: String,
}

static TEMPLATES: LazyLock<BTreeMap<String, Template>> =
    LazyLock::new(|| match toml::from_str(include_str!("../../data/mails.toml")) {
        Ok(templates) => templates,
        Err(error) => unreachable!("mails.toml: {error}"),
    });

fn fill(template: &str, to: &str, values: &[(&str, &str)]) -> Message {
    let template = &TEMPLATES[template];
    let put = |text: &str| {
        values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    };
    Message { to: to.to_owned(), subject: put(&template.subject), body: put(&template.body) }
}

/// The mail that confirms an address.
pub async fn verification(
    tx: &mut Tx,
    portal: &str,
    account_id: &str,
    name: &str,
    email: &str,
) -> Result<Message, sqlx::Error> {
    let token = new_token();
    store::insert_mail_token(tx, &token_hash(&token), account_id, Purpose::VerifyEmail, now(), 7 * DAY)
        .await?;
    let link = format!("{portal}/verify-email?token={token}");
    Ok(fill("verification", email, &[("name", name), ("link", &link)]))
}

/// The mail that lets the person set a new password.
pub async fn password_reset(
    tx: &mut Tx,
    portal: &str,
    account_id: &str,
    email: &str,
) -> Result<Message, sqlx::Error> {
    let token = new_token();
    store::insert_mail_token(tx, &token_hash(&token), account_id, Purpose::ResetPassword, now(), HOUR)
        .await?;
    let link = format!("{portal}/reset-password?token={token}");
    Ok(fill("password_reset", email, &[("link", &link)]))
}

/// The mail for somebody who has an account and registers again.
pub fn already_registered(portal: &str, email: &str) -> Message {
    fill("already_registered", email, &[("link", &format!("{portal}/forgot-password"))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_filled_without_rest() {
        for name in TEMPLATES.keys() {
            let mail = fill(name, "a@b.example", &[("name", "Ada"), ("link", "https://x.example/")]);
            assert!(!mail.body.contains('{') && !mail.subject.contains('{'), "{name}");
            assert!(mail.body.contains("https://x.example/"), "{name}");
        }
    }
}
