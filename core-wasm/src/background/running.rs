//! Runs of the agent: one a tab. Each is driven by a task of its own and stored before each act; a background that was
//! killed takes them up again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use api_types::info::ModelPrice;
use api_types::{Code, FieldError};
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use super::files::{forget_files, keep_files};
use super::hands::Hands;
use super::views::{View, ViewKind};
use super::world::{RunWorld, key};
use super::{Background, storage};
use crate::agent::budget::Price;
use crate::agent::driver::drive;
use crate::agent::rows::Table;
use crate::agent::{Run, What};
use crate::api::Transport;
use crate::browser::{Area, Browser, ViewId};
use crate::gate::{Contract, Origin, Terms};
use crate::protocol::{
    Failure, FailureKind, PageCheck, RunExport, RunRows, RunView, UploadFile, ViewEvent, ViewResult,
};

/// Tabs that have a run.
const TABS: &str = "runs";
/// Longest goal and answer, in characters.
const MAX_WORDS: usize = 4_000;

/// The runs of this browser session, by the tab they were started in.
#[derive(Default)]
pub(super) struct Runs {
    hands: RefCell<Option<Rc<dyn Hands>>>,
    live: RefCell<HashMap<i32, Live>>,
}

/// A run, with the way to its driver while it has one.
struct Live {
    shown: RunView,
    over: bool,
    inbox: UnboundedSender<What>,
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// Gives runs their eyes and hands, and takes up those of the life before.
    pub async fn give_hands(self: &Rc<Self>, hands: Rc<dyn Hands>) {
        *self.runs.hands.borrow_mut() = Some(Rc::clone(&hands));
        let tabs: Vec<i32> = storage::load(&*self.browser, Area::Session, TABS).await.unwrap_or_default();
        for tab in tabs {
            if self.take_up_replay(tab, &hands).await {
                continue;
            }
            let stored: Option<Run> = storage::load(&*self.browser, Area::Session, &key(tab)).await;
            match stored {
                Some(run) if !run.is_over() => self.set_off_run(tab, run, What::Woken, Rc::clone(&hands)),
                Some(run) if self.browser.tab(tab, false).await.is_some() => {
                    // Nothing is to be done, but its answer can still be read.
                    forget_files(&*self.browser, &run.id).await;
                    drop(self.add_live(tab, RunView::of(&run), true));
                }
                // Nobody can look at it any more, and there is not much room.
                Some(run) => {
                    forget_files(&*self.browser, &run.id).await;
                    self.browser.save(Area::Session, &key(tab), None).await;
                }
                None => {}
            }
        }
        self.keep_run_tabs().await;
    }

    /// The tab is gone. A run that is still driven there ends by itself; of one that is over nobody asks any more.
    pub(super) async fn forget_run(&self, tab: i32) {
        if self.runs.live.borrow_mut().extract_if(|of, live| *of == tab && live.over).count() > 0 {
            self.browser.save(Area::Session, &key(tab), None).await;
            self.keep_run_tabs().await;
        }
    }

    pub(super) async fn start_run(
        self: &Rc<Self>,
        id: ViewId,
        tab: i32,
        goal: &str,
        files: &[UploadFile],
    ) -> Result<ViewResult, Failure> {
        self.check_tab(id, tab)?;
        let goal = words(goal, "goal")?;
        // Without hands nothing is begun: this build has none.
        let hands = self.runs.hands.borrow().clone().ok_or(FailureKind::Internal)?;
        let url = self.browser.tab(tab, true).await.ok_or(FailureKind::PageGone)?.url;
        if self.check_page(tab).await? != PageCheck::Readable {
            return Err(FailureKind::Unreadable.into());
        }
        if self.is_busy(tab) {
            return Err(FailureKind::Api(Code::Conflict).into());
        }
        self.forget_replay(tab).await;
        let origin = url.and_then(|url| Origin::parse(&url).ok());
        let (contract, refused) = Contract::from_goal(goal, origin, Terms::default());
        let mut run = Run::new(self.browser.random(), goal.to_owned(), contract, tab, self.price().await);
        run.files = keep_files(&*self.browser, &run.id, files).await?;
        let shown = RunView::of(&run);
        self.set_off_run(tab, run, What::Start, hands);
        self.keep_run_tabs().await;
        let refused = refused.into_iter().map(|refused| refused.text).collect();
        Ok(ViewResult::RunStarted { run: shown, refused })
    }

