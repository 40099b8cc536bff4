//! Replays: one a tab, in the place of a run of the agent. Views follow and steer them as they do runs.

use std::rc::Rc;

use api_types::Code;

use super::asked::{broken, told};
use super::world::{ReplayWorld, key};
use crate::agent::{self, Run};
use crate::api::Transport;
use crate::background::hands::Hands;
use crate::background::{Background, storage};
use crate::browser::{Area, Browser, ViewId};
use crate::gate::{Origin, Taint, Tainted};
use crate::protocol::{Failure, FailureKind, PageCheck, RecipeTold, RunView, ViewResult};
use crate::recipe::edit::Edit;
use crate::recipe::replay::{self, Ending, Replay, State, What, drive};
use crate::recipe::{ParameterKind, Values, settle};

impl<B: Browser, T: Transport> Background<B, T> {
    pub(super) async fn start_replay(
        self: &Rc<Self>,
        id: ViewId,
        recipe_id: &str,
        tab: i32,
        given: &Values,
    ) -> Result<ViewResult, Failure> {
        self.check_tab(id, tab)?;
        let recipe = self.load_recipe(recipe_id).await?;
        let values = settle(&recipe.parameters, given)
            .map_err(|parameter| broken(&parameter.name, "required", &parameter.label))?;
        let hands = self.hands().ok_or(FailureKind::Internal)?;
        let url = self.browser.tab(tab, true).await.ok_or(FailureKind::PageGone)?.url;
        if self.check_page(tab).await? != PageCheck::Readable {
            return Err(FailureKind::Unreadable.into());
        }
        if self.is_busy(tab) || self.recorded(tab).is_some() {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        let secrets: Values = recipe
            .parameters
            .iter()
            .filter(|parameter| parameter.kind == ParameterKind::Secret)
            .filter_map(|parameter| Some((parameter.name.clone(), given.get(&parameter.name)?.clone())))
            .collect();
        self.recipes.secrets.borrow_mut().insert(tab, secrets);
        let home = url.and_then(|url| Origin::parse(&url).ok());
        let replay = Replay::new(self.browser.random(), recipe_id.to_owned(), recipe, values, tab, home);
        let shown = RunView::of_replay(&replay);
        self.set_off_replay(replay, What::Start, hands);
        self.keep_run_tabs().await;
        Ok(ViewResult::RunStarted { run: shown, refused: Vec::new() })
    }

    /// Takes up the tab's replay of the life before, if it had one; `false` when it had none.
    pub(in crate::background) async fn take_up_replay(
        self: &Rc<Self>,
        tab: i32,
        hands: &Rc<dyn Hands>,
    ) -> bool {
        let Some(replay) = self.stored_replay(tab).await else { return false };
        self.set_off_replay(replay, What::Woken, Rc::clone(hands));
        true
    }

    pub(super) async fn stored_replay(&self, tab: i32) -> Option<Replay> {
        storage::load(&*self.browser, Area::Session, &key(tab)).await
    }

    fn set_off_replay(self: &Rc<Self>, replay: Replay, first: What, hands: Rc<dyn Hands>) {
        let tab = replay.tab;
        let heard = self.add_live(tab, RunView::of_replay(&replay), replay.is_over());
        let world = ReplayWorld { background: Rc::clone(self), hands, tab };
        self.browser.spawn(Box::pin(async move {
            let replay = drive(&world, replay, first, heard).await;
            world.background.recipes.secrets.borrow_mut().remove(&tab);
            if let State::Ended { ending: Ending::HandedOver { left } } = &replay.state {
                world.background.hand_over(&replay, left).await;
            }
        }));
    }

    /// The agent goes on where the replay did not, on the recipe's sites.
    async fn hand_over(self: &Rc<Self>, replay: &Replay, left: &str) {
        let Some(hands) = self.hands() else { return };
        self.forget_replay(replay.tab).await;
        let goal = replay::goal();
        let contract = replay.contract.for_agent();
        let mut run = Run::new(self.browser.random(), goal, contract, replay.tab, self.price().await);
        let home = replay.contract.home().cloned();
        run.memory.note(Tainted::new(left, Taint::page(home, self.browser.now_ms() as u64)));
        self.set_off_run(replay.tab, run, agent::What::Start, hands);
        self.keep_run_tabs().await;
    }

    /// The tab's replay leaves nothing behind.
    pub(in crate::background) async fn forget_replay(&self, tab: i32) {
        self.recipes.secrets.borrow_mut().remove(&tab);
        self.browser.save(Area::Session, &key(tab), None).await;
    }

    /// Takes over what the tab's replay found under other names, into the recipe.
    pub(super) async fn keep_healed(&self, tab: i32) -> Result<ViewResult, Failure> {
        let mut replay = self.stored_replay(tab).await.ok_or(FailureKind::Api(Code::NotFound))?;
        let mut whole = self.load_recipe(&replay.recipe_id).await?;
        for heal in std::mem::take(&mut replay.heals) {
            // The recipe may have been edited since: only a step that is still the same is healed.
            if whole.steps.get(heal.at) == replay.recipe.steps.get(heal.at) {
                let healed = whole.edit(Edit::Heal { at: heal.at, locator: heal.locator });
                healed.map_err(|fault| broken("recipe", "malformed", &fault.to_string()))?;
            }
        }
        let recipe = self.save_recipe(Some(&replay.recipe_id), &whole).await?;
        storage::save(&*self.browser, Area::Session, &key(tab), &replay).await;
        Ok(told(RecipeTold::Recipe { recipe, whole }))
    }
}

/// A replay shows as a run.
impl RunView {
    /// A replay as it is now.
    pub(in crate::background) fn of_replay(replay: &Replay) -> Self {
        use crate::protocol::{RunStep, RunUse};
        let limits = replay.contract.terms().limits;
        let used = &replay.budget.used;
        Self {
            run: replay.id.clone(),
            tab: replay.tab,
            goal: replay.recipe.name.clone(),
            status: status(replay),
            used: RunUse { steps: used.steps, time_ms: used.time_ms, tokens: 0, cost_nanos: Some(0) },
            limits: RunUse { steps: limits.steps, time_ms: limits.time_ms, tokens: 0, cost_nanos: Some(0) },
            steps: replay.log.iter().map(RunStep::of).collect(),
            table: None,
        }
    }
}

/// Where a replay stands, as runs say it.
pub(super) fn status(replay: &Replay) -> crate::protocol::RunStatus {
    use crate::protocol::{RunApproval, RunStatus};
    let over = |reason: &str, detail: &str| RunStatus::Ended { reason: reason.into(), detail: detail.into() };
    match &replay.state {
        State::Ready {} | State::Finding { .. } => RunStatus::Observing {},
        State::Acting { .. } => RunStatus::Acting {},
        State::WaitingForApproval { ticket, request } => {
            RunStatus::WaitingForApproval { request: *ticket, approval: RunApproval::of(request) }
        }
        State::WaitingForUser { ticket, question, choices } => RunStatus::WaitingForUser {
            request: *ticket,
            question: question.clone(),
            choices: choices.iter().map(|choice| choice.words().to_owned()).collect(),
            stuck: true,
        },
        State::Paused {} => RunStatus::Paused { reason: "person".into(), detail: String::new() },
        State::TakenOver {} => RunStatus::TakenOver {},
        State::Ended { ending } => match ending {
            Ending::Done {} => {
                RunStatus::Done { answer: replay.report(), evidence: Vec::new(), unsupported: Vec::new() }
            }
            Ending::Stopped {} | Ending::HandedOver { .. } => over("stopped", ""),
            Ending::Limit { limit } => {
                let limit = serde_json::to_value(limit).ok();
                over("limit", limit.as_ref().and_then(|limit| limit.as_str()).unwrap_or_default())
            }
            Ending::NoTab {} => over("no_tab", ""),
            Ending::NotSaved {} => over("not_saved", ""),
        },
    }
}
