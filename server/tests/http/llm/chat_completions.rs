use scripted_upstream::{Behaviour, UsageMode};
use serde_json::{Value, json};

use crate::on_both;

fn chat(stream: bool) -> Value {
    json!({ "model": "scripted", "stream": stream, "messages": [{ "role": "user", "content": "Say something." }] })
}

on_both! {
    async fn an_answer_passes_unchanged_and_counts_one_question(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.always(Behaviour::text("Hello there"));
        let answer = ada.post("/api/v1/chat/completions", chat(false)).await.expect(200);
        assert_eq!(answer["choices"][0]["message"]["content"], "Hello there");
        assert_eq!(answer["object"], "chat.completion");
        assert_eq!(ada.questions().await.0, 1);
        // What bounds the call goes upstream with it, and our key instead of the person's token.
        let seen = &server.upstream.requests()[0];
        assert_eq!(seen.body["max_tokens"], 4096);
        assert_eq!(seen.authorization.as_deref(), Some("Bearer sk-test"));
    }

    async fn a_stream_passes_chunk_by_chunk_and_ends_with_done(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.always(Behaviour::text("Hello there"));
        let answer = ada.post("/api/v1/chat/completions", chat(true)).await;
        let data: Vec<&str> = answer.text.split("\n\n").filter_map(|frame| frame.strip_prefix("data: ")).collect();
        assert_eq!(data.last(), Some(&"[DONE]"));
        let chunks: Vec<Value> = data[..data.len() - 1].iter().map(|data| serde_json::from_str(data).unwrap()).collect();
        let text: String = chunks.iter().filter_map(|c| c["choices"][0]["delta"]["content"].as_str()).collect();
        assert_eq!(text, "Hello there");
        // The client did not ask for the chunk that only reports usage.
        assert!(chunks.iter().all(|chunk| !chunk["choices"].as_array().unwrap().is_empty()));
        assert_eq!(ada.questions().await.0, 1);
    }

    async fn what_no_database_takes_stops_nobody(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut body = chat(false);
        body["model"] = json!("x\u{0}");
        ada.post("/api/v1/chat/completions", body).await.problem(422, "invalid");
        ada.post("/api/v1/chat/completions", chat(false)).await.expect(200);
        assert_eq!(ada.questions().await.0, 1);
    }

    async fn reported_tokens_are_charged_in_whichever_chunk_they_come(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        for mode in [UsageMode::Standard, UsageMode::FirstChunk, UsageMode::WithFinish, UsageMode::EveryChunk] {
            server.upstream.push(Behaviour::text("Hello there").usage(mode));
            ada.post("/api/v1/chat/completions", chat(true)).await;
        }
        ada.questions().await;
        let usage = ada.get("/api/v1/usage").await.expect(200);
        let charged = usage["days"][29]["output_tokens"].as_u64().unwrap();
        server.upstream.push(Behaviour::text("Hello there"));
        let plain = ada.post("/api/v1/chat/completions", chat(false)).await.expect(200);
        assert_eq!(charged, 4 * plain["usage"]["completion_tokens"].as_u64().unwrap());
    }

    async fn an_explicit_zero_is_zero_and_a_missing_report_is_estimated(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.push(Behaviour::text("Hello there").usage(UsageMode::Zeros));
        ada.post("/api/v1/chat/completions", chat(true)).await;
        ada.questions().await;
        let day = async || ada.get("/api/v1/usage").await.expect(200)["days"][29]["output_tokens"].as_u64().unwrap();
        assert_eq!(day().await, 0);
        server.upstream.push(Behaviour::text("Hello there").usage(UsageMode::Missing));
        ada.post("/api/v1/chat/completions", chat(true)).await;
        ada.questions().await;
        assert!(day().await > 0);
    }

    async fn tool_calls_pass_through(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.push(Behaviour::tool_call());
        let mut body = chat(false);
        body["tools"] = json!([{ "type": "function", "function": { "name": "look_up", "parameters": {} } }]);
        let answer = ada.post("/api/v1/chat/completions", body).await.expect(200);
        assert!(answer["choices"][0]["message"]["tool_calls"].is_array());
    }

    async fn failures_are_problems_and_cost_no_question(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        for stream in [false, true] {
            server.upstream.push(Behaviour::status(500));
            ada.post("/api/v1/chat/completions", chat(stream)).await.problem(502, "upstream_failed");
            server.upstream.push(Behaviour::status(400));
            ada.post("/api/v1/chat/completions", chat(stream)).await.problem(422, "invalid");
        }
        ada.post("/api/v1/chat/completions", json!({ "messages": [] })).await.problem(422, "invalid");
        ada.post("/api/v1/chat/completions", json!({ "messages": [{}], "max_tokens": -1 })).await.problem(422, "invalid");
        assert_eq!(ada.questions().await.0, 0);
    }

    async fn offline_a_client_gets_an_answer_of_the_same_shape(setup) {
        let server = setup.offline().start().await;
        let ada = server.person("Ada").await;
        let body = json!({ "messages": [
            { "role": "system", "content": "The museum is closed on Mondays.\nTickets cost 12 euros." },
            { "role": "user", "content": "When is the museum closed?" } ] });
        let answer = ada.post("/api/v1/chat/completions", body).await.expect(200);
        assert_eq!(answer["choices"][0]["message"]["content"], "The museum is closed on Mondays.");
        assert_eq!(answer["model"], "offline");
        assert_eq!(ada.get("/api/v1/models").await.expect(200)["data"][0]["id"], "offline");
    }
}
