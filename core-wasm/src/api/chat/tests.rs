use super::*;
use futures::executor::block_on;
use futures::stream;
use proptest::prelude::*;

fn events_of(chunks: Vec<Vec<u8>>) -> Vec<Result<ChatEvent, ApiError>> {
    block_on(ChatStream::new(stream::iter(chunks.into_iter().map(Ok))).collect())
}

fn events(datas: &[&str]) -> Vec<Result<ChatEvent, ApiError>> {
    events_of(datas.iter().map(|data| format!("data: {data}\n\n").into_bytes()).collect())
}

fn turn(datas: &[&str]) -> ModelTurn {
    match events(datas).pop() {
        Some(Ok(ChatEvent::Done(turn))) => turn,
        other => panic!("{other:?}"),
    }
}

fn click() -> ToolCall {
    ToolCall { name: "click".into(), arguments: r#"{"target":"7"}"#.into() }
}

const STOP: &str = r#"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#;

#[test]
fn a_call_in_pieces_comes_together_with_text_and_usage() {
    let found = events(&[
        r#"{"choices":[{"delta":{"role":"assistant","content":"I press "}}]}"#,
        r#"{"choices":[{"delta":{"content":"Save."}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"click","arguments":""}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"target\":"}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"7\"}"}}]}}]}"#,
        STOP,
        r#"{"choices":[],"usage":{"prompt_tokens":90,"completion_tokens":8}}"#,
        "[DONE]",
    ]);
    let usage = Some(TurnUsage { prompt_tokens: 90, completion_tokens: 8 });
    let whole = ModelTurn { text: "I press Save.".into(), calls: vec![click()], usage, cut: false };
    let text = |text: &str| Ok(ChatEvent::Text(text.into()));
    assert_eq!(found, [text("I press "), text("Save."), Ok(ChatEvent::Done(whole))]);
}

#[test]
fn upstreams_that_differ_are_understood() {
    // No index, arguments as an object, no [DONE].
    let whole = r#"{"choices":[{"delta":{"tool_calls":[{"function":{"name":"click","arguments":{"target":"7"}}}]},"finish_reason":"stop"}]}"#;
    assert_eq!(turn(&[whole]).calls, [click()]);
    // A whole answer in one.
    let message = r#"{"choices":[{"message":{"content":"Hi","tool_calls":null},"finish_reason":"length"}],"usage":null}"#;
    let cut = turn(&[message, "[DONE]"]);
    assert!(cut.cut && cut.text == "Hi" && cut.calls.is_empty());
}

#[test]
fn two_calls_stay_apart() {
    let two = r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"a","arguments":"{}"}},{"index":1,"function":{"name":"b","arguments":"{}"}}]}}]}"#;
    let names: Vec<String> = turn(&[two, STOP, "[DONE]"]).calls.into_iter().map(|call| call.name).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn a_turn_that_just_ends_is_interrupted_and_an_error_in_the_middle_keeps_its_code() {
    let half = r#"{"choices":[{"delta":{"content":"Ha"}}]}"#;
    assert_eq!(events(&[half]).pop(), Some(Err(ApiError::Interrupted)));
    assert_eq!(events(&[half, "[DONE]"]).pop(), Some(Err(ApiError::Interrupted)));
    let busy = r#"{"error":{"message":"Busy.","type":"upstream_error","code":"upstream_busy"}}"#;
    let found = events(&[half, busy, STOP]);
    assert_eq!(found.len(), 2);
    assert!(matches!(&found[1], Err(error @ ApiError::Problem(_)) if error.is_passing()));
}

#[test]
fn garbage_and_floods_are_malformed() {
    for data in ["<html>", r#"{"choices":[{"delta":{"tool_calls":[{"index":9}]}}]}"#] {
        assert_eq!(events(&[data]), [Err(ApiError::Malformed)]);
    }
    let long = format!(r#"{{"choices":[{{"delta":{{"content":"{}"}}}}]}}"#, "a".repeat(600_000));
    assert_eq!(events(&[&long, &long]).pop(), Some(Err(ApiError::Malformed)));
}

#[test]
fn the_request_is_the_apis() {
    let function = ToolCall { name: "click".into(), arguments: "{}".into() };
    let request = ChatRequest {
        messages: vec![
            Message::System { content: "s".into() },
            Message::Assistant {
                content: None,
                tool_calls: vec![SentCall { id: "c1".into(), kind: "function", function }],
            },
            Message::Tool { tool_call_id: "c1".into(), content: "done".into() },
        ],
        tools: vec![],
        tool_choice: Some("required"),
        max_tokens: 10,
    };
    let stream_options = serde_json::json!({ "include_usage": true });
    let sent = serde_json::to_value(Streamed { request: &request, stream: true, stream_options }).unwrap();
    assert_eq!(
        sent,
        serde_json::json!({
            "messages": [
                { "role": "system", "content": "s" },
                { "role": "assistant", "content": null, "tool_calls":
                    [{ "id": "c1", "type": "function", "function": { "name": "click", "arguments": "{}" } }] },
                { "role": "tool", "tool_call_id": "c1", "content": "done" },
            ],
            "tool_choice": "required", "max_tokens": 10, "stream": true,
            "stream_options": { "include_usage": true },
        })
    );
}

proptest! {
    #[test]
    fn where_the_network_cuts_changes_nothing(cuts in proptest::collection::vec(0usize..400, 0..8)) {
        let datas = [
            r#"{"choices":[{"delta":{"content":"Größe 東京"}}]}"#,
            r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"click","arguments":"{\"target\":\"7\"}"}}]}}]}"#,
            STOP, "[DONE]",
        ];
        let bytes: Vec<u8> = datas.iter().flat_map(|data| format!("data: {data}\n\n").into_bytes()).collect();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let chunks = cuts.windows(2).map(|pair| bytes[pair[0]..pair[1]].to_vec()).collect();
        prop_assert_eq!(events_of(chunks), events(&datas));
    }
}
