//! The real program, killed with -9 while it answers: what was acknowledged is there afterwards, and nothing twice.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use scripted_upstream::{Behaviour, Upstream};
use serde_json::{Value, json};

use crate::harness::{PASSWORD, new_postgres_database};

const ROUNDS: usize = 5;

struct Program {
    child: Child,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, on the embedded database where no other is named.
fn legwork(database: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_legwork"));
    command.env_remove("DATABASE_URL").envs(database.map(|url| ("DATABASE_URL", url)));
    command
}

async fn start(database: Option<&str>, data: &std::path::Path, upstream: &str, port: u16) -> Program {
    let child = legwork(database)
        .args(["serve", "--dev", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(data)
        .env("OPENAI_API_KEY", "k")
        .env("OPENAI_BASE_URL", upstream)
        .env("LLM_MODEL", "scripted")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut program = Program { child };
    let url = format!("http://127.0.0.1:{port}");
    let started = Instant::now();
    while reqwest::get(format!("{url}/readyz")).await.is_err() {
        assert!(program.child.try_wait().unwrap().is_none(), "it ended");
        assert!(started.elapsed() < Duration::from_secs(20), "not ready in time");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    program
}

/// A port that the system gives to nobody else while the program is down: below those of `bind` to 0.
fn free_port() -> u16 {
    let first = 20_000 + (std::process::id() % 10_000) as u16;
    let is_free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (first..30_000).chain(20_000..first).find(is_free).unwrap()
}

async fn call(url: String, token: String, body: Option<Value>) -> Result<Value, reqwest::Error> {
    let client = reqwest::Client::new();
    let request = match body {
        Some(body) => client.post(url).json(&body),
        None => client.get(url),
    };
    request.bearer_auth(token).send().await?.json().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_no_acknowledged_question_is_lost_and_none_is_counted_twice() {
    kill_while_it_answers(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_postgres_no_acknowledged_question_is_lost_and_none_is_counted_twice() {
    kill_while_it_answers(Some(&new_postgres_database().await)).await;
}

async fn kill_while_it_answers(database: Option<&str>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let upstream = Upstream::start().await;
    upstream.always(Behaviour::text("Yes.").chunk_ms(0));
    let data = tempfile::tempdir().unwrap();
    let port = free_port();
    let mut program = start(database, data.path(), &upstream.base_url(), port).await;
    let url = |path: &str| format!("http://127.0.0.1:{port}/api/v1{path}");
    let account = json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD });
    call(url("/auth/register"), String::new(), Some(account)).await.unwrap();
    let login = json!({ "email": "ada@example.com", "password": PASSWORD });
    let tokens = call(url("/auth/login"), String::new(), Some(login)).await.unwrap();
    let token = tokens["access_token"].as_str().unwrap().to_owned();
    let settings = ["admin", "set-plan", "ada@example.com", "pro", "--dev", "--data"];
    let done = legwork(database).args(settings).arg(data.path()).status().unwrap();
    assert!(done.success());

    let mut acknowledged = 0;
    for round in 0..ROUNDS {
        let question = json!({ "messages": [{ "role": "user", "content": "Well?" }] });
        let asking = (0..20).map(|_| call(url("/chat/completions"), token.clone(), Some(question.clone())));
        let asking = tokio::spawn(futures::future::join_all(asking.collect::<Vec<_>>()));
        tokio::time::sleep(Duration::from_millis(7 * (round as u64 + 1))).await;
        program.child.kill().unwrap();
        let answers = asking.await.unwrap();
        acknowledged += answers.iter().flatten().filter(|answer| answer["choices"].is_array()).count() as u64;
        drop(program);
        program = start(database, data.path(), &upstream.base_url(), port).await;
    }
    let usage = call(url("/usage"), token, None).await.unwrap();
    let used = usage["meters"][0]["used"].as_u64().unwrap();
    let reached = upstream.stats().total;
    // A question may have reached the upstream without its answer reaching us; never the other way round.
    assert!(acknowledged <= used, "{acknowledged} acknowledged, {used} counted");
    assert!(reached <= used && used <= ROUNDS as u64 * 20, "{reached} reached the upstream, {used} counted");
}
