//! The upstream over HTTP, as the server under test meets it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use scripted_upstream::{Behaviour, Rule, Upstream, UsageMode};
use serde_json::{Value, json};

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

async fn post(upstream: &Upstream, body: Value) -> reqwest::Response {
    let url = format!("{}/chat/completions", upstream.base_url());
    client().post(url).bearer_auth("sk-test").json(&body).send().await.unwrap()
}

fn asking(stream: bool) -> Value {
    json!({ "model": "m", "stream": stream, "messages": [{ "role": "user", "content": "Say hello" }] })
}

fn chunks(body: &str) -> Vec<Value> {
    let data = body.lines().filter_map(|line| line.strip_prefix("data: "));
    data.filter(|data| *data != "[DONE]").map(|data| serde_json::from_str(data).unwrap()).collect()
}

#[tokio::test]
async fn a_stream_tells_the_same_as_a_plain_answer() {
    let upstream = Upstream::start().await;
    let plain: Value = post(&upstream, asking(false)).await.json().await.unwrap();
    let streamed = post(&upstream, asking(true)).await.text().await.unwrap();
    let text: String = chunks(&streamed)
        .iter()
        .filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(plain["choices"][0]["message"]["content"], text);
    assert!(streamed.ends_with("data: [DONE]\n\n"));
    assert_eq!(upstream.stats().total, 2);
    assert_eq!(upstream.requests()[1].body["stream"], true);
}

#[tokio::test]
async fn usage_comes_last_and_only_when_asked_for() {
    let upstream = Upstream::start().await;
    let mut body = asking(true);
    let without = chunks(&post(&upstream, body.clone()).await.text().await.unwrap());
    assert!(without.iter().all(|chunk| chunk.get("usage").is_none()));
    body["stream_options"] = json!({ "include_usage": true });
    let with = chunks(&post(&upstream, body.clone()).await.text().await.unwrap());
    let last = with.last().unwrap();
    assert_eq!(last["choices"], json!([]));
    assert!(last["usage"]["total_tokens"].as_u64().unwrap() > 0);
    upstream.push(Behaviour::answer().usage(UsageMode::Zeros));
    let zeros = chunks(&post(&upstream, body).await.text().await.unwrap());
    assert_eq!(zeros.last().unwrap()["usage"]["total_tokens"], 0);
}

#[tokio::test]
async fn tools_are_called_in_fragments_that_join_to_json() {
    let upstream = Upstream::start().await;
    upstream.push(Behaviour::tool_call());
    let mut body = asking(true);
    body["tools"] = json!([{ "type": "function", "function": { "name": "look_up" } }]);
    let told = chunks(&post(&upstream, body).await.text().await.unwrap());
    let call = |chunk: &Value| chunk["choices"][0]["delta"]["tool_calls"][0]["function"].clone();
    assert_eq!(call(&told[1])["name"], "look_up");
    let arguments: String =
        told.iter().filter_map(|chunk| call(chunk)["arguments"].as_str().map(str::to_owned)).collect();
    assert_eq!(serde_json::from_str::<Value>(&arguments).unwrap(), json!({ "echo": "Say hello" }));
}

#[tokio::test]
async fn refusals_carry_status_and_retry_after() {
    let upstream = Upstream::start().await;
    upstream.push(Behaviour::status(429).retry_after("7"));
    let refused = post(&upstream, asking(true)).await;
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "7");
    let without_key = client().post(format!("{}/chat/completions", upstream.base_url())).json(&asking(false));
    assert_eq!(without_key.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_cut_stream_breaks_after_its_chunks() {
    let upstream = Upstream::start().await;
    upstream.push(Behaviour::CutMidStream { after_chunks: 2 });
    let mut response = post(&upstream, asking(true)).await;
    let mut received = 0;
    let broke = loop {
        match response.chunk().await {
            Ok(Some(bytes)) => received += bytes.len(),
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broke && received > 0);
    assert_eq!(upstream.stats().aborted, 0);
}

#[tokio::test]
async fn clients_that_leave_are_counted() {
    let upstream = Upstream::start().await;
    upstream.push(Behaviour::HangBeforeHeaders {});
    upstream.push(Behaviour::HangMidStream { after_chunks: 1 });
    let url = format!("{}/chat/completions", upstream.base_url());
    let hanging = client().post(url).bearer_auth("k").json(&asking(true)).timeout(Duration::from_millis(100));
    assert!(hanging.send().await.unwrap_err().is_timeout());
    let silent = post(&upstream, asking(true)).await;
    assert_eq!(upstream.stats().open, 1);
    drop(silent);
    for _ in 0..200 {
        if upstream.stats().aborted == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!((upstream.stats().aborted, upstream.stats().open), (2, 0));
}

#[tokio::test]
async fn the_odd_bodies_are_as_odd_as_promised() {
    let upstream = Upstream::start().await;
    upstream.push(Behaviour::InvalidUtf8 {});
    let bytes = post(&upstream, asking(true)).await.bytes().await.unwrap();
    assert!(std::str::from_utf8(&bytes).is_err());
    upstream.push(Behaviour::HugeLine { bytes: 300_000 });
    assert!(post(&upstream, asking(true)).await.bytes().await.unwrap().len() > 300_000);
    upstream.push(Behaviour::WrongContentType {});
    assert_eq!(post(&upstream, asking(true)).await.headers()["content-type"], "text/html");
    upstream.push(Behaviour::MissingDone {});
    assert!(!post(&upstream, asking(true)).await.text().await.unwrap().contains("[DONE]"));
    upstream.push(Behaviour::ErrorInStream { after_chunks: 2 });
    assert!(post(&upstream, asking(true)).await.text().await.unwrap().contains("\"error\""));
    upstream.push(Behaviour::DripBytes {});
    assert!(post(&upstream, asking(true)).await.text().await.unwrap().ends_with("[DONE]\n\n"));
}

#[tokio::test]
async fn it_is_scripted_over_http_too() {
    let upstream = Upstream::start().await;
    let root = upstream.base_url().replace("/v1", "");
    let script = json!([{ "when": "hello", "times": 1, "do": "text_is_wrong" }]);
    let refused = client().post(format!("{root}/_script")).json(&script).send().await.unwrap();
    assert!(refused.status().is_client_error());
    let rules = vec![Rule::once(Behaviour::status(500)).when("hello")];
    client().post(format!("{root}/_script")).json(&rules).send().await.unwrap();
    assert_eq!(post(&upstream, asking(false)).await.status(), 500);
    let stats: Value =
        client().get(format!("{root}/_script/stats")).send().await.unwrap().json().await.unwrap();
    assert_eq!(stats["total"], 1);
}
