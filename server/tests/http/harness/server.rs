use std::time::Duration;

use legwork::platform::config::{Flags, Settings, Source};
use legwork::platform::db::Db;
use legwork::serve::{self, Running};
use scripted_upstream::Upstream;
use serde_json::json;
use tempfile::TempDir;

use super::database::new_postgres_database;
use super::person::{Answer, Person};

/// Where and how a test's server runs.
pub struct Setup {
    postgres: Option<String>,
    settings: Vec<(String, String)>,
    offline: bool,
}

impl Setup {
    /// On embedded SQLite.
    pub fn sqlite() -> Self {
        Self { postgres: None, settings: Vec::new(), offline: false }
    }

    /// On a fresh Postgres database.
    pub async fn postgres() -> Self {
        Self { postgres: Some(new_postgres_database().await), settings: Vec::new(), offline: false }
    }

    /// With a setting.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Without an upstream.
    pub fn offline(mut self) -> Self {
        self.offline = true;
        self
    }

    /// Starts it.
    pub async fn start(self) -> Server {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let upstream = Upstream::start().await;
        let data = tempfile::tempdir().unwrap();
        let mut pairs = vec![
            ("AUTH_REQUESTS_PER_MINUTE".to_owned(), "100000".to_owned()),
            ("LEGWORK_EXECUTABLE".to_owned(), env!("CARGO_BIN_EXE_legwork").to_owned()),
            ("LLM_MODEL".to_owned(), "scripted".to_owned()),
        ];
        if !self.offline {
            pairs.push(("OPENAI_API_KEY".into(), "sk-test".into()));
            pairs.push(("OPENAI_BASE_URL".into(), upstream.base_url()));
        }
        pairs.extend(self.postgres.map(|url| ("DATABASE_URL".to_owned(), url)));
        pairs.extend(self.settings);
        let source = Source::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let flags =
            Flags { dev: true, listen: Some(([127, 0, 0, 1], 0).into()), data: Some(data.path().to_owned()) };
        let settings = Settings::load(&flags, &source).unwrap();
        let running = serve::start(settings).await.unwrap();
        let http = reqwest::Client::builder().timeout(Duration::from_secs(60)).build().unwrap();
        Server { running, upstream, data, http }
    }
}

/// A running server, its upstream and its data folder.
pub struct Server {
    /// The server itself.
    pub running: Running,
    /// What it asks.
    pub upstream: Upstream,
    /// Its data folder.
    pub data: TempDir,
    /// A client.
    pub http: reqwest::Client,
}

impl Server {
    /// Address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// Its database.
    pub fn db(&self) -> &Db {
        &self.running.app.db
    }

    /// POSTs JSON without signing in.
    pub async fn post(&self, path: &str, body: serde_json::Value) -> Answer {
        Answer::of(self.http.post(self.url(path)).json(&body).send().await.unwrap()).await
    }

    /// GETs without signing in.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.http.get(self.url(path)).send().await.unwrap()).await
    }

    /// Registers and signs in.
    pub async fn person(&self, name: &str) -> Person<'_> {
        let email = format!("{}@example.com", name.to_lowercase());
        let body =
            json!({ "name": name, "company": format!("{name} Ltd"), "email": email, "password": PASSWORD });
        self.post("/api/v1/auth/register", body).await.expect(201);
        self.sign_in(&email).await
    }

    /// Signs in on another device.
    pub async fn sign_in(&self, email: &str) -> Person<'_> {
        let tokens = self.post("/api/v1/auth/login", json!({ "email": email, "password": PASSWORD })).await;
        let tokens = tokens.expect(200);
        let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
        Person {
            server: self,
            email: email.to_owned(),
            access_token: text("access_token"),
            refresh_token: text("refresh_token"),
        }
    }

    /// The newest mail to the address whose subject contains the words; waits for it.
    pub async fn mail(&self, to: &str, subject: &str) -> String {
        let dir = legwork::platform::mail::outbox_dir(self.data.path());
        for _ in 0..200 {
            let mails = legwork::platform::mail::read_file_outbox(&dir).await.unwrap();
            if let Some(mail) = mails.into_iter().find(|mail| mail.to == to && mail.subject.contains(subject))
            {
                return mail.body;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("no mail to {to} about {subject:?}");
    }

    /// The token in the link of such a mail.
    pub async fn mailed_token(&self, to: &str, subject: &str) -> String {
        let body = self.mail(to, subject).await;
        body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
    }

    /// Puts the person's workspace on a plan.
    pub async fn set_plan(&self, email: &str, plan: &str) {
        legwork::admin::set_plan(self.db(), email, plan).await.unwrap();
        // As after every change that the server makes itself; of another program's it hears within a second.
        self.running.app.hot_callers.forget();
    }
}

/// Everybody's password.
pub const PASSWORD: &str = "violet tractor hums";
