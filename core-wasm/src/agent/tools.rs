//! The tools the model may call (`tools.json`) and the way back from its call to an [`Action`].

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::action::Action;
use super::notes::{NOTES, fill};
use super::schema;
use crate::api::{ModelTurn, ToolCall};

static TOOLS: LazyLock<Vec<Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("tools.json")).unwrap_or_default());

/// Why a turn of the model is no action: a sentence it can act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFault(pub String);

/// The tools as they are sent, those that are `offered` by name.
pub fn definitions(offered: impl Fn(&str) -> bool) -> Vec<Value> {
    let offered = TOOLS.iter().filter(|tool| tool["name"].as_str().is_some_and(&offered));
    offered.map(|tool| json!({ "type": "function", "function": tool })).collect()
}

/// The action a turn asks for: its first call. Further calls are not carried out, the page changes under them.
pub fn action_of(turn: &ModelTurn) -> Result<Action, CallFault> {
    match turn.calls.first() {
        Some(call) => parse(call),
        None if turn.cut => Err(CallFault(NOTES.cut.clone())),
        None => Err(CallFault(NOTES.no_call.clone())),
    }
}

/// Reads a call strictly: the tool must exist, the arguments must fit its schema.
pub fn parse(call: &ToolCall) -> Result<Action, CallFault> {
    let name = call.name.trim();
    let Some(tool) = TOOLS.iter().find(|tool| tool["name"] == name) else {
        let names: Vec<&str> = TOOLS.iter().filter_map(|tool| tool["name"].as_str()).collect();
        let quoted: String = name.chars().take(60).collect();
        return Err(CallFault(fill(&NOTES.unknown_tool, &[("name", &quoted), ("tools", &names.join(", "))])));
    };
    let mut arguments = arguments(&call.arguments)
        .map_err(|detail| CallFault(fill(&NOTES.not_json, &[("name", name), ("detail", &detail)])))?;
    let faults = schema::faults(&tool["parameters"], &Value::Object(arguments.clone()));
    let bad = |faults: &str| CallFault(fill(&NOTES.bad_call, &[("name", name), ("faults", faults)]));
    if !faults.is_empty() {
        return Err(bad(&faults.join(" ")));
    }
    arguments.insert("do".into(), name.into());
    serde_json::from_value(Value::Object(arguments)).map_err(|error| bad(&error.to_string()))
}

/// Name of the tool that takes rows.
pub const ROWS: &str = "rows";

/// The rows a turn gives.
pub fn rows_of(turn: &ModelTurn) -> Result<Vec<Value>, CallFault> {
    let call = match turn.calls.first() {
        Some(call) if call.name.trim() == ROWS => call,
        _ if turn.cut => return Err(CallFault(NOTES.cut.clone())),
        _ => return Err(CallFault(NOTES.no_call.clone())),
    };
    let arguments = arguments(&call.arguments)
        .map_err(|detail| CallFault(fill(&NOTES.not_json, &[("name", ROWS), ("detail", &detail)])))?;
    match arguments.get("rows") {
        Some(Value::Array(rows)) if rows.iter().all(Value::is_object) => Ok(rows.clone()),
        _ => {
            let schema = json!({ "type": "object", "required": ["rows"], "properties":
                { "rows": { "type": "array", "items": {} } } });
            let faults = schema::faults(&schema, &Value::Object(arguments)).join(" ");
            Err(CallFault(fill(&NOTES.bad_call, &[("name", ROWS), ("faults", &faults)])))
        }
    }
}

/// Empty arguments are none.
fn arguments(text: &str) -> Result<Map<String, Value>, String> {
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    match schema::without_nulls(serde_json::from_str(text).map_err(|error| error.to_string())?) {
        Value::Object(map) => Ok(map),
        other => Err(other.to_string().chars().take(60).collect()),
    }
}

