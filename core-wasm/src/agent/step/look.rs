//! Looking at pages.

use super::super::argument::Column;
use super::super::event::Command;
use super::super::log::Outcome;
use super::super::notes::{NOTES, fill};
use super::super::observation::{Fault, Look, Observation, Want};
use super::super::run::{Asked, Ending, Halt, Purpose, State, Withheld};
use super::Machine;
use crate::gate::{Origin, Proposal, Verb, Verdict};

/// A page that is loading is looked at again so often, with so long a pause.
const TRIES: u32 = 3;
const PAUSE_MS: u32 = 400;
/// Steps in a row without any page, before the run is halted.
const MOST_BLIND: u32 = 3;

impl Machine<'_> {
    /// Looks at the current tab: at what changed, if that is enough.
    pub(super) fn look(&mut self) {
        let tab = self.run.tabs.current();
        self.observe(Look { tab, want: self.run.view.wanted(tab) }, None, 0);
    }

    /// Looks at all of it: nobody knows what happened meanwhile.
    pub(super) fn look_afresh(&mut self) {
        self.run.view.clear();
        self.look();
    }

    pub(super) fn observe(&mut self, look: Look, columns: Option<Vec<Column>>, tries: u32) {
        let ticket = self.ticket();
        let command = Command::Observe { ticket, look };
        self.go(State::Observing { ticket, look, columns, tries }, Some(command));
    }

    pub(super) fn observed(
        &mut self,
        look: Look,
        columns: Option<Vec<Column>>,
        tries: u32,
        seen: Result<Observation, Fault>,
    ) {
        match seen {
            Ok(page) => self.see(look, columns, page),
            Err(fault) if fault.code == "gone" => self.tab_gone(look.tab),
            Err(_) if tries + 1 < TRIES => {
                let (ticket, tries) = (self.ticket(), tries + 1);
                let command = Command::Rest { ticket, ms: PAUSE_MS << tries };
                self.go(State::RestingToLook { ticket, look, columns, tries }, Some(command));
            }
            Err(fault) => self.blind(look, fault),
        }
    }

    fn see(&mut self, look: Look, columns: Option<Vec<Column>>, page: Observation) {
        self.run.blind = 0;
        if !page.tabs.is_empty() {
            self.run.tabs.update(&page.tabs);
        }
        if let Some(no) = self.run.withheld.take_if(|no| no.origin == page.origin) {
            return self.do_not_show(look.tab, page, &no.why);
        }
        self.run.withheld = None;
        let known = self.run.view.last().map(|last| &last.origin);
        if known != Some(&page.origin) && !self.is_in_contract(page.origin.as_ref()) {
            return self.judge_place(look.tab, page);
        }
        self.run.seen.add(&page, self.now_ms);
        match (look.want, columns) {
            (Want::Rows(_), Some(columns)) => {
                self.ask(Purpose::Rows { columns, page: Box::new(page), repairs: Vec::new() }, 0);
            }
            (Want::More(_), _) => {
                self.settle_open(Outcome::Done { detail: String::new() });
                self.show(look.tab, page);
            }
            _ => self.show(look.tab, page),
        }
    }

    fn show(&mut self, tab: i32, page: Observation) {
        self.run.view.take(tab, page);
        self.decide();
    }

    fn is_in_contract(&self, origin: Option<&Origin>) -> bool {
        origin.is_some_and(|origin| {
            self.run.contract.origins().contains(origin) || self.run.approvals.admitted().contains(origin)
        })
    }

    /// The tab is somewhere the contract does not name: a redirect, a script, a window that opened.
    pub(super) fn judge_place(&mut self, tab: i32, page: Observation) {
        let from = self.run.view.last().map_or(self.run.contract.home().cloned(), |last| last.origin.clone());
        let mut proposal = Proposal::new(Verb::Hop, from);
        proposal.destination = Some(page.url.clone());
        proposal.held = self.held();
        proposal.used = self.run.budget.used.clone();
        let verdict = (self.judge)(&self.run.contract, &proposal, &mut self.run.approvals, self.now_ms);
        match verdict {
            Verdict::Allow { .. } => {
                self.run.seen.add(&page, self.now_ms);
                self.settle_open(Outcome::Dropped {});
                self.show(tab, page);
            }
            Verdict::Ask { request } => {
                let asked = Asked::Place { tab, page: Box::new(page) };
                self.ask_approval(asked, request);
            }
            Verdict::Deny { denial } => self.do_not_show(tab, page, &denial.to_string()),
        }
    }

    /// The model hears that the tab left the task, and nothing of what stands there.
    pub(super) fn do_not_show(&mut self, tab: i32, page: Observation, why: &str) {
        self.settle_open(Outcome::Dropped {});
        self.run.told.push(fill(&NOTES.elsewhere, &[("detail", why)]));
        let blank = Observation {
            text: String::new(),
            title: String::new(),
            url: page.origin.as_ref().map(Origin::to_string).unwrap_or_default(),
            tokens: 0,
            tabs: Vec::new(),
            ..page
        };
        self.run.view.clear();
        self.run.withheld = Some(Withheld { origin: blank.origin.clone(), why: why.to_owned() });
        self.show(tab, blank);
    }

    fn tab_gone(&mut self, tab: i32) {
        self.settle_open(Outcome::Dropped {});
        self.run.tabs.remove(tab);
        if self.run.tabs.list().is_empty() {
            return self.end(Ending::NoTab {});
        }
        self.run.told.push(NOTES.tab_gone.clone());
        self.look();
    }

    fn blind(&mut self, look: Look, fault: Fault) {
        if matches!(look.want, Want::Rows(_) | Want::More(_)) {
            self.settle_open(Outcome::Failed { fault, begun: false });
            return self.decide();
        }
        self.run.blind += 1;
        if self.run.blind >= MOST_BLIND {
            self.run.blind = 0;
            return self.halt(Halt::PageAway { fault });
        }
        self.run.view.clear();
        self.run.told.push(fill(&NOTES.page_gone, &[("detail", &fault.code)]));
        self.decide();
    }
}
