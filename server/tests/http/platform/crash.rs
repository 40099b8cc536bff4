//! The real program, killed with -9 while it answers: what was acknowledged is there afterwards, and nothing twice.

use std::time::Duration;

use scripted_upstream::{Behaviour, Upstream};
use serde_json::json;

use rustix::process::Signal;

use crate::harness::{Program, free_port, new_postgres_database};

const ROUNDS: usize = 5;

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
    let mut program = Program::start(database, data.path(), &upstream.base_url(), port, &[]).await;
    let token = program.sign_up("ada@example.com").await;
    let settings = ["admin", "set-plan", "ada@example.com", "pro", "--dev", "--data"];
    let done = Program::command(database).args(settings).arg(data.path()).status().unwrap();
    assert!(done.success());

    let mut acknowledged = 0;
    for round in 0..ROUNDS {
        let question = json!({ "messages": [{ "role": "user", "content": "Well?" }] });
        let asking = (0..20).map(|_| program.call("/chat/completions", &token, Some(question.clone())));
        let asking = tokio::spawn(futures::future::join_all(asking.collect::<Vec<_>>()));
        tokio::time::sleep(Duration::from_millis(7 * (round as u64 + 1))).await;
        program.signal(Signal::KILL);
        let answers = asking.await.unwrap();
        acknowledged += answers.iter().flatten().filter(|answer| answer["choices"].is_array()).count() as u64;
        drop(program);
        program = Program::start(database, data.path(), &upstream.base_url(), port, &[]).await;
    }
    let usage = program.call("/usage", &token, None).await.unwrap();
    let used = usage["meters"][0]["used"].as_u64().unwrap();
    let reached = upstream.stats().total;
    // A question may have reached the upstream without its answer reaching us; never the other way round.
    assert!(acknowledged <= used, "{acknowledged} acknowledged, {used} counted");
    assert!(reached <= used && used <= ROUNDS as u64 * 20, "{reached} reached the upstream, {used} counted");
}
