//! Carries out what [`super::step`] wants in a [`World`].

use std::collections::VecDeque;

use futures::channel::mpsc::UnboundedReceiver;
use futures::{FutureExt, StreamExt};

use super::run::Replay;
use super::step::{Command, Find, Here, Missing, What, step};
use crate::agent::{self, Act, ActEnd, Ticket};
use crate::drive::{self, Machine, Work, within};

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
    inbox: UnboundedReceiver<agent::What>,
) -> Replay {
    drive::drive(Driver { world, replay }, first, inbox.map(What::Person)).await.replay
}

struct Driver<'a, W> {
    world: &'a W,
    replay: Replay,
}

impl<'a, W: World> Machine<'a> for Driver<'a, W> {
    type What = What;
    type Command = Command;

    fn take(&mut self, what: What) -> Vec<Command> {
        let mut wanted = step(&mut self.replay, what, self.world.now_ms());
        for told in wanted.extract_if(.., |command| matches!(command, Command::TellState | Command::TellStep))
        {
            self.world.tell(&self.replay, matches!(told, Command::TellStep));
        }
        wanted
    }

    fn is_over(&self) -> bool {
        self.replay.is_over()
    }

    fn awaits(&self) -> Option<Ticket> {
        self.replay.state.ticket()
    }

    fn ticket(command: &Command) -> Option<Ticket> {
        command.ticket()
    }

    fn is_urgent(command: &Command) -> bool {
        matches!(command, Command::Cancel { .. })
    }

    fn begin(&self, command: Command, queue: &VecDeque<Command>) -> Work<'a, What> {
        let world = self.world;
        match command {
            Command::Save => self.save(queue),
            Command::Find { ticket, find } => async move {
                let most = find.patience_ms.saturating_add(MARGIN_MS);
                let found = within(world.sleep(most), world.find(&find)).await;
                Some(What::Found { ticket, found: found.unwrap_or(Err(Missing::Page)) })
            }
            .boxed_local(),
            Command::Act(act) => async move {
                let most = act.timeout_ms.saturating_add(MARGIN_MS);
                let end = within(world.sleep(most), world.act(&act)).await;
                if end.is_none() {
                    // Nobody waits for it any more: it must not go on under what comes next.
                    within(world.sleep(CANCEL_MS), world.cancel(act.tab)).await;
                }
                Some(What::Acted { ticket: act.ticket, end: end.unwrap_or(ActEnd::Unknown { left: false }) })
            }
            .boxed_local(),
            Command::Cancel { tab } => async move {
                within(world.sleep(CANCEL_MS), world.cancel(tab)).await;
                None
            }
            .boxed_local(),
            Command::TellState | Command::TellStep => async { None }.boxed_local(),
        }
    }
}

impl<'a, W: World> Driver<'a, W> {
    /// Stores the replay as it is now. An act that stands behind it is not begun when that fails.
    fn save(&self, queue: &VecDeque<Command>) -> Work<'a, What> {
        let (world, replay) = (self.world, self.replay.clone());
        let act = queue.iter().find_map(|command| match command {
            Command::Act(act) => Some(act.ticket),
            _ => None,
        });
        async move {
            let saved = within(world.sleep(SAVE_MS), world.save(&replay)).await.unwrap_or(false);
            act.filter(|_| !saved).map(|ticket| What::NotSaved { ticket })
        }
        .boxed_local()
    }
}
