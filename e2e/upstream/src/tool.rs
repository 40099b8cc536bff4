//! Tool calls of a scripted model, which can read numbers off a page as a model does.

use serde_json::{Value, json};

use crate::{ToolCall, answer};

/// Name and arguments of the call.
pub(crate) fn call(body: &Value, call: &ToolCall) -> (String, String) {
    let first = body["tools"][0]["function"]["name"].as_str().unwrap_or("echo");
    let name = call.name.clone().unwrap_or_else(|| first.to_owned());
    let echo = || json!({ "echo": answer::last_user_message(body) }).to_string();
    (name, call.arguments.as_ref().map_or_else(echo, |arguments| with_refs(body, arguments)))
}

/// `arguments` with every `{ref:WORDS}` replaced; words that stand nowhere leave the number out.
pub(crate) fn with_refs(body: &Value, arguments: &str) -> String {
    let mut filled = String::new();
    let mut rest = arguments;
    while let Some((before, after)) = rest.split_once("{ref:") {
        let (words, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        filled.push_str(&number_before(body, words).unwrap_or_default());
        rest = after;
    }
    filled + rest
}

/// The number of the element that has the words: `[7 button: Send]`.
pub(crate) fn number_before(body: &Value, words: &str) -> Option<String> {
    let messages = body["messages"].as_array()?;
    let texts = messages.iter().rev().map(|message| answer::content(&message["content"]));
    texts.into_iter().find_map(|text| text.lines().rev().find_map(|line| number(line, words)))
}

fn number(line: &str, words: &str) -> Option<String> {
    line.match_indices(words).find_map(|(at, _)| number_around(&line[..at]))
}

/// The number of the brackets that are open at the end of `before`.
fn number_around(before: &str) -> Option<String> {
    let (_, own) = before.rsplit_once('[')?;
    let (number, _) = own.split_once(' ').filter(|_| !own.contains(']'))?;
    let digits = number.trim_start_matches('f').replace(':', "");
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.to_owned())
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
            { "role": "user", "content": "Go on. [not a ref] Send" },
        ] });
        let filled = |arguments: &str| with_refs(&body, arguments);
        assert_eq!(filled(r#"{"target":"{ref:Name}"}"#), r#"{"target":"f2:9"}"#);
        assert_eq!(filled(r#"{"from":"{ref:Send}","to":"{ref:Name}"}"#), r#"{"from":"12","to":"f2:9"}"#);
        assert_eq!(filled(r#"{"target":"{ref:Nowhere}"}"#), r#"{"target":""}"#);
    }
}
