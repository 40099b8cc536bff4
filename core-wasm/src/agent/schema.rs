//! The part of JSON Schema (2020-12) that tool parameters use, checked with messages a model can act on. A schema bounds
//! what a model may say; serde then makes it an action.

use serde_json::{Map, Value};

use super::notes::{NOTES, fill};
use super::target::Target;

/// Most faults told at once.
const MOST_FAULTS: usize = 5;

/// What is wrong with `value`, each as a sentence that names the place. Empty: nothing.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, value, "", &mut faults);
    faults.truncate(MOST_FAULTS);
    faults
}

/// Takes out what is `null`: models write it for what they leave out.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        plain => plain,
    }
}

fn check(schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    if schema["format"] == "ref" {
        if serde_json::from_value::<Target>(value.clone()).is_err() {
            faults.push(fill(&NOTES.not_a_ref, &[("path", named(path)), ("value", &short(value))]));
        }
        return;
    }
    let expected = schema["type"].as_str().unwrap_or("object");
    if !is_of(expected, value) {
        let places = [("path", named(path)), ("expected", expected), ("value", &short(value))];
        faults.push(fill(&NOTES.wrong_type, &places));
        return;
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        let allowed = allowed.iter().map(short).collect::<Vec<_>>().join(", ");
        let places = [("path", named(path)), ("allowed", allowed.as_str()), ("value", &short(value))];
        faults.push(fill(&NOTES.not_allowed, &places));
    }
    match value {
        Value::Object(map) => check_object(schema, map, path, faults),
        Value::Array(items) => {
            bounds(schema, ["minItems", "maxItems"], items.len() as f64, path, faults);
            for (index, item) in items.iter().enumerate() {
                check(&schema["items"], item, &format!("{path}[{index}]"), faults);
            }
        }
        Value::String(text) => {
            bounds(schema, ["minLength", "maxLength"], text.chars().count() as f64, path, faults);
        }
        Value::Number(number) => {
            bounds(schema, ["minimum", "maximum"], number.as_f64().unwrap_or_default(), path, faults);
        }
        Value::Bool(_) | Value::Null => {}
    }
}

fn check_object(schema: &Value, map: &Map<String, Value>, path: &str, faults: &mut Vec<String>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let known = schema["properties"].as_object();
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !map.contains_key(key) {
            faults.push(fill(&NOTES.missing, &[("path", &under(key))]));
        }
    }
    for (key, value) in map {
        match known.and_then(|known| known.get(key)) {
            Some(schema) => check(schema, value, &under(key), faults),
            None => {
                let names =
                    known.map(|known| known.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
                let places = [("path", under(key)), ("names", names.unwrap_or_default())];
                faults.push(fill(&NOTES.unknown_argument, &places.each_ref().map(|(k, v)| (*k, v.as_str()))));
            }
        }
    }
    bounds(schema, ["minProperties", "maxProperties"], map.len() as f64, path, faults);
}

fn bounds(schema: &Value, [least, most]: [&str; 2], size: f64, path: &str, faults: &mut Vec<String>) {
    let (low, high) = (schema[least].as_f64(), schema[most].as_f64());
    if low.is_some_and(|low| size < low) || high.is_some_and(|high| size > high) {
        let range = match (low, high) {
            (Some(low), Some(high)) => format!("{low}–{high}"),
            (Some(low), None) => format!("≥ {low}"),
            (_, high) => format!("≤ {}", high.unwrap_or_default()),
        };
        let what = match least {
            "minimum" => "value",
            "minLength" => "characters",
            "minItems" => "items",
            _ => "fields",
        };
        let places =
            [("path", named(path)), ("what", what), ("range", range.as_str()), ("size", &size.to_string())];
        faults.push(fill(&NOTES.out_of_bounds, &places));
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        _ => value.is_object(),
    }
}

fn named(path: &str) -> &str {
    if path.is_empty() { "arguments" } else { path }
}

/// A value as it is quoted back.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn faults_name_their_place() {
        let schema = json!({ "type": "object", "required": ["target", "keys"], "properties": {
            "target": { "type": "string", "format": "ref" },
            "button": { "type": "string", "enum": ["left", "right"] },
            "keys": { "type": "array", "minItems": 1, "items": { "type": "string", "maxLength": 3 } },
            "by": { "type": "object", "properties": { "y": { "type": "number", "maximum": 10 } } },
        } });
        for (value, place) in [
            (json!({ "keys": ["a"] }), "target"),
            (json!({ "target": "Buy", "keys": ["a"] }), "\"Buy\""),
            (json!({ "target": 7, "keys": [] }), "keys"),
            (json!({ "target": 7, "keys": ["a", "long"] }), "keys[1]"),
            (json!({ "target": 7, "keys": "a" }), "array"),
            (json!({ "target": 7, "keys": ["a"], "button": "up" }), "\"left\", \"right\""),
            (json!({ "target": 7, "keys": ["a"], "by": { "y": 11 } }), "by.y"),
            (json!({ "target": 7, "keys": ["a"], "force": true }), "force"),
            (json!([]), "arguments"),
        ] {
            let found = faults(&schema, &value);
            assert_eq!(found.len(), 1, "{value}: {found:?}");
            assert!(found[0].contains(place), "{found:?}");
        }
        assert_eq!(faults(&schema, &json!({ "target": "f2:7", "keys": ["a"] })), [""; 0]);
    }

    #[test]
    fn what_is_null_counts_as_left_out() {
        assert_eq!(without_nulls(json!({ "a": null, "b": [{ "c": null }] })), json!({ "b": [{}] }));
    }
}
