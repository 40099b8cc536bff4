//! `POST /ask`, streamed.

use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use api_types::ask::{AskEvent, AskRequest};
use futures::{Stream, StreamExt};

use super::sse::SseParser;
use super::{ApiError, Client, Lost, Transport};
use crate::browser::Browser;
use crate::tagged::from_json;

impl<B: Browser, T: Transport> Client<B, T> {
    /// Asks. It is never sent twice by itself: a question costs.
    pub async fn ask(self: &Rc<Self>, question: &AskRequest) -> Result<AskStream<T::Body>, ApiError> {
        let request = self.post("/ask", question)?.header("Accept", "text/event-stream");
        let answer = self.send_signed(request).await?;
        Ok(AskStream {
            body: answer.body,
            parser: SseParser::default(),
            ready: VecDeque::new(),
            ended: false,
        })
    }
}

/// The events of an answer. Its last item is `Done`, `Error` or an `ApiError`: it never just ends. Dropping it tells
/// the server that nobody reads on.
pub struct AskStream<S> {
    body: S,
    parser: SseParser,
    ready: VecDeque<AskEvent>,
    ended: bool,
}

impl<S: Stream<Item = Result<Vec<u8>, Lost>> + Unpin> Stream for AskStream<S> {
    type Item = Result<AskEvent, ApiError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.ended = matches!(event, AskEvent::Done { .. } | AskEvent::Error { .. });
                return Poll::Ready(Some(Ok(event)));
            }
            match self.body.poll_next_unpin(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => {
                    let events = self.parser.feed(&chunk);
                    // Events of a newer server that this client does not know are passed over.
                    self.ready
                        .extend(events.iter().filter_map(|event| from_json(event.data.as_bytes()).ok()));
                }
                Poll::Ready(Some(Err(Lost)) | None) => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(ApiError::Interrupted)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use futures::stream;

    fn events(chunks: &[&str]) -> Vec<Result<AskEvent, ApiError>> {
        let body = stream::iter(chunks.iter().map(|c| Ok(c.as_bytes().to_vec())).collect::<Vec<_>>());
        let asked = AskStream { body, parser: SseParser::default(), ready: VecDeque::new(), ended: false };
        block_on(asked.collect())
    }

    const DONE: &str =
        "data: {\"type\":\"done\",\"tokens\":{\"input\":1,\"output\":2,\"estimated\":false}}\n\n";

    #[test]
    fn unknown_events_are_passed_over_and_nothing_comes_after_done() {
        let delta = "event: delta\ndata: {\"type\":\"delta\",\"text\":\"Hi\"}\n\n";
        let found = events(&["data: {\"type\":\"mood\"}\n\n", delta, DONE, delta]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Ok(AskEvent::Delta { text: "Hi".into() }));
    }

    #[test]
    fn an_answer_that_just_ends_is_interrupted() {
        let found = events(&["data: {\"type\":\"delta\",\"te"]);
        assert_eq!(found, [Err(ApiError::Interrupted)]);
    }
}