/// An action as the call that asked for it.
pub fn call_of(action: &Action) -> ToolCall {
    let mut arguments = match serde_json::to_value(action) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let name = arguments.remove("do").and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
    let arguments = schema::without_nulls(Value::Object(arguments)).to_string();
    ToolCall { name, arguments }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn call(name: &str, arguments: &str) -> ToolCall {
        ToolCall { name: name.into(), arguments: arguments.into() }
    }

    /// One call of every tool.
    const EVERY: &[(&str, &str)] = &[
        ("click", r#"{"target":"f2:7","button":"right","count":2,"modifiers":["shift"]}"#),
        ("hover", r#"{"target":"7"}"#),
        ("type", r#"{"target":"7","text":"Ada","replace":false}"#),
        ("clear", r#"{"target":"7"}"#),
        ("press", r#"{"keys":["Control+A","Enter"]}"#),
        ("select", r#"{"target":"7","options":["Sri Lanka"]}"#),
        ("check", r#"{"target":"7","checked":false}"#),
        ("drag", r#"{"from":"7","to":"8"}"#),
        ("scroll", r#"{"by":{"x":0.0,"y":400.0}}"#),
        ("upload", r#"{"target":"7","file":"cv.pdf"}"#),
        ("download", r#"{"target":"7"}"#),
        ("dialog", r#"{"accept":true,"text":"Lights"}"#),
        ("focus", r#"{"target":"7"}"#),
        ("navigate", r#"{"url":"https://x.example/"}"#),
        ("back", "{}"),
        ("forward", "{}"),
        ("reload", "{}"),
        ("open_tab", r#"{"url":"https://x.example/"}"#),
        ("switch_tab", r#"{"tab":2}"#),
        ("close_tab", r#"{"tab":2}"#),
        ("wait", r#"{"for":{"ref_state":{"target":"7","state":"enabled"}}}"#),
        ("extract", r#"{"columns":[{"name":"Name","kind":"text"}],"scope":"4"}"#),
        ("read_more", r#"{"target":"4"}"#),
        ("ask_user", r#"{"question":"Which?","choices":["A","B"]}"#),
        ("remember", r#"{"note":"n"}"#),
        ("plan", r#"{"done":1,"steps":["Find it","Buy it"]}"#),
        ("done", r#"{"answer":"a","evidence":[{"quote":"q"}]}"#),
    ];

    #[test]
    fn every_tool_is_an_action_and_reads_as_it_was_written() {
        let tools: Vec<_> = TOOLS.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
        assert_eq!(tools, EVERY.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        for (name, arguments) in EVERY {
            let action = parse(&call(name, arguments)).unwrap();
            let written = call_of(&action);
            assert_eq!(parse(&written), Ok(action), "{name}");
            let given: Value = serde_json::from_str(arguments).unwrap();
            let written: Value = serde_json::from_str(&written.arguments).unwrap();
            for (key, value) in given.as_object().unwrap() {
                assert_eq!(&written[key], value, "{name}.{key}");
            }
        }
    }

    #[test]
    fn the_data_file_uses_only_what_the_checker_knows() {
        fn walk(schema: &Value) {
            const KNOWN: &[&str] = &[
                "type",
                "properties",
                "required",
                "additionalProperties",
                "items",
                "enum",
                "format",
                "description",
                "minimum",
                "maximum",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "minProperties",
                "maxProperties",
            ];
            for (key, value) in schema.as_object().unwrap() {
                assert!(KNOWN.contains(&key.as_str()), "{key}");
                assert!(key != "format" || value == "ref");
            }
            if schema["type"] == "object" {
                assert_eq!(schema["additionalProperties"], false, "{schema}");
            }
            schema["properties"].as_object().into_iter().flatten().for_each(|(_, inner)| walk(inner));
            schema.get("items").into_iter().for_each(walk);
        }
        TOOLS.iter().for_each(|tool| walk(&tool["parameters"]));
    }

    #[test]
    fn faults_tell_the_model_what_to_do() {
        for (name, arguments, told) in [
            ("fly", "{}", "no tool fly"),
            ("click", "", "target is missing"),
            ("click", "{\"target\":", "not one JSON object"),
            ("click", "[7]", "not one JSON object"),
            ("click", r#"{"target":"Buy now"}"#, "number in brackets"),
            ("click", r#"{"target":7,"selector":"a"}"#, "no argument selector"),
            ("wait", r#"{"for":{"ms":1,"text":"x"}}"#, "for: fields must be"),
            ("switch_tab", r#"{"tab":0}"#, "tab: value must be"),
            ("back", r#"{"do":"done"}"#, "no argument do"),
        ] {
            let CallFault(fault) = parse(&call(name, arguments)).unwrap_err();
            assert!(fault.contains(told), "{fault}");
        }
        assert_eq!(action_of(&ModelTurn::default()), Err(CallFault(NOTES.no_call.clone())));
        assert_eq!(parse(&call(" back ", "")), Ok(Action::Back {}));
        assert!(parse(&call("press", r#"{"target":null,"keys":["Enter"]}"#)).is_ok());
    }

    proptest! {
        #[test]
        fn whatever_a_model_writes_is_an_action_or_a_fault(
            name in "click|type|wait|done|extract|[a-z]{0,6}",
            arguments in r#"[{}\[\]":,a-z0-9 ]{0,60}"#,
        ) {
            let _ = parse(&call(&name, &arguments));
        }
    }
}
