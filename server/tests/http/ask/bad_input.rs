use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, question_about_museum};
use crate::on_both;

on_both! {
    async fn broken_bodies_are_told_apart_and_cost_nothing(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let send = async |body: Vec<u8>| {
            let request = ada.request(Method::POST, "/api/v1/ask").header("content-type", "application/json").body(body);
            Answer::of(request.send().await.unwrap()).await
        };
        send(b"{\"question\": ".to_vec()).await.problem(400, "invalid_body");
        send(b"".to_vec()).await.problem(400, "invalid_body");
        send(b"{\"question\": \"\xff\xfe\"}".to_vec()).await.problem(400, "invalid_body");
        send(b"[]".to_vec()).await.problem(422, "invalid");
        send(b"{\"question\": 1}".to_vec()).await.problem(422, "invalid");
        send([b"{\"page\":".repeat(100_000)].concat()).await.problem(422, "invalid");
        let mut unknown = question_about_museum("When?", false);
        unknown["colour"] = json!("blue");
        let problem = ada.post("/api/v1/ask", unknown).await.problem(422, "invalid");
        assert!(problem["detail"].as_str().unwrap().contains("colour"));
        assert_eq!(ada.questions().await.0, 0);
        assert_eq!(server.upstream.stats().total, 0);
    }

    async fn a_body_of_ten_megabytes_is_refused(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let huge = question_about_museum(&"x".repeat(10 << 20), false);
        let request = ada.request(Method::POST, "/api/v1/ask").json(&huge).send().await;
        // The server may answer and close before the body is sent; both are a refusal.
        if let Ok(response) = request {
            Answer::of(response).await.problem(413, "too_large");
        }
        ada.ask("When?").await.expect(200);
    }

    async fn another_media_type_and_unknown_addresses_are_problems_too(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let request = ada.request(Method::POST, "/api/v1/ask").header("content-type", "text/plain").body("hi");
        Answer::of(request.send().await.unwrap()).await.problem(415, "unsupported_media_type");
        server.get("/api/v1/nothing").await.problem(404, "not_found");
        server.get("/api/v1/ask").await.problem(405, "method_not_allowed");
    }

    async fn questions_that_break_a_rule_are_refused_before_they_count(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let problem = ada.ask("   ").await.problem(422, "invalid");
        assert_eq!(problem["fields"][0]["field"], "question");
        ada.ask(&"x".repeat(4_001)).await.problem(422, "invalid");
        assert_eq!(ada.questions().await.0, 0);
    }
}
