//! Carries out what [`super::step`] wants in a [`World`].

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures::FutureExt;
use futures::channel::mpsc::UnboundedReceiver;
use text::estimate_tokens;

use super::action::Subject;
use super::event::{Act, ActEnd, Command, Event, ModelFault, Resolved, Told, What};
use super::observation::{Fault, Look, Observation, TabInfo};
use super::prompt;
use super::run::{Run, Ticket};
use super::step::step_judged;
use super::target::Target;
use crate::api::{ChatRequest, Message, ModelTurn, TurnUsage};
use crate::drive::{self, Machine, Work, within};
use crate::gate::{Approvals, Contract, HeldIndex, Proposal, TargetFacts, Vault, judge_held};
use crate::locate::Locator;

/// Longest waits, in milliseconds: whatever hangs, a run goes on.
const OBSERVE_MS: u32 = 20_000;
const ASK_MS: u32 = 120_000;
const RESOLVE_MS: u32 = 10_000;
const SAVE_MS: u32 = 5_000;
/// Beyond what an act may take by itself.
const ACT_MARGIN_MS: u32 = 3_000;
/// Stopping waits this long for a page to confirm that it stopped.
const CANCEL_MS: u32 = 120;

/// What a run needs of the browser and the server. Dropping a future cancels what it does, as far as that can be.
#[allow(async_fn_in_trait)]
pub trait World {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> u64;
    /// 128 random bits in hexadecimal, from the system's generator.
    fn random(&self) -> String;
    /// Waits.
    async fn sleep(&self, ms: u32);
    /// The person's secrets: masked in what is read, never in a prompt.
    fn vault(&self) -> Rc<Vault>;
    /// Stores the run where it outlives the background; `false` when that failed.
    async fn save(&self, run: &Run) -> bool;
    /// Looks at a page of the run.
    async fn observe(&self, run: &Run, look: &Look) -> Result<Observation, Fault>;
    /// Asks the model. Text is given to `said` as it comes.
    async fn ask(&self, request: &ChatRequest, said: &dyn Fn(&str)) -> Result<ModelTurn, ModelFault>;
    /// Resolves what an action is about, as it is right now.
    async fn resolve(&self, tab: i32, subject: Subject, onto: Option<Target>) -> Result<Resolved, Fault>;
    /// Acts. Values of secrets are put in here, at the last step.
    async fn act(&self, act: &Act) -> ActEnd;
    /// Cancels what is being done in a tab; comes back when it is.
    async fn cancel(&self, tab: i32);
    /// Tells the views.
    fn tell(&self, run: &Run, told: Told);
    /// Tells the views what the model is saying.
    fn said(&self, run: &Run, text: &str);
}

/// Drives a run from `first` ([`What::Start`], or [`What::Woken`] for one that was stored) until it is over or `inbox`,
/// the person's side, is closed while it waits for them. Gives the run as it is then.
pub async fn drive<W: World>(world: &W, run: Run, first: What, inbox: UnboundedReceiver<What>) -> Run {
    drive::drive(Driver { world, run, index: RefCell::default() }, first, inbox).await.run
}

struct Driver<'a, W> {
    world: &'a W,
    run: Run,
    /// Pages the gate has read already.
    index: RefCell<HeldIndex>,
}

impl<'a, W: World> Machine<'a> for Driver<'a, W> {
    type What = What;
    type Command = Command;

    fn take(&mut self, what: What) -> Vec<Command> {
        let event = Event { at_ms: self.world.now_ms(), what };
        let index = &self.index;
        let judge = |contract: &Contract, proposal: &Proposal, approvals: &mut Approvals, now_ms: u64| {
            judge_held(&mut index.borrow_mut(), contract, proposal, approvals, now_ms)
        };
        let mut wanted = step_judged(&mut self.run, event, &judge);
        for told in wanted.extract_if(.., |command| matches!(command, Command::Tell(_))) {
            if let Command::Tell(told) = told {
                self.world.tell(&self.run, told);
            }
        }
        wanted
    }

    fn is_over(&self) -> bool {
        self.run.is_over()
    }

    fn awaits(&self) -> Option<Ticket> {
        self.run.state.ticket()
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
            Command::Observe { ticket, look } => {
                let run = self.run.clone();
                async move {
                    let seen = within(world.sleep(OBSERVE_MS), world.observe(&run, &look)).await;
                    let seen = seen.unwrap_or_else(|| Err(timeout()));
                    let here = seen.as_ref().ok().and_then(|seen| seen.origin.clone());
                    let vault = world.vault().read_at(here.as_ref());
                    let seen = seen.map(|seen| mask_page(&vault, seen));
                    let seen = seen.map_err(|fault| mask_fault(&vault, fault));
                    Some(What::Observed { ticket, seen })
                }
                .boxed_local()
            }
            Command::Ask { ticket } => self.ask(ticket),
            Command::Resolve { ticket, tab, subject, onto } => async move {
                let resolved = within(world.sleep(RESOLVE_MS), world.resolve(tab, subject, onto)).await;
                let resolved = resolved.unwrap_or_else(|| Err(timeout()));
                let vault = world.vault();
                let resolved = resolved.map(|resolved| mask_resolved(&vault, resolved));
                let resolved = resolved.map_err(|fault| mask_fault(&vault, fault));
                Some(What::Resolved { ticket, resolved })
            }
            .boxed_local(),
            Command::Act(act) => async move {
                let most = act.timeout_ms.saturating_add(ACT_MARGIN_MS);
                let end = within(world.sleep(most), world.act(&act)).await;
                if end.is_none() {
                    // Nobody waits for it any more: it must not go on under what comes next.
                    within(world.sleep(CANCEL_MS), world.cancel(act.tab)).await;
                }
                let end = mask_end(&world.vault(), end.unwrap_or(ActEnd::Unknown { left: false }));
                Some(What::Acted { ticket: act.ticket, end })
            }
            .boxed_local(),
            Command::Rest { ticket, ms } => async move {
                world.sleep(ms).await;
                Some(What::Rested { ticket })
            }
            .boxed_local(),
            Command::Cancel { tab } => async move {
                within(world.sleep(CANCEL_MS), world.cancel(tab)).await;
                None
            }
            .boxed_local(),
            Command::Tell(_) => async { None }.boxed_local(),
        }
    }
}

