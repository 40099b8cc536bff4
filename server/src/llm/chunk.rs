//! What metering needs of an upstream's chunk or answer. Lenient: upstreams leave out what the API's schema demands.

use serde::Deserialize;

/// Tokens as the upstream counts them. An explicit zero is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Usage {
    /// Tokens sent.
    #[serde(default)]
    pub prompt_tokens: u64,
    /// Tokens written.
    #[serde(default)]
    pub completion_tokens: u64,
}

/// One chunk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chunk {
    /// Text it adds.
    pub text: String,
    /// Whether it carries anything of the answer: text, a refusal, a tool call.
    pub carries_answer: bool,
    /// Whether it says that the answer is whole.
    pub finished: bool,
    /// Whether it has no choices, as the chunk that only reports usage.
    pub only_usage: bool,
    /// Usage, in whichever chunk it comes.
    pub usage: Option<Usage>,
    /// Model that answers.
    pub model: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    choices: Vec<WireChoice>,
    #[serde(default)]
    usage: Option<Usage>,
    #[serde(default)]
    model: Option<String>,
    #[serde(default)]
    error: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct WireChoice {
    #[serde(default, alias = "message")]
    delta: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default)]
    finish_reason: Option<String>,
}

/// Reads a chunk of a stream, or a whole answer. `Err` for what is not one, and for an upstream's error object.
pub fn read(data: &str) -> Result<Chunk, String> {
    // Derived code would take a list for an object whose every field is left out.
    if !data.trim_start().starts_with('{') {
        return Err("not a chunk: not an object".into());
    }
    let wire: Wire = serde_json::from_str(data).map_err(|error| format!("not a chunk: {error}"))?;
    if let Some(error) = wire.error.filter(|error| !error.is_null()) {
        return Err(format!("the upstream reports {error}"));
    }
    let mut chunk = Chunk {
        only_usage: wire.choices.is_empty(),
        usage: wire.usage,
        model: wire.model,
        ..Chunk::default()
    };
    for choice in &wire.choices {
        chunk.finished |= choice.finish_reason.is_some();
        for (key, value) in choice.delta.iter().flatten() {
            let filled = !value.is_null() && value.as_str() != Some("");
            chunk.carries_answer |= filled && key != "role";
            if let ("content", Some(text)) = (key.as_str(), value.as_str()) {
                chunk.text.push_str(text);
            }
        }
    }
    Ok(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_usage_are_read_from_any_chunk() {
        let chunk = read(r#"{"choices":[{"delta":{"role":"assistant","content":"Hi"}}],"usage":{"prompt_tokens":0,"completion_tokens":0}}"#).unwrap();
        assert_eq!(chunk.text, "Hi");
        assert_eq!(chunk.usage, Some(Usage::default()));
        assert!(!chunk.finished && chunk.carries_answer);
        let last = read(r#"{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#).unwrap();
        assert!(last.only_usage && last.usage.unwrap().completion_tokens == 3);
    }

    #[test]
    fn a_tool_call_is_an_answer_and_a_role_is_not() {
        assert!(read(r#"{"choices":[{"delta":{"tool_calls":[{"index":0}]}}]}"#).unwrap().carries_answer);
        assert!(
            !read(r#"{"choices":[{"delta":{"role":"assistant","content":""}}]}"#).unwrap().carries_answer
        );
    }

    #[test]
    fn a_whole_answer_is_read_like_a_chunk() {
        let answer = read(r#"{"choices":[{"message":{"content":"Yes"},"finish_reason":"stop"}]}"#).unwrap();
        assert!(answer.finished && answer.text == "Yes");
    }

    #[test]
    fn errors_and_garbage_are_errors() {
        assert!(read(r#"{"error":{"message":"overloaded"}}"#).unwrap_err().contains("overloaded"));
        assert!(read("<html>").is_err());
        assert!(read("[]").is_err());
    }
}
