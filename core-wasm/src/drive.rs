//! Carries out what a pure step function wants, one command after the other, always listening to the person meanwhile.
//! Runs of the agent and replays of recipes are driven by it.

use std::collections::VecDeque;

use futures::future::{Either, LocalBoxFuture, select};
use futures::{Stream, StreamExt, pin_mut};

use crate::agent::Ticket;

/// What is being done; its answer goes back to the step function.
pub(crate) type Work<'a, What> = LocalBoxFuture<'a, Option<What>>;

/// What is driven: a state, the world it acts on, and how commands are begun there.
pub(crate) trait Machine<'a> {
    /// What can happen to it.
    type What;
    /// What it wants done.
    type Command;

    /// Steps. What takes no time, such as telling views, is done at once; the rest is wanted.
    fn take(&mut self, what: Self::What) -> Vec<Self::Command>;
    /// Nothing more happens.
    fn is_over(&self) -> bool;
    /// Whose answer it waits for.
    fn awaits(&self) -> Option<Ticket>;
    /// Whose answer the command gives; without one it is always carried out.
    fn ticket(command: &Self::Command) -> Option<Ticket>;
    /// Nothing is more urgent: what is being done ends, what is being stored is stored again behind it.
    fn is_urgent(command: &Self::Command) -> bool;
    /// Begins a command. `queue` is what stands behind it.
    fn begin(&self, command: Self::Command, queue: &VecDeque<Self::Command>) -> Work<'a, Self::What>;
}

/// Drives `machine` from `first` until it is over, or `inbox`, the person's side, is closed while it waits for them.
pub(crate) async fn drive<'a, M: Machine<'a>>(
    machine: M,
    first: M::What,
    mut inbox: impl Stream<Item = M::What> + Unpin,
) -> M {
    let mut driver = Driver { machine, queue: VecDeque::new(), current: None };
    driver.take(first);
    let mut listening = true;
    loop {
        driver.begin_next();
        let Some((_, working)) = &mut driver.current else {
            if driver.machine.is_over() || !listening {
                return driver.machine;
            }
            match inbox.next().await {
                Some(what) => driver.take(what),
                None => listening = false,
            }
            continue;
        };
        if !listening {
            let answer = working.await;
            driver.finish(answer);
            continue;
        }
        // The person first: when both are ready, an answer must not get ahead of a stop.
        let heard = match select(inbox.next(), working).await {
            Either::Left((heard, _)) => Either::Left(heard),
            Either::Right((answer, _)) => Either::Right(answer),
        };
        match heard {
            Either::Left(Some(what)) => driver.take(what),
            Either::Left(None) => listening = false,
            Either::Right(answer) => driver.finish(answer),
        }
    }
}

struct Driver<'a, M: Machine<'a>> {
    machine: M,
    queue: VecDeque<M::Command>,
    /// What is being done, with its ticket.
    current: Option<(Option<Ticket>, Work<'a, M::What>)>,
}

impl<'a, M: Machine<'a>> Driver<'a, M> {
    fn take(&mut self, what: M::What) {
        for command in self.machine.take(what) {
            if M::is_urgent(&command) {
                self.current = None;
                self.queue.push_front(command);
            } else {
                self.queue.push_back(command);
            }
        }
        if self.current.as_ref().is_some_and(|(ticket, _)| !self.is_wanted(*ticket)) {
            self.current = None;
        }
    }

    fn finish(&mut self, answer: Option<M::What>) {
        self.current = None;
        if let Some(what) = answer {
            self.take(what);
        }
    }

    fn is_wanted(&self, ticket: Option<Ticket>) -> bool {
        ticket.is_none() || ticket == self.machine.awaits()
    }

    fn begin_next(&mut self) {
        while self.current.is_none() {
            let Some(command) = self.queue.pop_front() else { return };
            let ticket = M::ticket(&command);
            if self.is_wanted(ticket) {
                self.current = Some((ticket, self.machine.begin(command, &self.queue)));
            }
        }
    }
}

/// What `work` gives, unless it is not done when `limit` is.
pub(crate) async fn within<R>(limit: impl Future<Output = ()>, work: impl Future<Output = R>) -> Option<R> {
    pin_mut!(work, limit);
    match select(work, limit).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