impl<'a, W: World> Driver<'a, W> {
    /// Stores the run as it is now. An act that stands behind it is not begun when that fails.
    fn save(&self, queue: &VecDeque<Command>) -> Work<'a, What> {
        let (world, run) = (self.world, self.run.clone());
        let act = queue.iter().find_map(|command| match command {
            Command::Act(act) => Some(act.ticket),
            _ => None,
        });
        async move {
            let saved = within(world.sleep(SAVE_MS), world.save(&run)).await.unwrap_or(false);
            act.filter(|_| !saved).map(|ticket| What::NotSaved { ticket })
        }
        .boxed_local()
    }

    fn ask(&self, ticket: Ticket) -> Work<'a, What> {
        let (world, run) = (self.world, self.run.clone());
        let vault = world.vault();
        let Some(request) = prompt::request(&run, &world.random(), &vault) else {
            return async { None }.boxed_local();
        };
        // The last look at what leaves: whatever way a secret came in, it does not go out.
        let body = serde_json::to_string(&request).unwrap_or_default();
        if vault.check_outgoing(&body).is_err() {
            return async move { Some(What::Answered { ticket, turn: Err(ModelFault::Secret) }) }
                .boxed_local();
        }
        async move {
            let said = |text: &str| world.said(&run, text);
            let turn = within(world.sleep(ASK_MS), world.ask(&request, &said)).await;
            let mut turn =
                turn.unwrap_or_else(|| Err(ModelFault::Passing { detail: String::new(), wait_s: 0 }));
            if let Ok(turn) = &mut turn {
                let answer = turn_text(&turn.text, &turn.calls);
                turn.usage.get_or_insert_with(|| estimate(&request, answer));
            }
            Some(What::Answered { ticket, turn })
        }
        .boxed_local()
    }
}

fn mask_page(vault: &Vault, seen: Observation) -> Observation {
    let tabs = seen.tabs.into_iter().map(|tab| TabInfo { title: vault.mask(&tab.title), ..tab }).collect();
    Observation { text: vault.mask(&seen.text), title: vault.mask(&seen.title), tabs, ..seen }
}

fn mask_resolved(vault: &Vault, resolved: Resolved) -> Resolved {
    let masked = |facts: Option<TargetFacts>| facts.map(|facts| facts.masked(|text| vault.mask(text)));
    // It is kept longer than anything: of one with a value in it nothing is.
    let tells_nothing = |locator: &Locator| {
        serde_json::to_string(locator).is_ok_and(|text| vault.check_outgoing(&text).is_ok())
    };
    Resolved {
        locator: resolved.locator.filter(tells_nothing),
        target: masked(resolved.target),
        onto: masked(resolved.onto),
        ..resolved
    }
}

fn mask_fault(vault: &Vault, fault: Fault) -> Fault {
    Fault { detail: vault.mask(&fault.detail), ..fault }
}

fn mask_end(vault: &Vault, end: ActEnd) -> ActEnd {
    match end {
        ActEnd::Done { detail, opened } => ActEnd::Done { detail: vault.mask(&detail), opened },
        ActEnd::Failed { fault, begun } => ActEnd::Failed { fault: mask_fault(vault, fault), begun },
        ActEnd::Unknown { left } => ActEnd::Unknown { left },
    }
}

fn turn_text(text: &str, calls: &[crate::api::ToolCall]) -> String {
    calls.iter().fold(text.to_owned(), |all, call| all + &call.name + &call.arguments)
}

/// Tokens, where the upstream does not tell them.
fn estimate(request: &ChatRequest, answer: String) -> TurnUsage {
    let tokens = |message: &Message| match message {
        Message::System { content } | Message::User { content } | Message::Tool { content, .. } => {
            estimate_tokens(content)
        }
        Message::Assistant { content, tool_calls } => {
            let calls = tool_calls.iter().map(|call| estimate_tokens(&call.function.arguments));
            estimate_tokens(content.as_deref().unwrap_or_default()) + calls.sum::<u32>()
        }
    };
    let tools: u32 = request.tools.iter().map(|tool| estimate_tokens(&tool.to_string())).sum();
    TurnUsage {
        prompt_tokens: u64::from(request.messages.iter().map(tokens).sum::<u32>() + tools),
        completion_tokens: u64::from(estimate_tokens(&answer)),
    }
}

fn timeout() -> Fault {
    Fault { code: "timeout".into(), detail: String::new() }
}

#[cfg(test)]
mod tests;
