//! Three replicas on one Postgres: however they die and freeze, no plan is exceeded, and in the end every unit is settled.
//!
//! `LEGWORK_REPLICA_ROUNDS` and `LEGWORK_REPLICA_ACCOUNTS` make it as long as wanted; it prints what it saw.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use legwork::platform::db::Db;
use rustix::process::Signal;
use scripted_upstream::{Behaviour, Rule, Upstream};
use serde_json::{Value, json};

use crate::harness::{Program, free_port, new_postgres_database};

/// Questions that each account has left.
const LEFT: i64 = 97;
/// Questions of the plan `pro`.
const LIMIT: i64 = 500;
/// A lease, and the longest request: short, so that the dead are found in the test's time.
const SETTINGS: [(&str, &str); 3] = [
    ("LEASE_SECONDS", "1"),
    ("LONGEST_REQUEST_SECONDS", "1"),
    ("JWT_SECRET", "8e1f6d0b5c7a4920b3d6e8f1a2c4957d"),
];

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

struct Round {
    db: Db,
    upstream: Upstream,
    replicas: Vec<Program>,
    tokens: Vec<String>,
    _data: Vec<tempfile::TempDir>,
}

impl Round {
    async fn new(accounts: usize) -> Self {
        let database = new_postgres_database().await;
        let upstream = Upstream::start().await;
        upstream.always(Behaviour::text("Yes.").chunk_ms(0).wait_ms(3));
        upstream.rule(Rule::always(Behaviour::status(500)).when("please fail"));
        let (mut replicas, mut data) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let folder = tempfile::tempdir().unwrap();
            replicas.push(
                Program::start(Some(&database), folder.path(), &upstream.base_url(), free_port(), &SETTINGS)
                    .await,
            );
            data.push(folder);
        }
        let db = Db::open_postgres(&database).await.unwrap();
        let mut tokens = Vec::new();
        for account in 0..accounts {
            let email = format!("account{account}@example.com");
            tokens.push(replicas[account % 3].sign_up(&email).await);
            legwork::admin::set_plan(&db, &email, "pro").await.unwrap();
        }
        let round = Self { db, upstream, replicas, tokens, _data: data };
        round.spend_all_but_the_last().await;
        round
    }

    async fn spend_all_but_the_last(&self) {
        for token in &self.tokens {
            let usage = self.replicas[0].call("/usage", token, None).await.unwrap();
            let start: jiff::Timestamp = usage["period_start"].as_str().unwrap().parse().unwrap();
            let db = &self.db;
            legwork::execute!(
                db.write,
                sqlx::query(
                    "INSERT INTO meter_period (workspace_id, subject, meter, period_start, unit_limit, granted, settled)
                    SELECT id, '', 'questions', $1, $2, $3, $3 FROM workspace ON CONFLICT DO NOTHING"
                )
                .bind(start.as_millisecond())
                .bind(LIMIT)
                .bind(LIMIT - LEFT)
            )
            .unwrap();
        }
    }

    /// Settled units of every account, and units in leases.
    async fn rows(&self) -> (Vec<i64>, i64) {
        let db = &self.db;
        let settled: Vec<(i64,)> = legwork::on!(db.read, |c| sqlx::query_as(
            "SELECT settled FROM meter_period WHERE meter = 'questions' ORDER BY workspace_id"
        )
        .fetch_all(c))
        .unwrap();
        let (leased,): (i64,) = legwork::on!(db.read, |c| sqlx::query_as(
            "SELECT COALESCE(CAST(SUM(units) AS BIGINT), 0) FROM lease"
        )
        .fetch_one(c))
        .unwrap();
        (settled.into_iter().map(|(units,)| units).collect(), leased)
    }

    /// Questions of an account that reached the upstream and were answered.
    fn answered(&self, account: usize) -> usize {
        let words = format!("account {account}: well?");
        let asks = |body: &Value| body["messages"][0]["content"] == words;
        self.upstream.requests().iter().filter(|seen| asks(&seen.body)).count()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_replicas_that_die_and_freeze_never_exceed_a_plan_and_settle_every_unit() {
    let accounts = number("LEGWORK_REPLICA_ACCOUNTS", 4);
    for round in 0..number("LEGWORK_REPLICA_ROUNDS", 1) {
        hammer(accounts, round).await;
    }
}

async fn hammer(accounts: usize, seed: usize) {
    let round = Arc::new(Round::new(accounts).await);
    let done = Arc::new(AtomicBool::new(false));
    let sent = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let clients: Vec<_> = (0..accounts * 3)
        .map(|client| {
            let (round, done, sent) = (Arc::clone(&round), Arc::clone(&done), Arc::clone(&sent));
            tokio::spawn(async move {
                let account = client % accounts;
                let mut turn = client + seed;
                while !done.load(SeqCst) {
                    turn += 1;
                    sent.fetch_add(1, SeqCst);
                    let words = if turn.is_multiple_of(10) {
                        "please fail".into()
                    } else {
                        format!("account {account}: well?")
                    };
                    let body = json!({ "messages": [{ "role": "user", "content": words }] });
                    let asking = round.replicas[turn % 3].call(
                        "/chat/completions",
                        &round.tokens[account],
                        Some(body),
                    );
                    let answer = tokio::time::timeout(Duration::from_secs(2), asking).await;
                    if !matches!(&answer, Ok(Ok(answer)) if answer["choices"].is_array()) {
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            })
        })
        .collect();
    // One dies, another is frozen for longer than its leases last.
    tokio::time::sleep(Duration::from_millis(300 + (seed as u64 * 173) % 900)).await;
    round.replicas[seed % 3].signal(Signal::KILL);
    tokio::time::sleep(Duration::from_millis((seed as u64 * 311) % 700)).await;
    round.replicas[(seed + 1) % 3].signal(Signal::STOP);
    tokio::time::sleep(Duration::from_secs(4)).await;
    round.replicas[(seed + 1) % 3].signal(Signal::CONT);

    let whole = vec![LIMIT; accounts];
    while round.rows().await != (whole.clone(), 0) {
        assert!(began.elapsed() < Duration::from_secs(120), "not settled: {:?}", round.rows().await);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    done.store(true, SeqCst);
    futures::future::join_all(clients).await;
    let answered: Vec<_> = (0..accounts).map(|account| round.answered(account)).collect();
    #[expect(clippy::print_stdout, reason = "a measurement when it is run for many rounds")]
    let () =
        println!("round {seed}: {} sent, answered {answered:?} in {:?}", sent.load(SeqCst), began.elapsed());
    assert!(answered.iter().all(|count| *count <= LEFT as usize), "over the limit: {answered:?}");
    let db = &round.db;
    let (counted,): (i64,) =
        legwork::on!(db.read, |c| sqlx::query_as("SELECT CAST(SUM(questions) AS BIGINT) FROM usage_event")
            .fetch_one(c))
        .unwrap();
    assert_eq!(counted, LEFT * accounts as i64, "requests and corrections together");
}