    pub(super) fn set_off_run(self: &Rc<Self>, tab: i32, run: Run, first: What, hands: Rc<dyn Hands>) {
        let heard = self.add_live(tab, RunView::of(&run), run.is_over());
        let background = Rc::clone(self);
        self.browser.spawn(Box::pin(async move {
            let private = background.browser.tab(tab, false).await.is_none_or(|tab| tab.incognito);
            let world = RunWorld::new(background, hands, tab, !private);
            let run = drive(&world, run, first, heard).await;
            world.picture_end(&run).await;
            world.hands.let_go(&run).await;
            // What it used of the plan shows.
            world.background.tell_state().await;
        }));
    }

    /// What the model's tokens cost, as far as the server tells.
    pub(super) async fn price(&self) -> Option<Price> {
        let ModelPrice { input, output } = self.info().await?.price?;
        Some(Price { input, output })
    }

    /// What is driven in a tab from now on, and what the person says to it.
    pub(super) fn add_live(&self, tab: i32, shown: RunView, over: bool) -> UnboundedReceiver<What> {
        let (inbox, heard) = unbounded();
        self.runs.live.borrow_mut().insert(tab, Live { shown, over, inbox });
        heard
    }

    /// What is driven in a tab, as the views hear of it next.
    pub(super) fn show_live(&self, tab: i32, shown: RunView, over: bool) {
        if let Some(live) =
            self.runs.live.borrow_mut().get_mut(&tab).filter(|live| live.shown.run == shown.run)
        {
            (live.shown, live.over) = (shown, over);
        }
    }

    /// Whether something is under way in a tab.
    pub(super) fn is_busy(&self, tab: i32) -> bool {
        self.runs.live.borrow().get(&tab).is_some_and(|live| !live.over)
    }

    pub(super) fn hands(&self) -> Option<Rc<dyn Hands>> {
        self.runs.hands.borrow().clone()
    }

    pub(super) async fn keep_run_tabs(&self) {
        let tabs: Vec<i32> = self.runs.live.borrow().keys().copied().collect();
        storage::save(&*self.browser, Area::Session, TABS, &tabs).await;
    }

    pub(super) fn get_run(&self, id: ViewId, tab: i32) -> Result<ViewResult, Failure> {
        self.check_tab(id, tab)?;
        let run = self.runs.live.borrow().get(&tab).map(|live| live.shown.clone());
        Ok(ViewResult::Run { run })
    }

    /// The table is not among what every view is told: it is read from where the run is stored.
    pub(super) async fn get_run_rows(&self, id: ViewId, run: &str) -> Result<ViewResult, Failure> {
        let rows = self.stored_run(id, run).await?.table.map(|table| RunRows::of(&table));
        Ok(ViewResult::RunRows { rows })
    }

    /// Says something to a run, as the person does.
    pub(super) fn say_to_run(&self, id: ViewId, run: &str, what: What) -> Result<ViewResult, Failure> {
        let live = self.runs.live.borrow();
        let found = live.iter().find(|(_, live)| live.shown.run == run && !live.over);
        let (tab, live) = found.ok_or(FailureKind::Api(Code::NotFound))?;
        self.check_tab(id, *tab)?;
        live.inbox.unbounded_send(what).map_err(|_| FailureKind::Api(Code::NotFound))?;
        Ok(ViewResult::Ok {})
    }

    pub(super) fn answer_run(
        &self,
        id: ViewId,
        run: &str,
        request: u64,
        answer: &str,
    ) -> Result<ViewResult, Failure> {
        let answer = words(answer, "answer")?.to_owned();
        self.say_to_run(id, run, What::Replied { ticket: request, answer })
    }

    /// The rows or the log of a run, as they are stored.
    pub(super) async fn export_run(
        &self,
        id: ViewId,
        run: &str,
        what: RunExport,
    ) -> Result<ViewResult, Failure> {
        let stored = self.stored_run(id, run).await?;
        let table = stored.table.as_ref();
        let (ending, media_type, text) = match what {
            RunExport::RowsCsv => ("csv", "text/csv", table.map(Table::to_csv).unwrap_or_default()),
            RunExport::RowsJson => {
                ("json", "application/json", table.map_or_else(|| "[]".to_owned(), Table::to_json))
            }
            RunExport::Log => ("json", "application/json", stored.export()),
        };
        let file_name = format!("legwork-{}.{ending}", if what == RunExport::Log { "log" } else { "rows" });
        Ok(ViewResult::Exported { file_name, media_type: media_type.into(), text })
    }

