//! `legwork doctor`: checks the configuration by using it, and says what to fix.

use std::net::TcpListener;
use std::time::Duration;

use crate::platform::config::{Flags, Mail, Settings, Source, Upstream};
use crate::serve;

/// One thing that was looked at.
pub struct Finding {
    /// What.
    pub subject: &'static str,
    /// `Err` says what to fix.
    pub result: Result<String, String>,
}

/// Looks at everything a server needs. Changes nothing but an empty database file.
pub async fn examine(flags: &Flags, source: &Source) -> Vec<Finding> {
    let settings = match Settings::load(flags, source) {
        Ok(settings) => settings,
        Err(faults) => {
            return faults
                .into_iter()
                .map(|fault| Finding { subject: "settings", result: Err(fault) })
                .collect();
        }
    };
    let settings_finding = Finding { subject: "settings", result: Ok("complete".into()) };
    vec![
        settings_finding,
        Finding { subject: "listen", result: listen(&settings) },
        Finding { subject: "database", result: database(&settings).await },
        Finding { subject: "mail", result: mail(&settings).await },
        Finding { subject: "answers", result: upstream(&settings).await },
    ]
}

fn listen(settings: &Settings) -> Result<String, String> {
    TcpListener::bind(settings.listen).map(|_| format!("{} is free", settings.listen)).map_err(|error| {
        format!("{}: {error}. Stop what listens there or choose another LISTEN.", settings.listen)
    })
}

async fn database(settings: &Settings) -> Result<String, String> {
    let fault = |error: anyhow::Error| format!("{error:#}. Check DATABASE_URL, or that DATA can be written.");
    let db = serve::open_database(settings).await.map_err(fault)?;
    db.migrate().await.map_err(fault)?;
    db.close().await;
    Ok(format!("{} is reachable and up to date", db.engine()))
}

async fn mail(settings: &Settings) -> Result<String, String> {
    let Mail::Smtp { url, .. } = &settings.mail else {
        return Ok("written to files, shown at /dev/mail".into());
    };
    use secrecy::ExposeSecret as _;
    let transport: lettre::AsyncSmtpTransport<lettre::Tokio1Executor> =
        lettre::AsyncSmtpTransport::<lettre::Tokio1Executor>::from_url(url.expose_secret())
            .map_err(|error| format!("SMTP_URL: {error}."))?
            .timeout(Some(Duration::from_secs(10)))
            .build();
    match transport.test_connection().await {
        Ok(true) => Ok("the mail server answers".into()),
        Ok(false) => Err("SMTP_URL: the mail server does not take mail.".into()),
        Err(error) => Err(format!("SMTP_URL: {error}.")),
    }
}

async fn upstream(settings: &Settings) -> Result<String, String> {
    let Upstream::OpenAi { base_url, api_key, model } = &settings.upstream else {
        return Ok("offline: quotes pages, uses no model (set OPENAI_API_KEY for one)".into());
    };
    use secrecy::ExposeSecret as _;
    let address = format!("{base_url}/models");
    let client =
        reqwest::Client::builder().timeout(Duration::from_secs(10)).build().map_err(|e| e.to_string())?;
    let answer = client.get(&address).bearer_auth(api_key.expose_secret()).send().await;
    match answer.map(|answer| answer.status().as_u16()) {
        Ok(200..300) => Ok(format!("{model} at {base_url}")),
        Ok(401 | 403) => Err("OPENAI_API_KEY is not accepted. Check the key.".into()),
        Ok(status) => Err(format!("{address} answers with status {status}. Check OPENAI_BASE_URL.")),
        Err(error) => Err(format!("{address} can not be reached: {error}. Check OPENAI_BASE_URL.")),
    }
}
