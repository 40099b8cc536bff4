//! A hold: units reserved for one request, settled exactly once, when it is dropped.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::book::Taken;
use super::event::Request;
use super::metering::Metering;
use super::row::Charge;
use crate::platform::clock::now;

/// How far a request came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Nothing reached an upstream: nothing is charged.
    #[default]
    Idle,
    /// An upstream has it. Whoever leaves now is charged: the upstream charges us too.
    Sent,
    /// The upstream failed or broke off: the question is returned, what it wrote before costs.
    Failed,
    /// Anything of the answer reached the client.
    Delivered,
}

/// What was used so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// How far it came.
    pub fate: Fate,
    /// Model that answered.
    pub model: String,
    /// Input tokens.
    pub input_tokens: u64,
    /// Output tokens.
    pub output_tokens: u64,
    /// Whether the server counted the tokens itself.
    pub estimated: bool,
    /// Cost in nano-dollars.
    pub cost_nanos: u64,
}

/// Units held for one request. Whoever ends the request only drops it: a request that ended well, a client that left
/// and a handler that failed all take the same way.
pub struct Hold {
    pub(super) request: Request,
    pub(super) charges: Vec<Charge>,
    pub(super) taken: Taken,
    pub(super) metering: Metering,
    /// What is charged when the hold ends.
    pub spent: Spent,
}

impl Hold {
    /// Id of the request.
    pub fn request_id(&self) -> &str {
        &self.request.id
    }

    /// Questions left in the period after this one; `None` is no limit.
    pub fn questions_left(&self) -> Option<u64> {
        self.taken.questions_left
    }
}

impl Hold {
    /// `X-RateLimit-*`: the limit that is nearest.
    pub fn rate_headers(&self) -> HeaderMap {
        let Some(rate) = self.taken.rate else { return HeaderMap::new() };
        let seconds = ((rate.resets_at - now()).max(0) as u64).div_ceil(1000);
        HeaderMap::from_iter([
            (HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(rate.limit)),
            (HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(rate.remaining)),
            (HeaderName::from_static("x-ratelimit-reset"), HeaderValue::from(seconds)),
        ])
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let spent = std::mem::take(&mut self.spent);
        self.metering.end(&self.request, &self.charges, self.taken, spent);
    }
}
