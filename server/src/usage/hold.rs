//! A hold: units reserved for one request, settled exactly once, when it is dropped.

use tokio::sync::mpsc;

use super::commit::{Ending, Op};

/// What was used so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Whether anything of the answer reached the client.
    pub delivered: bool,
    /// Whether the upstream broke the answer off: the question is returned, its cost is not.
    pub broken: bool,
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
    pub(super) ending: Ending,
    pub(super) writer: mpsc::UnboundedSender<Op>,
    /// Questions left in the period after this one; `None` is no limit.
    pub questions_left: Option<u64>,
    /// What is charged when the hold ends.
    pub spent: Spent,
}

impl Hold {
    /// Id of the request.
    pub fn request_id(&self) -> &str {
        &self.ending.request_id
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut ending = self.ending.clone();
        ending.spent = std::mem::take(&mut self.spent);
        // The writer outlives every request; when it is gone the server is, and the sweep counts the hold as used.
        let _ = self.writer.send(Op::End(ending));
    }
}
