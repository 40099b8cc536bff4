//! The answer of a model that follows Legwork's prompt: it finds the passages in the last user message (lines
//! `[p12] text`), quotes the ones that share most words with the question as `[[p12|exact words]]`, and ends with
//! follow-up questions on lines that start with `>>> `. Deterministic: the same prompt gives the same answer.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// Most characters of one quote.
const QUOTE_CHARS: usize = 160;
const STOP_WORDS: &[&str] = &[
    "the", "and", "for", "are", "was", "were", "who", "what", "when", "where", "which", "why", "how", "does",
    "did", "this", "that", "with", "from", "have", "has", "its", "you", "your", "about", "page", "much",
    "many", "can",
];

/// A passage of the prompt.
struct Passage<'a> {
    id: &'a str,
    text: &'a str,
}

/// Text of the last message whose role is `user`, parts joined.
pub fn last_user_message(body: &Value) -> String {
    let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
    let last = messages.iter().rev().find(|message| message["role"] == "user");
    last.map_or_else(String::new, |message| content(&message["content"]))
}

/// Text of the first message whose role is `user`, parts joined.
pub fn first_user_message(body: &Value) -> String {
    let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
    let first = messages.iter().find(|message| message["role"] == "user");
    first.map_or_else(String::new, |message| content(&message["content"]))
}

/// Text of a message's content, parts joined.
pub fn content(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            parts.iter().filter_map(|part| part["text"].as_str()).collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

/// The answer to a chat completion request.
pub fn compose(body: &Value) -> String {
    let last = &body["messages"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
    if last["role"] == "tool" {
        return format!("The tool said: {}", content(&last["content"]));
    }
    let message = last_user_message(body);
    let passages: Vec<Passage> = message.lines().filter_map(passage).collect();
    if passages.is_empty() {
        return format!("You said: {}", message.trim());
    }
    let question = question(&message);
    let quotes = best(&passages, &question);
    let Some((first, words)) = quotes.first() else {
        return "### Answer\n\nThe page does **not** say.\n\n>>> What is this page about?\n>>> Who wrote it?"
            .into();
    };
    let mut answer = format!("### Answer\n\nThe page says **this** about it: [[p{first}|{words}]]");
    if let Some((second, words)) = quotes.get(1) {
        answer += &format!("\n\n- It adds: [[p{second}|{words}]]\n- Nothing else on the page is *closer*.");
    }
    answer + "\n\n>>> What else does the page say about it?\n>>> Who is behind it?"
}

fn passage(line: &str) -> Option<Passage<'_>> {
    let (id, text) = line.trim_start().strip_prefix("[p")?.split_once(']')?;
    let text = text.trim();
    (id.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty()).then_some(Passage { id, text })
}

/// What stands after the last `Question:`, else the last line that ends like a question and is no passage, else the
/// last with words at all.
fn question(message: &str) -> String {
    if let Some((_, question)) = message.rsplit_once("\nQuestion: ") {
        return question.to_owned();
    }
    let lines = || message.lines().rev().filter(|line| passage(line).is_none() && !words(line).is_empty());
    let asks = |line: &&str| line.trim_end().ends_with(['?', '？', '؟']);
    lines().find(asks).or_else(|| lines().next()).unwrap_or_default().to_owned()
}

/// The best sentence of the two best passages, as (passage, words).
fn best(passages: &[Passage], question: &str) -> Vec<(String, String)> {
    let asked: HashSet<String> = words(question).into_iter().collect();
    let mut frequency: HashMap<String, usize> = HashMap::new();
    for passage in passages {
        for word in words(passage.text).into_iter().collect::<HashSet<_>>() {
            *frequency.entry(word).or_default() += 1;
        }
    }
    // Rare words count more; a whole page of "price" says little about a price.
    let score = |text: &str| -> f64 {
        let found: HashSet<String> = words(text).into_iter().filter(|word| asked.contains(word)).collect();
        let mut found: Vec<f64> =
            found.iter().map(|word| 1.0 / *frequency.get(word).unwrap_or(&1) as f64).collect();
        found.sort_by(f64::total_cmp);
        found.iter().map(|rarity| 0.1 + rarity).sum()
    };
    let mut ranked: Vec<(f64, &Passage)> =
        passages.iter().map(|passage| (score(passage.text), passage)).collect();
    ranked.retain(|(points, _)| *points > 0.0);
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let sentence = |passage: &Passage| {
        let mut best = "";
        for sentence in sentences(passage.text) {
            if best.is_empty() || score(sentence) > score(best) {
                best = sentence;
            }
        }
        (passage.id.to_owned(), quotable(best))
    };
    ranked.into_iter().take(2).map(|(_, passage)| sentence(passage)).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let ends = matches!(character, '。' | '！' | '？')
            || (matches!(character, '.' | '!' | '?' | '؟') && next.is_none_or(char::is_whitespace));
        if ends {
            cuts.push(at + character.len_utf8());
        }
    }
    cuts.push(text.len());
    let cut = cuts.windows(2).map(|pair| text[pair[0]..pair[1]].trim());
    cut.filter(|sentence| !sentence.is_empty()).collect()
}

/// Words fit to stand between `[[p1|` and `]]` (a row's own `|` is), at most [`QUOTE_CHARS`] of them, cut at a space.
fn quotable(sentence: &str) -> String {
    let end = sentence.find(['[', ']']).unwrap_or(sentence.len());
    let sentence = &sentence[..end];
    let Some((limit, _)) = sentence.char_indices().nth(QUOTE_CHARS) else {
        return sentence.trim().to_owned();
    };
    let cut = sentence[..limit].rfind(' ').unwrap_or(limit);
    sentence[..cut].trim().to_owned()
}

/// Lower-case words of three letters and more; scripts without spaces as pairs of characters.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.to_lowercase().split(|character: char| !character.is_alphanumeric()) {
        let characters: Vec<char> = run.chars().collect();
        if characters.first().is_some_and(|first| ('\u{3040}'..='\u{9fff}').contains(first)) {
            words.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if characters.len() > 2 && !STOP_WORDS.contains(&run) {
            words.push(run.to_owned());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ask(message: &str) -> String {
        compose(&json!({ "messages": [{ "role": "user", "content": message }] }))
    }

    #[test]
    fn quotes_the_sentence_that_shares_most_words_with_the_question() {
        let answer = ask(
            "<page 9f>\n[p1] Welcome to the shop.\n[p7] It is blue. The lamp costs 40 euros. Free returns.\n</page 9f>\n\nWhat does the lamp cost in euros?",
        );
        assert!(answer.contains("[[p7|The lamp costs 40 euros.]]"), "{answer}");
        assert!(answer.contains("\n>>> "), "{answer}");
    }

    #[test]
    fn quotes_chinese_by_pairs_of_characters() {
        let answer = ask("[p1] 欢迎光临。\n[p2] 博物馆周一休息。门票二十元。\n\n门票多少钱？");
        assert!(answer.contains("[[p2|门票二十元。]]"), "{answer}");
    }

    #[test]
    fn says_so_when_nothing_fits() {
        assert!(ask("[p1] Apples.\n\nWho is Zorro?").contains("**not** say"));
    }
}
