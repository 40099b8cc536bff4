//! Tool calls of a scripted model, which can read numbers off a page as a model does.

use serde_json::{Value, json};

use crate::{ToolCall, answer};

/// Name and arguments of the call.
pub(crate) fn call(body: &Value, call: &ToolCall) -> (String, String) {
    let first = body["tools"][0]["function"]["name"].as_str().unwrap_or("echo");
    let name = call.name.clone().unwrap_or_else(|| first.to_owned());
    let echo = || json!({ "echo": answer::last_user_message(body) }).to_string();
    (name, call.arguments.as_ref().map_or_else(echo, |arguments| filled(body, arguments)))
}

/// `arguments` with the references in their strings replaced. What is no JSON stays as it is, for tests of just that.
fn filled(body: &Value, arguments: &str) -> String {
    let Ok(mut value) = serde_json::from_str(arguments) else { return arguments.to_owned() };
    fill(body, &mut value);
    value.to_string()
}

fn fill(body: &Value, value: &mut Value) {
    match value {
        Value::String(text) => *text = with_refs(body, text),
        Value::Array(items) => items.iter_mut().for_each(|item| fill(body, item)),
        Value::Object(fields) => fields.values_mut().for_each(|field| fill(body, field)),
        _ => {}
    }
}

/// `text` with every `{ref:WORDS}` and `{next:WORDS}` replaced; words that stand nowhere leave the number out.
fn with_refs(body: &Value, text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, found) = rest.split_at(at);
        filled.push_str(before);
        let read = [("{ref:", before_words as Side), ("{next:", after_words)]
            .iter()
            .find_map(|(mark, side)| found.strip_prefix(mark).map(|words| (words, side)));
        let Some((words, side)) = read else {
            filled.push('{');
            rest = &found[1..];
            continue;
        };
        let (words, after) = words.split_once('}').unwrap_or((words, ""));
        filled.push_str(&read_off(body, words, *side).unwrap_or_default());
        rest = after;
    }
    filled + rest
}

/// Reads an element's number off a line, beside the words.
type Side = fn(&str, &str) -> Option<String>;

/// The number in the newest line that has the words and one beside them.
fn read_off(body: &Value, words: &str, side: Side) -> Option<String> {
    let messages = body["messages"].as_array()?;
    let texts = messages.iter().rev().map(|message| answer::content(&message["content"]));
    texts.into_iter().find_map(|text| text.lines().rev().find_map(|line| side(line, words)))
}

/// `[7] button "Send"`: the last number before the words.
fn before_words(line: &str, words: &str) -> Option<String> {
    let before = &line[..line.find(words)?];
    before.rsplit('[').find_map(number)
}

/// `| "Perera" | [8] button "Open"`: the first number after the words.
fn after_words(line: &str, words: &str) -> Option<String> {
    let after = &line[line.find(words)? + words.len()..];
    after.split('[').skip(1).find_map(number)
}

/// What stands before the closing bracket, when it is an element's number: `7`, `f2:7`.
fn number(text: &str) -> Option<String> {
    let (number, _) = text.split_once(']')?;
    let digits = number.trim_start_matches('f').replace(':', "");
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_off_the_newest_page_that_has_the_words() {
        let body = json!({ "messages": [
            { "role": "user", "content": "[3] button \"Send\"" },
            { "role": "assistant", "content": null },
            { "role": "tool", "content": "form\n  [f2:9] textbox \"Name\"\n  [12] button \"Send\"" },
            { "role": "user", "content": "Go on. [not a ref] Send\n | \"Perera\" | [8] button \"Open\"" },
        ] });
        let filled = |arguments: &str| filled(&body, arguments);
        assert_eq!(filled(r#"{"target":"{ref:Name}"}"#), r#"{"target":"f2:9"}"#);
        assert_eq!(filled(r#"{"from":"{ref:Send}","to":"{ref:Name}"}"#), r#"{"from":"12","to":"f2:9"}"#);
        assert_eq!(filled(r#"{"target":"{ref:button \"Send\"}"}"#), r#"{"target":"12"}"#);
        assert_eq!(filled(r#"{"for":{"ref":["{ref:Nowhere}"]}}"#), r#"{"for":{"ref":[""]}}"#);
        assert_eq!(filled(r#"{"target":"{next:Perera}"}"#), r#"{"target":"8"}"#);
        assert_eq!(filled(r#"{"text":"{{secret:pin}}"}"#), r#"{"text":"{{secret:pin}}"}"#);
        assert_eq!(filled("{ref:Send}, which is no JSON"), "{ref:Send}, which is no JSON");
    }
}
