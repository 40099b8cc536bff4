use serde_json::json;

use crate::harness::PASSWORD;
use crate::on_both;

on_both! {
    async fn unknown_address_and_wrong_password_look_the_same(setup) {
        let server = setup.start().await;
        server.person("Ada").await;
        let mut answers = Vec::new();
        for email in ["ada@example.com", "nobody@example.com"] {
            let body = json!({ "email": email, "password": "not the password" });
            let problem = server.post("/api/v1/auth/login", body).await.problem(401, "invalid_credentials");
            answers.push(problem["detail"].clone());
        }
        assert_eq!(answers[0], answers[1]);
    }

    async fn failed_attempts_delay_the_next_one_for_known_and_unknown_addresses(setup) {
        let server = setup.start().await;
        server.person("Ada").await;
        for email in ["ada@example.com", "nobody@example.com"] {
            let attempt = |password: &str| json!({ "email": email, "password": password });
            for _ in 0..5 {
                server.post("/api/v1/auth/login", attempt("wrong password")).await.problem(401, "invalid_credentials");
            }
            let answer = server.post("/api/v1/auth/login", attempt(PASSWORD)).await;
            assert_eq!(answer.headers["retry-after"], "1");
            assert_eq!(answer.problem(429, "too_many_requests")["retry_after"], 1);
        }
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        server.sign_in("ada@example.com").await;
    }

    async fn signing_out_everywhere_ends_every_session_at_once(setup) {
        let server = setup.start().await;
        let here = server.person("Ada").await;
        let there = server.sign_in("ada@example.com").await;
        here.post("/api/v1/auth/logout", json!({})).await.expect(200);
        here.get("/api/v1/me").await.problem(401, "unauthorized");
        there.get("/api/v1/me").await.expect(200);
        let third = server.sign_in("ada@example.com").await;
        there.post("/api/v1/auth/logout", json!({ "everywhere": true })).await.expect(200);
        third.get("/api/v1/me").await.problem(401, "unauthorized");
        let body = json!({ "refresh_token": third.refresh_token });
        server.post("/api/v1/auth/refresh", body).await.problem(401, "unauthorized");
    }
}