    /// A run as it was stored last: with what is too much to tell every view each time.
    pub(super) async fn stored_run(&self, id: ViewId, run: &str) -> Result<Run, Failure> {
        let tab = self.tab_of_run(run).ok_or(FailureKind::Api(Code::NotFound))?;
        self.check_tab(id, tab)?;
        let stored: Option<Run> = storage::load(&*self.browser, Area::Session, &key(tab)).await;
        Ok(stored.filter(|stored| stored.id == run).ok_or(FailureKind::Api(Code::NotFound))?)
    }

    /// A run as the views know it.
    pub(super) fn shown_run(&self, id: ViewId, run: &str) -> Result<RunView, Failure> {
        let tab = self.tab_of_run(run).ok_or(FailureKind::Api(Code::NotFound))?;
        self.check_tab(id, tab)?;
        let live = self.runs.live.borrow();
        Ok(live.get(&tab).map(|live| live.shown.clone()).ok_or(FailureKind::Api(Code::NotFound))?)
    }

    /// Whether the run goes on.
    pub(super) fn is_under_way(&self, run: &str) -> bool {
        self.runs.live.borrow().values().any(|live| live.shown.run == run && !live.over)
    }

    /// Whether a run goes on in the tab.
    pub(super) fn has_run_under_way(&self, tab: i32) -> bool {
        self.runs.live.borrow().get(&tab).is_some_and(|live| !live.over)
    }

    fn tab_of_run(&self, run: &str) -> Option<i32> {
        let live = self.runs.live.borrow();
        live.iter().find(|(_, live)| live.shown.run == run).map(|(tab, _)| *tab)
    }

    /// Stops and forgets every run: the next person here is another one.
    pub(super) async fn forget_runs(&self) {
        let forgotten: Vec<(i32, Live)> = self.runs.live.borrow_mut().drain().collect();
        for (tab, live) in forgotten {
            // A driver that is gone already has nothing to stop.
            let _ = live.inbox.unbounded_send(What::Stop);
            self.browser.save(Area::Session, &key(tab), None).await;
            self.forget_replay(tab).await;
        }
        self.browser.save(Area::Session, TABS, None).await;
    }

    /// Whether this is still the run of the tab.
    pub(super) fn has_run(&self, tab: i32, run: &str) -> bool {
        self.runs.live.borrow().get(&tab).is_some_and(|live| live.shown.run == run)
    }

    /// A run as the views hear of it next.
    pub(super) fn show_run(&self, tab: i32, run: &Run) {
        self.show_live(tab, RunView::of(run), run.is_over());
    }

    /// Tells the person's own pages, and the overlays in the tab.
    pub(super) fn tell_tab(&self, tab: i32, event: &ViewEvent) {
        self.tell(event, |view| may_see(view, tab));
    }

    /// An overlay may only speak of its own tab.
    pub(super) fn check_tab(&self, id: ViewId, tab: i32) -> Result<(), Failure> {
        let views = self.views.borrow();
        let seen = views.get(&id).is_some_and(|view| may_see(view, tab));
        if seen { Ok(()) } else { Err(FailureKind::NotAllowed.into()) }
    }
}

fn may_see(view: &View, tab: i32) -> bool {
    match view.sender.kind {
        ViewKind::Popup => true,
        ViewKind::Overlay => view.binding.as_ref().is_some_and(|binding| binding.tab == tab),
    }
}

/// What a person typed: something, and not without end.
fn words<'a>(typed: &'a str, field: &str) -> Result<&'a str, Failure> {
    let typed = typed.trim();
    let code = match typed.chars().count() {
        0 => "required",
        1..=MAX_WORDS => return Ok(typed),
        _ => "too_long",
    };
    let field = FieldError { field: field.into(), code: code.into(), detail: String::new() };
    Err(Failure { fields: vec![field], ..FailureKind::Api(Code::Invalid).into() })
}
