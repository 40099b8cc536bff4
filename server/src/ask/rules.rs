//! What a question must be.

use std::collections::HashSet;

use api_types::FieldError;
use api_types::ask::{AskRequest, MAX_HISTORY_TURNS, MAX_PASSAGE_CHARS, MAX_PASSAGES, MAX_QUESTION_CHARS};

/// Most characters of a heading path, a title, an address, the selection and an earlier turn.
const MAX_HEADINGS: usize = 8;
const MAX_TITLE_CHARS: usize = 1_000;
const MAX_URL_CHARS: usize = 8_000;
const MAX_SELECTION_CHARS: usize = 20_000;
const MAX_TURN_CHARS: usize = 20_000;

/// Every rule the question breaks.
pub fn faults(request: &AskRequest) -> Vec<FieldError> {
    let mut faults = Vec::new();
    let mut check = |field: String, text: &str, most: usize| {
        let chars = text.chars().count();
        if chars > most {
            let detail = format!("{chars} characters; {most} at most.");
            faults.push(FieldError { field, code: "too_long".into(), detail });
        }
    };
    check("question".into(), &request.question, MAX_QUESTION_CHARS);
    check("page.url".into(), &request.page.url, MAX_URL_CHARS);
    check("page.title".into(), &request.page.title, MAX_TITLE_CHARS);
    check("page.language".into(), request.page.language.as_deref().unwrap_or(""), 100);
    check("page.selection".into(), request.page.selection.as_deref().unwrap_or(""), MAX_SELECTION_CHARS);
    for (index, turn) in request.history.iter().enumerate() {
        check(format!("history[{index}].text"), &turn.text, MAX_TURN_CHARS);
    }
    for (index, passage) in request.page.passages.iter().enumerate() {
        let headings: usize = passage.headings.iter().map(|heading| heading.chars().count()).sum();
        if headings > MAX_TITLE_CHARS || passage.headings.len() > MAX_HEADINGS {
            check(format!("page.passages[{index}].headings"), &passage.headings.concat(), 0);
        }
    }
    if request.question.trim().is_empty() {
        faults.push(fault("question", "required", "Ask something.".into()));
    }
    if request.history.len() > MAX_HISTORY_TURNS {
        faults.push(fault("history", "too_long", format!("{MAX_HISTORY_TURNS} turns at most.")));
    }
    faults.extend(passage_faults(request));
    faults
}

fn passage_faults(request: &AskRequest) -> Vec<FieldError> {
    let passages = &request.page.passages;
    let mut faults = Vec::new();
    let chars: usize = passages.iter().map(|passage| passage.text.chars().count()).sum();
    if passages.len() > MAX_PASSAGES {
        faults.push(fault("page.passages", "too_long", format!("{MAX_PASSAGES} passages at most.")));
    }
    if chars > MAX_PASSAGE_CHARS {
        faults.push(fault(
            "page.passages",
            "too_long",
            format!("{chars} characters; {MAX_PASSAGE_CHARS} at most."),
        ));
    }
    let mut ids = HashSet::new();
    if let Some(twice) = passages.iter().find(|passage| !ids.insert(passage.id)) {
        faults.push(fault("page.passages", "taken", format!("Passage {} comes twice.", twice.id)));
    }
    faults
}

fn fault(field: &str, code: &str, detail: String) -> FieldError {
    FieldError { field: field.into(), code: code.into(), detail }
}

#[cfg(test)]
mod tests {
    use api_types::ask::{Page, Passage};

    use super::*;

    fn request(passages: Vec<Passage>) -> AskRequest {
        let page = Page {
            url: "https://x.example/".into(),
            title: "X".into(),
            language: None,
            selection: None,
            passages,
        };
        AskRequest { question: "Why?".into(), page, history: Vec::new(), use_profile: false, stream: false }
    }

    fn passage(id: u32, text: &str) -> Passage {
        Passage { id, text: text.into(), headings: Vec::new() }
    }

    #[test]
    fn an_ordinary_question_breaks_no_rule() {
        assert_eq!(faults(&request(vec![passage(1, "a"), passage(2, "b")])), []);
    }

    #[test]
    fn every_broken_rule_is_named() {
        let mut bad = request(vec![passage(1, &"x".repeat(MAX_PASSAGE_CHARS + 1)), passage(1, "")]);
        bad.question = "  ".into();
        bad.page.title = "t".repeat(2_000);
        let fields: Vec<_> = faults(&bad).into_iter().map(|fault| (fault.field, fault.code)).collect();
        for expected in [("question", "required"), ("page.title", "too_long"), ("page.passages", "taken")] {
            assert!(fields.contains(&(expected.0.into(), expected.1.into())), "{fields:?}");
        }
    }
}
