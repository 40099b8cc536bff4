//! Keeps `extension/protocol.ts` equal to `core-wasm/src/protocol.rs`: this test writes one sample of every message as
//! Rust serialises it, `tsc` checks the samples against the TypeScript types, and that no member of a union is without
//! a sample. `UPDATE_SAMPLES=1 cargo test -p core-wasm --test protocol` writes the file anew.

#![allow(clippy::unwrap_used, reason = "all of this file is a test")]

mod content;
mod recipes;
mod runs;
mod samples;

use std::fs;
use std::path::Path;

use content::*;
use core_wasm::protocol::{ViewCall, ViewReply, ViewRequest, ViewResult};
use samples::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../extension/protocol.samples.ts");

/// One exported list, and the check that every member of its union is in it.
fn list<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    name: &str,
    kind: &str,
    samples: &[T],
) -> String {
    let values: Vec<Value> = samples.iter().map(|sample| serde_json::to_value(sample).unwrap()).collect();
    let back: Vec<T> = serde_json::from_value(Value::Array(values.clone())).unwrap();
    assert_eq!(back, samples, "what is written can be read");
    let values: Vec<String> = values.iter().map(|value| format!("  {value},\n")).collect();
    format!(
        "export const {name} = [\n{}] as const satisfies readonly Frozen<{kind}>[];\nnone<Missing<{kind}, typeof {name}>>();\n\n",
        values.concat()
    )
}

fn file() -> String {
    let calls = [ViewCall { id: 1, request: ViewRequest::GetState {} }];
    let calls = serde_json::to_string(&calls).unwrap();
    let replies = serde_json::to_string(&[ViewReply { id: 1, result: ViewResult::Ok {} }]).unwrap();
    format!(
        "// One sample of every message as Rust writes it: made by core-wasm/tests/protocol/main.rs, checked by tsc.\n\n\
         import type {{\n  ContentCall, ContentEvent, ContentReply, ViewCall, ViewEvent, ViewReply, ViewRequest, ViewResult,\n\
         }} from \"./protocol\";\n\n\
         type Frozen<T> = T extends (infer U)[] ? readonly Frozen<U>[]\n  \
         : T extends object ? {{ readonly [K in keyof T]: Frozen<T[K]> }} : T;\n\
         /** Names of messages that have no sample. */\n\
         type Missing<T extends {{ type: string }}, S extends readonly {{ type: string }}[]> =\n  \
         Exclude<T[\"type\"], S[number][\"type\"]>;\n\
         /** Compiles for no missing name only. */\n\
         function none<T extends never>(_missing?: T): void {{}}\n\n\
         export const viewCalls = {calls} satisfies ViewCall[];\n\
         export const viewReplies = {replies} satisfies ViewReply[];\n\n{}{}{}{}{}{}",
        list("viewRequests", "ViewRequest", &view_requests()),
        list("viewResults", "ViewResult", &view_results()),
        list("viewEvents", "ViewEvent", &view_events()),
        list("contentCalls", "ContentCall", &content_calls()),
        list("contentReplies", "ContentReply", &content_replies()),
        list("contentEvents", "ContentEvent", &content_events()),
    )
    .trim_end()
    .to_owned()
        + "\n"
}

#[test]
fn the_samples_in_the_extension_are_what_rust_writes() {
    let samples = file();
    if std::env::var_os("UPDATE_SAMPLES").is_some() {
        fs::write(FILE, &samples).unwrap();
    }
    let kept = fs::read_to_string(Path::new(FILE)).unwrap_or_default();
    assert!(kept == samples, "run UPDATE_SAMPLES=1 cargo test -p core-wasm --test protocol, then tsc");
}

#[test]
fn requests_with_unknown_fields_or_verbs_are_refused() {
    for bad in [
        r#"{"id":1,"request":{"type":"stop","extra":1}}"#,
        r#"{"id":1,"request":{"type":"read_token"}}"#,
        r#"{"id":1,"request":{"type":"hello"}}"#,
        r#"{"id":1,"request":{"type":"hello","nonce":7}}"#,
        r#"{"id":1,"request":{"type":"stop"},"extra":1}"#,
    ] {
        assert!(serde_json::from_str::<ViewCall>(bad).is_err(), "{bad}");
    }
}
