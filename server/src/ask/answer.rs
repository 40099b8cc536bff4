//! From the answerer's markup to events.

use api_types::ask::{AskEvent, Passage, Tokens};
use api_types::info::Answerer;
use futures::Stream;

use super::markup::{Piece, Reader};
use crate::llm::{Metered, UpstreamError};
use crate::platform::problem::ApiError;
use crate::usage::Hold;

/// Where the markup comes from.
pub enum Source {
    /// A model; the first chunks were read already, so that failing early is a problem document.
    Model {
        /// The rest.
        metered: Box<Metered>,
        /// What was read.
        first: String,
    },
    /// The offline answerer: everything at once.
    Offline {
        /// Pays for it.
        hold: Box<Hold>,
        /// Its markup.
        markup: String,
    },
}

impl Source {
    /// What pays for it.
    pub fn hold(&self) -> &Hold {
        match self {
            Self::Model { metered, .. } => metered.hold(),
            Self::Offline { hold, .. } => hold,
        }
    }

    /// More markup; `None` after the last.
    async fn next(&mut self) -> Option<Result<String, UpstreamError>> {
        match self {
            Self::Offline { markup, .. } => {
                Some(Ok(std::mem::take(markup))).filter(|part| part != &Ok(String::new()))
            }
            Self::Model { first, .. } if !first.is_empty() => Some(Ok(std::mem::take(first))),
            Self::Model { metered, .. } => metered.next().await.map(|next| next.map(|(_, chunk)| chunk.text)),
        }
    }
}

/// The events of an answer. Dropping the stream stops the model and charges what was delivered.
pub fn events(
    mut source: Source,
    passages: Vec<Passage>,
    model: String,
) -> impl Stream<Item = AskEvent> + Send {
    async_stream::stream! {
        let answerer = match &source {
            Source::Model { .. } => Answerer::Llm,
            Source::Offline { .. } => Answerer::Offline,
        };
        yield AskEvent::Start { answerer, model, questions_left: source.hold().questions_left() };
        let mut reader = Reader::new(&passages);
        let mut failure = None;
        while let Some(part) = source.next().await {
            match part {
                Ok(markup) => for event in reader.push(&markup).into_iter().map(event) {
                    yield event;
                },
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        for event in reader.finish().into_iter().map(event) {
            yield event;
        }
        if let Some(error) = failure {
            yield AskEvent::Error { problem: *ApiError::from(error).problem };
            return;
        }
        if !reader.follow_ups().is_empty() {
            yield AskEvent::FollowUps { questions: reader.follow_ups().to_vec() };
        }
        let spent = &source.hold().spent;
        let tokens = Tokens { input: spent.input_tokens, output: spent.output_tokens, estimated: spent.estimated };
        yield AskEvent::Done { tokens };
    }
}

fn event(piece: Piece) -> AskEvent {
    match piece {
        Piece::Text(text) => AskEvent::Delta { text },
        Piece::Quote(quote) => AskEvent::Quote(quote),
    }
}
