//! `/dev/mail`: the file outbox of `--dev`. Anywhere else there is no such page.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::filters;
use crate::app::App;
use crate::auth::Visitor;
use crate::platform::config::Mail;
use crate::platform::mail::{OutboxMail, outbox_dir, read_file_outbox};
use crate::platform::problem::{ApiError, ApiResult};
use crate::portal::{Here, Layout, page};

#[derive(Template)]
#[template(path = "dev/mail_list.html")]
struct MailListPage {
    layout: Layout,
    mails: Vec<MailLine>,
}

#[derive(Template)]
#[template(path = "dev/mail.html")]
struct MailPage {
    layout: Layout,
    mail: MailLine,
}

struct MailLine {
    id: String,
    to: String,
    subject: String,
    sent_at: String,
    text: String,
    /// Addresses of this server in the text.
    links: Vec<String>,
}

/// Every mail, newest first.
pub async fn list(State(app): State<App>, visitor: Visitor) -> ApiResult<Response> {
    let mails = outbox(&app).await?;
    page(&MailListPage { layout: visitor.layout(Here::Elsewhere), mails })
}

/// One mail.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> ApiResult<Response> {
    let mail = outbox(&app).await?.into_iter().find(|mail| mail.id == id).ok_or_else(ApiError::not_found)?;
    page(&MailPage { layout: visitor.layout(Here::Elsewhere), mail })
}

async fn outbox(app: &App) -> ApiResult<Vec<MailLine>> {
    if !app.settings.dev || !matches!(app.settings.mail, Mail::FileOutbox) {
        return Err(ApiError::not_found());
    }
    let mails = read_file_outbox(&outbox_dir(&app.settings.data)).await.map_err(ApiError::internal)?;
    Ok(mails.into_iter().map(|mail| line(mail, &app.settings.public_url)).collect())
}

fn line(mail: OutboxMail, public_url: &str) -> MailLine {
    let own = format!("{public_url}/");
    let links =
        mail.body.split_whitespace().filter(|word| word.starts_with(&own)).map(str::to_owned).collect();
    MailLine { id: mail.id, to: mail.to, subject: mail.subject, sent_at: mail.at, text: mail.body, links }
}
