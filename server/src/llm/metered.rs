//! A stream of chunks that keeps its hold up to date.

use futures::StreamExt as _;
use text::estimate_tokens;

use super::chunk::{self, Chunk};
use super::client::{Client, Events, UpstreamError};
use super::prices::price;
use crate::usage::{Fate, Hold, Spent};

/// An upstream's stream and the hold that pays for it. Dropping it aborts the upstream and charges what was delivered.
pub struct Metered {
    events: Events,
    hold: Hold,
    reported: bool,
    finished: bool,
}

impl Metered {
    /// Sends the request. `prompt` is what the tokens are estimated from should the upstream tell nothing.
    pub async fn open(
        client: &Client,
        body: Vec<u8>,
        mut hold: Hold,
        model: &str,
        prompt: &str,
    ) -> Result<Self, UpstreamError> {
        sent(&mut hold, model, prompt);
        match client.stream(body).await {
            Ok(events) => Ok(Self { events, hold, reported: false, finished: false }),
            Err(error) => {
                failed(&mut hold);
                Err(error)
            }
        }
    }

    /// The next chunk with its data as it came; `None` after the last. An error ends the stream.
    pub async fn next(&mut self) -> Option<Result<(String, Chunk), UpstreamError>> {
        let data = match self.events.next().await {
            Some(Ok(data)) if data.trim() == "[DONE]" => return self.whole(),
            Some(Ok(data)) => data,
            // Some upstreams leave out [DONE]; an answer that said it is whole is.
            None if self.finished => return self.whole(),
            None => return Some(Err(self.broken(UpstreamError::Failed("cut before its end".into())))),
            Some(Err(_)) if self.finished => return self.whole(),
            Some(Err(error)) => return Some(Err(self.broken(error))),
        };
        match chunk::read(&data) {
            Ok(chunk) => {
                self.count(&chunk);
                Some(Ok((data, chunk)))
            }
            Err(reason) => Some(Err(self.broken(UpstreamError::Failed(reason)))),
        }
    }

    fn count(&mut self, chunk: &Chunk) {
        self.finished |= chunk.finished;
        let spent = &mut self.hold.spent;
        if chunk.carries_answer {
            spent.fate = Fate::Delivered;
        }
        if let Some(usage) = chunk.usage {
            // Running totals come in several chunks; the last one counts.
            self.reported = true;
            spent.estimated = false;
            spent.input_tokens = usage.prompt_tokens;
            spent.output_tokens = usage.completion_tokens;
        } else if !self.reported && chunk.carries_answer {
            // One event is one token at least; long ones are counted by their text.
            spent.output_tokens += u64::from(estimate_tokens(&chunk.text).max(1));
        }
        spent.cost_nanos = price(&spent.model).cost(spent.input_tokens, spent.output_tokens);
    }

    fn broken(&mut self, error: UpstreamError) -> UpstreamError {
        failed(&mut self.hold);
        error
    }

    /// An answer without a word is none.
    fn whole<T>(&mut self) -> Option<T> {
        if self.hold.spent.fate == Fate::Sent {
            failed(&mut self.hold);
        }
        None
    }

    /// The hold, with what is used so far.
    pub fn hold(&self) -> &Hold {
        &self.hold
    }
}

/// The upstream gets the request: who leaves before it answers is charged for the question and what was sent.
pub fn sent(hold: &mut Hold, model: &str, prompt: &str) {
    let input_tokens = u64::from(estimate_tokens(prompt));
    hold.spent = Spent {
        fate: Fate::Sent,
        model: model.to_owned(),
        input_tokens,
        output_tokens: 0,
        estimated: true,
        cost_nanos: price(model).cost(input_tokens, 0),
    };
}

/// The upstream failed. What it wrote before costs.
pub fn failed(hold: &mut Hold) {
    if hold.spent.fate != Fate::Delivered {
        hold.spent = Spent { model: std::mem::take(&mut hold.spent.model), ..Spent::default() };
    }
    hold.spent.fate = Fate::Failed;
}
