//! The offline answerer's answer, in the same markup a model writes.

use api_types::ask::AskRequest;

use crate::llm::best_sentences;

const TEXTS: &str = include_str!("../../data/offline.toml");

/// Sentences quoted.
const MOST_QUOTES: usize = 3;

/// Markup of the answer: the sentences of the selection, the page and the profile that fit the question best.
pub fn answer(request: &AskRequest, profile: Option<&str>) -> String {
    let texts: toml::Table = TEXTS.parse().unwrap_or_default();
    let line = |key: &str| texts.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let page = &request.page;
    let selection = page.selection.as_deref().unwrap_or("");
    let question = format!("{} {}", request.question, if selection.len() < 300 { selection } else { "" });
    let passages: Vec<&str> = page.passages.iter().map(|passage| passage.text.as_str()).collect();
    let context: Vec<String> = page.passages.iter().map(|passage| passage.headings.join(" ")).collect();
    let section = |key: &str, query: &str| {
        let found = best_sentences(query, &passages, &context, MOST_QUOTES);
        let lines = found.iter().map(|sentence| {
            let words = sentence.text.replace("]]", "");
            format!("- {words} [[p{}|{words}]]\n", page.passages[sentence.passage].id)
        });
        if found.is_empty() {
            String::new()
        } else {
            format!("{}\n\n{}\n", line(key), lines.collect::<String>())
        }
    };
    let mut answer = section("found", &question);
    // "Am I a fit?" names nothing: what the profile and the page share answers it.
    answer.push_str(&profile.map(|profile| section("shared_with_profile", profile)).unwrap_or_default());
    if answer.is_empty() { line("nothing") } else { answer }
}

#[cfg(test)]
mod tests {
    use api_types::ask::{Page, Passage};

    use super::*;

    fn request(question: &str, use_profile: bool) -> AskRequest {
        let passage = |id, text: &str| Passage { id, text: text.into(), headings: Vec::new() };
        let passages = vec![
            passage(4, "The museum is closed on Mondays."),
            passage(9, "We look for a gardener who knows roses. Pay is good."),
        ];
        let page = Page {
            url: "https://x.example/".into(),
            title: "X".into(),
            language: None,
            selection: None,
            passages,
        };
        AskRequest { question: question.into(), page, history: Vec::new(), use_profile, stream: false }
    }

    #[test]
    fn the_answer_quotes_the_page() {
        let answer = answer(&request("When is the museum closed?", false), None);
        assert!(answer.contains("[[p4|The museum is closed on Mondays.]]"), "{answer}");
    }

    #[test]
    fn a_profile_finds_what_it_shares_with_the_page() {
        let answer = answer(
            &request("Am I a fit for this job?", true),
            Some("Ten years as a gardener: roses, hedges."),
        );
        assert!(answer.contains("[[p9|We look for a gardener who knows roses.]]"), "{answer}");
    }

    #[test]
    fn finding_nothing_is_said() {
        assert_eq!(answer(&request("zebras", false), None).matches("[[").count(), 0);
    }
}
