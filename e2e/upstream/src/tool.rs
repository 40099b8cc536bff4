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
pub(crate) fn with_refs(body: &Value, text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, found) = rest.split_at(at);
        filled.push_str(before);
        let read = [("{ref:", number_of as Reading), ("{next:", number_after)]
            .iter()
            .find_map(|(mark, reading)| found.strip_prefix(mark).map(|words| (words, reading)));
        let Some((words, reading)) = read else {
            filled.push('{');
            rest = &found[1..];
            continue;
        };
        let (words, after) = words.split_once('}').unwrap_or((words, ""));
        filled.push_str(&read_off(body, &tokens(words), *reading).unwrap_or_default());
        rest = after;
    }
    filled + rest
}

/// The number of the element in the newest line that has the words.
pub(crate) fn number_before(body: &Value, words: &str) -> Option<String> {
    read_off(body, &tokens(words), number_of)
}

/// Reads an element's number off a line, by words.
type Reading = fn(&str, &[&str]) -> Option<String>;

/// The number in the newest line that has the words and one of theirs.
fn read_off(body: &Value, words: &[&str], reading: Reading) -> Option<String> {
    let messages = body["messages"].as_array()?;
    let texts = messages.iter().rev().map(|message| answer::content(&message["content"]));
    texts.into_iter().find_map(|text| text.lines().rev().find_map(|line| reading(line, words)))
}

/// Of `[7 button: Send]` or `[7] button "Send"`: the number before the words, which stand in this order up to the next
/// bracket.
fn number_of(line: &str, words: &[&str]) -> Option<String> {
    marks(line).find_map(|(_, number, told)| {
        let mut told = tokens(told).into_iter();
        let is_it = !words.is_empty() && words.iter().all(|word| told.any(|other| other == *word));
        is_it.then(|| number.to_owned())
    })
}

/// Of `|Perera|[8 button: Open]`: the first number after the words.
fn number_after(line: &str, words: &[&str]) -> Option<String> {
    marks(line).find_map(|(at, number, _)| {
        let before = tokens(&line[..at]);
        let is_it = !words.is_empty() && before.windows(words.len()).any(|some| some == words);
        is_it.then(|| number.to_owned())
    })
}

/// Elements of a line: where their bracket opens, their number, and what is told until the next bracket.
fn marks(line: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    line.match_indices('[').filter_map(|(at, _)| {
        let inner = &line[at + 1..];
        let told = inner.split('[').next().unwrap_or(inner);
        let (number, told) = told.split_at(told.find([' ', ']'])?);
        let digits = number.trim_start_matches('f').replace(':', "");
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some((at, number, told))
    })
}

fn tokens(text: &str) -> Vec<&str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_off_the_newest_page_that_has_the_words() {
        let body = json!({ "messages": [
            { "role": "user", "content": "[3 button: Send]" },
            { "role": "assistant", "content": null },
            { "role": "tool", "content": "form\n [f2:9 textbox required: Name]\n \"Send it: [11 Help] or [12 Send]\"" },
            { "role": "user", "content": "Go on. [not a ref] Send\n |Perera|[8 button: Open]|[9 button: Close]" },
        ] });
        let filled = |arguments: &str| filled(&body, arguments);
        assert_eq!(filled(r#"{"target":"{ref:Name}"}"#), r#"{"target":"f2:9"}"#);
        assert_eq!(filled(r#"{"from":"{ref:Send}","to":"{ref:Name}"}"#), r#"{"from":"12","to":"f2:9"}"#);
        assert_eq!(filled(r#"{"target":"{ref:button Send}"}"#), r#"{"target":"3"}"#);
        assert_eq!(filled(r#"{"for":{"ref":["{ref:Nowhere}"]}}"#), r#"{"for":{"ref":[""]}}"#);
        assert_eq!(filled(r#"{"target":"{next:Perera}"}"#), r#"{"target":"8"}"#);
        assert_eq!(filled(r#"{"target":"{ref:button Close}"}"#), r#"{"target":"9"}"#);
        assert_eq!(filled(r#"{"target":"{ref:Per}"}"#), r#"{"target":""}"#);
        assert_eq!(filled(r#"{"text":"{{secret:pin}}"}"#), r#"{"text":"{{secret:pin}}"}"#);
        assert_eq!(filled("{ref:Send}, which is no JSON"), "{ref:Send}, which is no JSON");
    }
}
