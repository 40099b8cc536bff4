//! A stream of chunks that keeps its hold up to date.

use futures::StreamExt as _;
use text::estimate_tokens;

use super::chunk::{self, Chunk};
use super::client::{Events, UpstreamError};
use super::prices::price;
use crate::usage::Hold;

/// An upstream's stream and the hold that pays for it. Dropping it aborts the upstream and charges what was delivered.
pub struct Metered {
    events: Events,
    hold: Hold,
    reported: bool,
    finished: bool,
}

impl Metered {
    /// Keeps `hold` for `events`. `prompt` is what the tokens are estimated from should the upstream tell nothing.
    pub fn new(events: Events, mut hold: Hold, model: &str, prompt: &str) -> Self {
        hold.spent.model = model.to_owned();
        hold.spent.input_tokens = u64::from(estimate_tokens(prompt));
        hold.spent.estimated = true;
        Self { events, hold, reported: false, finished: false }
    }

    /// The next chunk with its data as it came; `None` after the last. An error ends the stream.
    pub async fn next(&mut self) -> Option<Result<(String, Chunk), UpstreamError>> {
        let data = match self.events.next().await {
            Some(Ok(data)) if data.trim() == "[DONE]" => return None,
            Some(Ok(data)) => data,
            // Some upstreams leave out [DONE]; an answer that said it is whole is.
            None if self.finished => return None,
            None => return Some(Err(self.broken(UpstreamError::Failed("cut before its end".into())))),
            Some(Err(_)) if self.finished => return None,
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
        spent.delivered |= chunk.carries_answer;
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
        self.hold.spent.broken = true;
        error
    }

    /// The hold, with what is used so far.
    pub fn hold(&self) -> &Hold {
        &self.hold
    }
}
