//! The real program, as a process of its own: it can be killed and stopped.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::server::PASSWORD;

/// A running program; killed when dropped.
pub struct Program {
    child: Child,
    port: u16,
    http: reqwest::Client,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// The program, on the embedded database where no other is named.
    pub fn command(database: Option<&str>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_legwork"));
        command.env_remove("DATABASE_URL").envs(database.map(|url| ("DATABASE_URL", url)));
        command
    }

    /// Starts it and waits until it is ready.
    pub async fn start(
        database: Option<&str>,
        data: &Path,
        upstream: &str,
        port: u16,
        settings: &[(&str, &str)],
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let child = Self::command(database)
            .args(["serve", "--dev", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .env("OPENAI_API_KEY", "k")
            .env("OPENAI_BASE_URL", upstream)
            .env("LLM_MODEL", "scripted")
            .env("AUTH_REQUESTS_PER_MINUTE", "100000")
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut program = Self { child, port, http: reqwest::Client::new() };
        let started = Instant::now();
        while program.http.get(program.url("/readyz")).send().await.is_err() {
            assert!(program.child.try_wait().unwrap().is_none(), "it ended");
            assert!(started.elapsed() < Duration::from_secs(20), "not ready in time");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        program
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// A request to the API: its JSON. GET without a body.
    pub fn call(
        &self,
        path: &str,
        token: &str,
        body: Option<Value>,
    ) -> impl Future<Output = Result<Value, reqwest::Error>> + Send + use<> {
        let url = self.url(&format!("/api/v1{path}"));
        let request = match body {
            Some(body) => self.http.post(url).json(&body),
            None => self.http.get(url),
        };
        let request = request.bearer_auth(token).timeout(Duration::from_secs(60));
        async move { request.send().await?.json().await }
    }

    /// A new account's access token.
    pub async fn sign_up(&self, email: &str) -> String {
        let account = json!({ "name": "Ada", "email": email, "password": PASSWORD });
        self.call("/auth/register", "", Some(account)).await.unwrap();
        let login = json!({ "email": email, "password": PASSWORD });
        let tokens = self.call("/auth/login", "", Some(login)).await.unwrap();
        tokens["access_token"].as_str().unwrap().to_owned()
    }
}

/// A port that the system gives to nobody else while the program is down: below those of `bind` to 0.
pub fn free_port() -> u16 {
    // Tests that run beside each other begin apart, far enough for what one of them starts.
    let first = 20_000 + (std::process::id() * 16 % 10_000) as u16;
    let is_free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (first..30_000).chain(20_000..first).find(is_free).unwrap()
}
