//! Events of a streamed answer, applied to its turn.

use api_types::ask::AskEvent;

use super::Conversation;
use crate::protocol::{TurnStatus, ViewEvent};

impl Conversation {
    /// Applies `event` to turn `number` and tells what the views must hear. Empty for a turn that is gone.
    pub fn apply(&mut self, number: u32, event: AskEvent) -> Vec<ViewEvent> {
        let Some(turn) = self.turn_mut(number) else { return Vec::new() };
        match event {
            AskEvent::Start { answerer, model, questions_left } => {
                turn.answer.answerer = answerer;
                turn.answer.model = model;
                turn.answer.questions_left = questions_left;
                vec![ViewEvent::Turn { turn: turn.clone() }]
            }
            AskEvent::Delta { text } => {
                turn.answer.answer.push_str(&text);
                vec![ViewEvent::Delta { turn: number, text }]
            }
            AskEvent::Quote(quote) => {
                turn.answer.quotes.push(quote.clone());
                vec![ViewEvent::Quote { turn: number, quote }]
            }
            AskEvent::FollowUps { questions } => {
                // Shown with the end of the answer, not in the middle of it.
                turn.answer.follow_ups = questions;
                Vec::new()
            }
            AskEvent::Done { tokens } => {
                turn.answer.tokens = tokens;
                turn.status = TurnStatus::Done;
                vec![ViewEvent::Turn { turn: turn.clone() }]
            }
            AskEvent::Error { problem } => {
                let failed = self.fail(number, problem.into()).cloned();
                failed.map(|turn| ViewEvent::Turn { turn }).into_iter().collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::ask::{Quote, Tokens};
    use api_types::info::Answerer;
    use api_types::{Code, Problem};

    fn answered(events: Vec<AskEvent>) -> (Conversation, Vec<ViewEvent>) {
        let mut talk = Conversation::default();
        talk.begin("Why?".into());
        let told = events.into_iter().flat_map(|event| talk.apply(1, event)).collect();
        (talk, told)
    }

    #[test]
    fn a_whole_answer_ends_with_one_turn_that_holds_everything() {
        let quote = Quote { n: 1, passage: 4, text: "rain".into() };
        let (talk, told) = answered(vec![
            AskEvent::Start { answerer: Answerer::Offline, model: "offline".into(), questions_left: Some(9) },
            AskEvent::Delta { text: "It ".into() },
            AskEvent::Quote(quote.clone()),
            AskEvent::Delta { text: "rained.[^1]".into() },
            AskEvent::FollowUps { questions: vec!["When?".into()] },
            AskEvent::Done { tokens: Tokens { input: 5, output: 3, estimated: false } },
        ]);
        let turn = &talk.turns[0];
        assert_eq!(turn.status, TurnStatus::Done);
        assert_eq!(turn.answer.answer, "It rained.[^1]");
        assert_eq!((&turn.answer.quotes, turn.answer.questions_left), (&vec![quote], Some(9)));
        assert_eq!(told.len(), 5);
        assert_eq!(told.last(), Some(&ViewEvent::Turn { turn: turn.clone() }));
    }

    #[test]
    fn a_broken_answer_keeps_what_came_and_the_servers_sentence() {
        let problem = Problem::new(Code::UpstreamTimeout, "It took too long.");
        let (talk, _) = answered(vec![AskEvent::Delta { text: "Half".into() }, AskEvent::Error { problem }]);
        assert_eq!(talk.turns[0].status, TurnStatus::Failed);
        assert_eq!(talk.turns[0].answer.answer, "Half");
        assert_eq!(talk.turns[0].failure.as_ref().map(|f| f.detail.as_str()), Some("It took too long."));
    }

    #[test]
    fn events_for_a_cleared_turn_change_nothing() {
        let mut talk = Conversation::default();
        talk.begin("Why?".into());
        talk.clear();
        assert_eq!(talk.apply(1, AskEvent::Delta { text: "x".into() }), []);
    }
}
