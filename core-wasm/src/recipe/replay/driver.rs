//! Carries out what [`super::step`] wants, one command after the other, always listening to the person meanwhile.

use std::collections::VecDeque;

use futures::channel::mpsc::UnboundedReceiver;
use futures::future::{Either, LocalBoxFuture, select};
use futures::{FutureExt, StreamExt, pin_mut};

use super::run::Replay;
use super::step::{Command, Find, Here, Missing, What, step};
use crate::agent::{self, Act, ActEnd, Ticket};

/// Longest waits beyond what is asked for, in milliseconds: whatever hangs, a replay goes on.
const SAVE_MS: u32 = 5_000;
const MARGIN_MS: u32 = 3_000;
/// Stopping waits this long for a page to confirm that it stopped.
const CANCEL_MS: u32 = 120;

/// What a replay needs of the browser. Dropping a future cancels what it does, as far as that can be.
#[allow(async_fn_in_trait)]
pub trait World {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> u64;
    /// Waits.
    async fn sleep(&self, ms: u32);
    /// Stores the replay where it outlives the background; `false` when that failed.
    async fn save(&self, replay: &Replay) -> bool;
    /// Looks for what a step is about, until it is there or its patience ends.
    async fn find(&self, find: &Find) -> Result<Here, Missing>;
    /// Acts. Values of secrets are put in here, at the last step.
    async fn act(&self, act: &Act) -> ActEnd;
    /// Cancels what is being done in a tab.
    async fn cancel(&self, tab: i32);
    /// Tells the views: of the last step of the log, or where it stands.
    fn tell(&self, replay: &Replay, of_step: bool);
}

/// Drives a replay from `first` until it is over, or `inbox`, the person's side, is closed while it waits for them.
pub async fn drive<W: World>(
    world: &W,
    replay: Replay,
    first: What,
    mut inbox: UnboundedReceiver<agent::What>,
) -> Replay {
    let mut driver = Driver { world, replay, queue: VecDeque::new(), current: None };
    driver.take(first);
    let mut listening = true;
    loop {
        driver.begin_next();
        let Some((_, working)) = &mut driver.current else {
            if driver.replay.is_over() || !listening {
                return driver.replay;
            }
            match inbox.next().await {
                Some(said) => driver.take(What::Person(said)),
                None => listening = false,
            }
            continue;
        };
        // The person first: when both are ready, an answer must not get ahead of a stop.
        let heard = if listening {
            match select(inbox.next(), working).await {
                Either::Left((heard, _)) => Either::Left(heard),
                Either::Right((answer, _)) => Either::Right(answer),
            }
        } else {
            Either::Right(working.await)
        };
        match heard {
            Either::Left(Some(said)) => driver.take(What::Person(said)),
            Either::Left(None) => listening = false,
            Either::Right(answer) => {
                driver.current = None;
                answer.into_iter().for_each(|what| driver.take(what));
            }
        }
    }
}

struct Driver<'a, W> {
    world: &'a W,
    replay: Replay,
    queue: VecDeque<Command>,
    /// What is being done, with its ticket.
    current: Option<(Option<Ticket>, LocalBoxFuture<'a, Option<What>>)>,
}

impl<'a, W: World> Driver<'a, W> {
    fn take(&mut self, what: What) {
        for command in step(&mut self.replay, what, self.world.now_ms()) {
            match command {
                Command::TellState => self.world.tell(&self.replay, false),
                Command::TellStep => self.world.tell(&self.replay, true),
                // Nothing is more urgent. What is being stored is stored again behind it.
                Command::Cancel { .. } => {
                    self.current = None;
                    self.queue.push_front(command);
                }
                command => self.queue.push_back(command),
            }
        }
        if self.current.as_ref().is_some_and(|(ticket, _)| !self.is_wanted(*ticket)) {
            self.current = None;
        }
    }

    /// Commands without a ticket always are; of the others only the one whose answer the replay waits for.
    fn is_wanted(&self, ticket: Option<Ticket>) -> bool {
        ticket.is_none() || ticket == self.replay.state.ticket()
    }

    fn begin_next(&mut self) {
        while self.current.is_none() {
            let Some(command) = self.queue.pop_front() else { return };
            if self.is_wanted(command.ticket()) {
                self.current = Some((command.ticket(), self.begin(command)));
            }
        }
    }

    fn begin(&self, command: Command) -> LocalBoxFuture<'a, Option<What>> {
        let world = self.world;
        match command {
            Command::Save => self.save(),
            Command::Find { ticket, find } => async move {
                let most = find.patience_ms.saturating_add(MARGIN_MS);
                let found = within(world, most, world.find(&find)).await;
                Some(What::Found { ticket, found: found.unwrap_or(Err(Missing::Page)) })
            }
            .boxed_local(),
            Command::Act(act) => async move {
                let most = act.timeout_ms.saturating_add(MARGIN_MS);
                let end = within(world, most, world.act(&act)).await;
                Some(What::Acted { ticket: act.ticket, end: end.unwrap_or(ActEnd::Unknown { left: false }) })
            }
            .boxed_local(),
            Command::Cancel { tab } => async move {
                within(world, CANCEL_MS, world.cancel(tab)).await;
                None
            }
            .boxed_local(),
            Command::TellState | Command::TellStep => async { None }.boxed_local(),
        }
    }

    /// Stores the replay as it is now. An act that stands behind it is not begun when that fails.
    fn save(&self) -> LocalBoxFuture<'a, Option<What>> {
        let (world, replay) = (self.world, self.replay.clone());
        let act = self.queue.iter().find_map(|command| match command {
            Command::Act(act) => Some(act.ticket),
            _ => None,
        });
        async move {
            let saved = within(world, SAVE_MS, world.save(&replay)).await.unwrap_or(false);
            act.filter(|_| !saved).map(|ticket| What::NotSaved { ticket })
        }
        .boxed_local()
    }
}

/// What `work` gives, unless it takes longer.
async fn within<W: World, R>(world: &W, ms: u32, work: impl Future<Output = R>) -> Option<R> {
    let limit = world.sleep(ms);
    pin_mut!(work, limit);
    match select(work, limit).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}
