//! The request for a question, within the limits of `api_types::ask`.

use api_types::ask::{
    AskRequest, Author, MAX_HISTORY_TURNS, MAX_PASSAGE_CHARS, MAX_PASSAGES, MAX_QUESTION_CHARS, Page,
    Passage, Turn,
};

use super::Conversation;
use crate::protocol::TurnStatus;

/// Most characters of an earlier turn that are sent along.
const MAX_TURN_CHARS: usize = 4_000;
/// Most characters of a title.
const MAX_TITLE_CHARS: usize = 300;
/// Most characters of an address.
const MAX_URL_CHARS: usize = 2_000;
/// Most characters of the selection: all of it also stands in the passages.
const MAX_SELECTION_CHARS: usize = 8_000;

/// Why a question can not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionFault {
    /// Nothing but white space.
    Empty,
    /// More than `MAX_QUESTION_CHARS`.
    TooLong,
}

/// The question as it is asked, or why it can not be.
pub fn question_of(typed: &str) -> Result<String, QuestionFault> {
    let question = typed.trim();
    match question.chars().count() {
        0 => Err(QuestionFault::Empty),
        count if count > MAX_QUESTION_CHARS => Err(QuestionFault::TooLong),
        _ => Ok(question.to_owned()),
    }
}

/// The request for turn `number`, with the turns before it. `page` comes as it was read.
pub fn ask_request(
    talk: &Conversation,
    number: u32,
    mut page: Page,
    use_profile: bool,
) -> Option<AskRequest> {
    let question = talk.turn(number)?.question.clone();
    page.url = first_chars(&page.url, MAX_URL_CHARS);
    page.title = first_chars(&page.title, MAX_TITLE_CHARS);
    page.selection = page.selection.map(|text| first_chars(&text, MAX_SELECTION_CHARS));
    page.passages = bounded(page.passages);
    Some(AskRequest { question, page, history: history(talk, number), use_profile, stream: true })
}

/// The last turns before `number` that have an answer, question and answer each.
fn history(talk: &Conversation, number: u32) -> Vec<Turn> {
    let answered = talk.turns.iter().rev().filter(|turn| {
        turn.turn < number
            && matches!(turn.status, TurnStatus::Done | TurnStatus::Stopped)
            && !turn.answer.answer.trim().is_empty()
    });
    let mut turns: Vec<Turn> = answered
        .take(MAX_HISTORY_TURNS / 2)
        .flat_map(|turn| {
            let answer = without_marks(&turn.answer.answer);
            [
                Turn { author: Author::Assistant, text: first_chars(&answer, MAX_TURN_CHARS) },
                Turn { author: Author::User, text: turn.question.clone() },
            ]
        })
        .collect();
    turns.reverse();
    turns
}

/// The answer without its `[^n]`: their numbers mean other passages in the next answer.
fn without_marks(answer: &str) -> String {
    let mut rest = answer;
    let mut plain = String::with_capacity(answer.len());
    while let Some(start) = rest.find("[^") {
        let digits = rest[start + 2..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + 2 + digits;
        let is_mark = digits > 0 && rest[end..].starts_with(']');
        plain.push_str(&rest[..if is_mark { start } else { end }]);
        rest = &rest[if is_mark { end + 1 } else { end }..];
    }
    plain + rest
}

/// Passages within the limits: the selection of passages keeps far below, this only guards.
fn bounded(passages: Vec<Passage>) -> Vec<Passage> {
    let mut left = MAX_PASSAGE_CHARS;
    let mut kept = Vec::new();
    for mut passage in passages.into_iter().take(MAX_PASSAGES) {
        passage.text = first_chars(&passage.text, left);
        left -= passage.text.chars().count();
        if !passage.text.is_empty() {
            kept.push(passage);
        }
    }
    kept
}

fn first_chars(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(passages: Vec<Passage>) -> Page {
        Page {
            url: "https://x.example/".into(),
            title: "X".into(),
            language: None,
            selection: None,
            passages,
        }
    }

    fn passage(id: u32, text: &str) -> Passage {
        Passage { id, text: text.into(), headings: Vec::new() }
    }

    fn talk(turns: usize) -> Conversation {
        let mut talk = Conversation::default();
        for n in 1..=turns {
            talk.begin(format!("Question {n}"));
            let turn = talk.turns.last_mut().unwrap();
            turn.answer.answer = format!("Answer [^1]{n}[^12] [^x]");
            turn.status = TurnStatus::Done;
        }
        talk.begin("Now?".into());
        talk
    }

    #[test]
    fn a_question_needs_words_and_an_end() {
        assert_eq!(question_of(" \n"), Err(QuestionFault::Empty));
        assert_eq!(question_of(&"é".repeat(4_001)), Err(QuestionFault::TooLong));
        assert_eq!(question_of(" why? "), Ok("why?".into()));
    }

    #[test]
    fn history_is_in_order_without_marks_and_without_failed_turns() {
        let mut talk = talk(3);
        talk.turns[1].status = TurnStatus::Failed;
        let request = ask_request(&talk, 4, page(vec![passage(1, "a")]), true).unwrap();
        let texts: Vec<_> = request.history.iter().map(|turn| turn.text.as_str()).collect();
        assert_eq!(texts, ["Question 1", "Answer 1 [^x]", "Question 3", "Answer 3 [^x]"]);
        assert_eq!(request.question, "Now?");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn no_request_breaks_a_limit(turns in 0usize..45, lengths in proptest::collection::vec(0usize..900, 0..600)) {
            let passages = lengths.iter().enumerate().map(|(n, &length)| passage(n as u32, &"東".repeat(length))).collect();
            let talk = talk(turns);
            let request = ask_request(&talk, talk.newest, page(passages), false).unwrap();
            prop_assert!(request.history.len() <= MAX_HISTORY_TURNS);
            prop_assert!(request.page.passages.len() <= MAX_PASSAGES);
            let chars: usize = request.page.passages.iter().map(|p| p.text.chars().count()).sum();
            prop_assert!(chars <= MAX_PASSAGE_CHARS);
        }
    }
}
