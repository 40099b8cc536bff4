use serde_json::json;

use crate::harness::{Answer, Server, Setup};

/// Tries a password as a caller whom a proxy names.
async fn attempt(server: &Server, forwarded: &str) -> Answer {
    let body = json!({ "email": "nobody@example.com", "password": "not the password" });
    let request = server.http.post(server.url("/api/v1/auth/login")).header("x-forwarded-for", forwarded);
    Answer::of(request.json(&body).send().await.unwrap()).await
}

#[tokio::test]
async fn callers_behind_a_trusted_proxy_are_limited_one_by_one() {
    let setup = Setup::sqlite().with("AUTH_REQUESTS_PER_MINUTE", "2").with("TRUSTED_PROXIES", "127.0.0.1");
    let server = setup.start().await;
    for _ in 0..2 {
        attempt(&server, "203.0.113.9").await.problem(401, "invalid_credentials");
    }
    attempt(&server, "203.0.113.9").await.problem(429, "too_many_requests");
    attempt(&server, "198.51.100.1, 203.0.113.9").await.problem(429, "too_many_requests");
    attempt(&server, "203.0.113.10").await.problem(401, "invalid_credentials");
}

#[tokio::test]
async fn nobody_else_can_say_he_is_another() {
    let server = Setup::sqlite().with("AUTH_REQUESTS_PER_MINUTE", "2").start().await;
    for caller in ["203.0.113.1", "203.0.113.2"] {
        attempt(&server, caller).await.problem(401, "invalid_credentials");
    }
    attempt(&server, "203.0.113.3").await.problem(429, "too_many_requests");
}

#[tokio::test]
async fn forms_of_the_portal_count_with_the_api() {
    let server = Setup::sqlite().with("AUTH_REQUESTS_PER_MINUTE", "2").start().await;
    for _ in 0..2 {
        attempt(&server, "").await.problem(401, "invalid_credentials");
    }
    let request = server.http.post(server.url("/sign-in"));
    let request = request.header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body("email=nobody%40example.com&password=x").send().await.unwrap();
    assert_eq!(answer.status(), 429);
}
