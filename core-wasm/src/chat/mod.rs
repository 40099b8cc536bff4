//! The conversation about a page: turns, events of the answer applied to them, what is kept. Data in, data out.

pub mod anchors;
mod answering;
mod history;
mod question;

use api_types::ask::{Answer, Tokens};
use api_types::info::Answerer;
use serde::{Deserialize, Serialize};

pub use history::{Index, MAX_PAGES, MAX_TURNS, page_key};
pub use question::{QuestionFault, ask_request, question_of};

use crate::protocol::{ChatTurn, Failure, FailureKind, ReadSummary, TurnStatus};

/// The conversation about one page, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Turns, oldest first.
    pub turns: Vec<ChatTurn>,
    /// Number of the newest turn there ever was.
    pub newest: u32,
    /// Text typed and not sent.
    pub draft: String,
}

impl Conversation {
    /// After the background was stopped nothing is under way any more, whatever was stored.
    pub fn wake(&mut self) {
        for turn in self.turns.iter_mut().filter(|turn| is_under_way(turn)) {
            turn.status = TurnStatus::Failed;
            turn.failure = Some(FailureKind::Interrupted.into());
        }
    }

    /// Begins a turn; what was typed is now asked.
    pub fn begin(&mut self, question: String) -> &ChatTurn {
        self.newest += 1;
        self.draft.clear();
        self.turns.push(empty_turn(self.newest, question));
        history::bound_turns(&mut self.turns);
        // Just pushed, and a bound of at least one keeps the newest.
        &self.turns[self.turns.len() - 1]
    }

    /// Begins the last turn again: what it had is gone. `None` without a turn, or while it is under way.
    pub fn begin_again(&mut self) -> Option<&ChatTurn> {
        let last = self.turns.last_mut().filter(|turn| !is_under_way(turn))?;
        *last = empty_turn(last.turn, std::mem::take(&mut last.question));
        Some(last)
    }

    /// Whether an answer is under way.
    pub fn is_under_way(&self) -> bool {
        self.turns.last().is_some_and(is_under_way)
    }

    /// The turn of that number.
    pub fn turn(&self, number: u32) -> Option<&ChatTurn> {
        self.turns.iter().find(|turn| turn.turn == number)
    }

    fn turn_mut(&mut self, number: u32) -> Option<&mut ChatTurn> {
        self.turns.iter_mut().find(|turn| turn.turn == number)
    }

    /// The page is read and the question goes out.
    pub fn sent(&mut self, number: u32, read: ReadSummary) -> Option<&ChatTurn> {
        let turn = self.turn_mut(number)?;
        turn.read = Some(read);
        turn.status = TurnStatus::Answering;
        Some(turn)
    }

    /// The person stopped it; what came stands.
    pub fn stop(&mut self, number: u32) -> Option<&ChatTurn> {
        let turn = self.turn_mut(number).filter(|turn| is_under_way(turn))?;
        turn.status = TurnStatus::Stopped;
        Some(turn)
    }

    /// It failed; what came stands.
    pub fn fail(&mut self, number: u32, failure: Failure) -> Option<&ChatTurn> {
        let turn = self.turn_mut(number)?;
        turn.status = TurnStatus::Failed;
        turn.failure = Some(failure);
        Some(turn)
    }

    /// Forgets the turns. Their numbers are not given again.
    pub fn clear(&mut self) {
        self.turns.clear();
    }
}

fn is_under_way(turn: &ChatTurn) -> bool {
    matches!(turn.status, TurnStatus::Reading | TurnStatus::Answering)
}

fn empty_turn(turn: u32, question: String) -> ChatTurn {
    let answer = Answer {
        answer: String::new(),
        quotes: Vec::new(),
        follow_ups: Vec::new(),
        answerer: Answerer::Llm,
        model: String::new(),
        tokens: Tokens::default(),
        questions_left: None,
    };
    ChatTurn { turn, question, read: None, answer, status: TurnStatus::Reading, failure: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_under_way_when_the_background_died_is_failed_with_what_came() {
        let mut talk = Conversation::default();
        talk.begin("Why?".into());
        talk.turns[0].answer.answer = "Because".into();
        talk.wake();
        assert_eq!(talk.turns[0].status, TurnStatus::Failed);
        assert_eq!(talk.turns[0].failure, Some(FailureKind::Interrupted.into()));
        assert_eq!(talk.turns[0].answer.answer, "Because");
        assert!(talk.begin_again().is_some());
    }

    #[test]
    fn numbers_of_cleared_turns_are_not_given_again() {
        let mut talk = Conversation::default();
        talk.begin("One".into());
        talk.clear();
        assert_eq!(talk.begin("Two".into()).turn, 2);
    }

    #[test]
    fn a_turn_under_way_can_not_begin_again_and_a_done_one_can_not_be_stopped() {
        let mut talk = Conversation::default();
        talk.begin("One".into());
        assert!(talk.begin_again().is_none());
        assert!(talk.stop(1).is_some());
        assert!(talk.stop(1).is_none());
        assert_eq!(
            talk.begin_again().map(|turn| (turn.turn, turn.question.clone())),
            Some((1, "One".into()))
        );
    }
}
