//! The gate, and the acts behind it.

use super::super::action::Action;
use super::super::argument::{Clicks, WaitFor};
use super::super::event::{Act, ActEnd, Command, Resolved, Told};
use super::super::log::{Allowed, Outcome};
use super::super::notes::{NOTES, fill};
use super::super::observation::Fault;
use super::super::run::{Asked, Halt, Planned, State};
use super::Machine;
use crate::gate::{self, ApprovalRequest, Class, DataClass, Datum, Proposal, Taint, Tainted, Verb, Verdict};

/// How long an act may take, beyond what it waits for by itself.
const TIMEOUT_MS: u32 = 15_000;
/// How long a wait may take.
const WAIT_MS: u32 = 30_000;
/// Times in a row that the gate or the person says no, before the run asks how to go on.
const MOST_REFUSALS: u32 = 4;

impl Machine<'_> {
    /// An act was decided: its target is resolved for the gate.
    pub(super) fn plan(&mut self, action: Action) {
        let tab = self.run.tabs.current();
        let other = match action {
            Action::SwitchTab { tab: number } | Action::CloseTab { tab: number } => {
                match self.run.tabs.by_number(number) {
                    Some(other) => Some(other),
                    None => {
                        return self.refuse(fill(&NOTES.not_your_tab, &[("tab", &number.to_string())]));
                    }
                }
            }
            _ => None,
        };
        if matches!(action, Action::CloseTab { .. }) && self.run.tabs.list().len() < 2 {
            return self.refuse(NOTES.last_tab.clone());
        }
        if let Action::Upload { file, .. } = &action
            && self.run.files.iter().all(|given| given.name != *file)
        {
            return self.refuse(NOTES.no_file.clone());
        }
        self.resolve(Planned { action, tab, other }, false);
    }

    fn refuse(&mut self, told: String) {
        self.settle(Outcome::Refused { told });
        self.decide();
    }

    fn resolve(&mut self, act: Planned, approved: bool) {
        let ticket = self.ticket();
        let command =
            Command::Resolve { ticket, tab: act.tab, subject: act.action.subject(), onto: act.action.onto() };
        self.go(State::Judging { ticket, act, approved }, Some(command));
    }

    pub(super) fn resolved(&mut self, act: Planned, approved: bool, resolved: Result<Resolved, Fault>) {
        let resolved = match resolved {
            Ok(resolved) => resolved,
            Err(fault) => {
                self.run.approvals.void();
                self.settle(Outcome::Failed { fault, begun: false });
                return self.look();
            }
        };
        self.name_target(&resolved);
        let proposal = self.proposal(&act, &resolved);
        let (verb, place) = (proposal.verb, proposal.page.clone());
        if let Some(step) = self.run.log.last_mut() {
            step.amount.clone_from(&proposal.amount);
        }
        let verdict = (self.judge)(&self.run.contract, &proposal, &mut self.run.approvals, self.now_ms);
        let twice = matches!(act.action, Action::Click { count: Clicks::Two, .. });
        match verdict {
            // A yes is for doing it once.
            Verdict::Allow { class: Class::Sensitive, .. } | Verdict::Ask { .. } if twice => {
                self.settle(Outcome::Refused { told: NOTES.once.clone() });
                self.refused();
            }
            Verdict::Allow { class: Class::Sensitive, .. }
                if !approved && self.run.unsure.contains(&(verb, place)) =>
            {
                self.settle(Outcome::NotAgain {});
                self.refused();
            }
            Verdict::Allow { class, rule } => {
                if let Some(step) = self.run.log.last_mut() {
                    step.allowed = Some(Allowed { class, rule, approved });
                }
                self.act(act, class, &resolved);
            }
            Verdict::Ask { request } => self.ask_approval(Asked::Act { act }, request),
            Verdict::Deny { denial } => {
                self.settle(Outcome::Denied { denial });
                self.refused();
            }
        }
    }

    /// For those who read the log: the model's number says nothing to a person.
    fn name_target(&mut self, resolved: &Resolved) {
        if let (Some(step), Some(facts)) = (self.run.log.last_mut(), &resolved.target) {
            step.target.clone_from(&facts.label);
            step.locator.clone_from(&resolved.locator);
            self.commands.push(Command::Tell(Told::Step(self.run.log.len() - 1)));
        }
    }

    /// The one place an act is begun: after an `Allow`, stored first.
    fn act(&mut self, act: Planned, class: Class, resolved: &Resolved) {
        let ticket = self.ticket();
        let fingerprint =
            |facts: &Option<crate::gate::TargetFacts>| facts.as_ref().map(|facts| facts.fingerprint.clone());
        let timeout_ms = match &act.action {
            Action::Wait { r#for: WaitFor::Ms(ms) } => ms.saturating_add(TIMEOUT_MS),
            Action::Wait { .. } => WAIT_MS,
            _ => TIMEOUT_MS,
        };
        let command = Command::Act(Act {
            ticket,
            run: self.run.id.clone(),
            tab: act.tab,
            other: act.other,
            action: act.action.clone(),
            expect: fingerprint(&resolved.target),
            expect_onto: fingerprint(&resolved.onto),
            timeout_ms,
            settles: true,
        });
        self.go(State::Acting { ticket, act, class, pause: false }, Some(command));
    }

    pub(super) fn ask_approval(&mut self, asked: Asked, request: ApprovalRequest) {
        let ticket = self.ticket();
        self.go(State::WaitingForApproval { ticket, asked, request }, None);
    }

    /// The person said yes: everything is resolved and judged again, the approval holds for exactly that or not at all.
    pub(super) fn approved(&mut self, asked: Asked, request: ApprovalRequest, yes: bool) {
        match (asked, yes) {
            (Asked::Act { act }, true) => {
                self.run.approvals.grant(request, self.now_ms);
                self.run.refusals = 0;
                self.resolve(act, true);
            }
            (Asked::Act { .. }, false) => {
                self.settle(Outcome::Declined {});
                self.refused();
            }
            (Asked::Place { tab, page }, true) => {
                self.run.approvals.grant(request, self.now_ms);
                self.judge_place(tab, *page);
            }
            (Asked::Place { tab, page }, false) => self.do_not_show(tab, *page, &NOTES.declined),
        }
    }

    fn refused(&mut self) {
        self.run.refusals += 1;
        if self.run.refusals >= MOST_REFUSALS {
            self.run.refusals = 0;
            return self.stuck();
        }
        self.decide();
    }

    pub(super) fn acted(&mut self, act: Planned, class: Class, pause: bool, end: ActEnd) {
        match end {
            ActEnd::Done { detail, opened } => {
                self.run.refusals = 0;
                self.count_spent();
                self.follow_tabs(&act, &opened);
                self.settle(Outcome::Done { detail });
            }
            ActEnd::Failed { fault, begun } => {
                if begun {
                    self.count_spent();
                    self.unsure(&act, class);
                }
                self.settle(Outcome::Failed { fault, begun });
            }
            ActEnd::Unknown { left } => self.may_have_happened(&act, class, left),
        }
        if pause {
            return self.halt(Halt::Person {});
        }
        self.look();
    }

    fn follow_tabs(&mut self, act: &Planned, opened: &[i32]) {
        for tab in opened {
            self.run.tabs.add(*tab);
        }
        match (&act.action, opened.first(), act.other) {
            (Action::OpenTab { .. }, Some(opened), _) => self.run.tabs.switch(*opened),
            (Action::SwitchTab { .. }, _, Some(other)) => self.run.tabs.switch(other),
            (Action::CloseTab { .. }, _, Some(other)) => {
                self.run.tabs.remove(other);
            }
            _ => {}
        }
    }

    /// Nobody knows how the act ended. A sensitive one is not done again without the person.
    pub(super) fn may_have_happened(&mut self, act: &Planned, class: Class, left: bool) {
        self.count_spent();
        self.unsure(act, class);
        self.settle(Outcome::MayHaveHappened { left });
    }

    /// A payment that was begun counts, also when nobody knows how it ended.
    fn count_spent(&mut self) {
        if let Some(money) = self.run.log.last().and_then(|step| step.amount.clone()) {
            self.run.budget.used.spend(money);
        }
    }

    fn unsure(&mut self, act: &Planned, class: Class) {
        if class == Class::Sensitive {
            let place = self.run.view.last().and_then(|last| last.origin.clone());
            self.run.unsure.push((verb(&act.action), place));
        }
    }

    pub(super) fn not_saved(&mut self) {
        self.settle(Outcome::Dropped {});
        self.halt(Halt::NotSaved {});
    }

    fn proposal(&self, act: &Planned, resolved: &Resolved) -> Proposal {
        let mut proposal = Proposal::new(verb(&act.action), resolved.page.clone());
        proposal.frame.clone_from(&resolved.frame);
        proposal.target.clone_from(&resolved.target);
        proposal.onto.clone_from(&resolved.onto);
        proposal.held = self.held();
        proposal.used = self.run.budget.used.clone();
        match &act.action {
            Action::Navigate { url } | Action::OpenTab { url } => proposal.destination = Some(url.clone()),
            Action::Type { text, .. } | Action::Dialog { text: Some(text), .. } => {
                proposal.data = vec![self.datum(text)]
            }
            // Which of the page's own options it is says little: they are at home there.
            Action::Select { options, .. } => {
                let option = |text: &String| Datum {
                    value: Tainted::new(text.as_str(), Taint::none()),
                    class: DataClass::Plain,
                };
                proposal.data = options.iter().map(option).collect();
            }
            Action::Upload { file, .. } => {
                let value = Tainted::new(file.as_str(), Taint::user());
                proposal.data = vec![Datum { value, class: DataClass::File }];
            }
            Action::Press { keys, .. } => proposal.keys.clone_from(keys),
            _ => {}
        }
        proposal.amount = gate::amount(&proposal);
        proposal
    }

    /// What the person literally wrote is theirs; everything else the model writes comes from all it has before it.
    fn datum(&self, text: &str) -> Datum {
        let answers = self.run.answers.iter().map(|answer| answer.answer.as_str());
        let mut person = std::iter::once(self.run.goal.as_str()).chain(answers);
        let taint = if !text.is_empty() && person.any(|words| words.contains(text)) {
            Taint::user()
        } else {
            self.run.log.last().map(|step| step.taint.clone()).unwrap_or_default()
        };
        let class = if text.contains("{{secret:") { DataClass::Secret } else { DataClass::Plain };
        Datum { value: Tainted::new(text, taint), class }
    }
}

/// The gate's name of an action.
pub(super) fn verb(action: &Action) -> Verb {
    match action {
        Action::Click { .. } => Verb::Click,
        Action::Hover { .. } => Verb::Hover,
        Action::Type { .. } => Verb::Type,
        Action::Clear { .. } => Verb::Clear,
        Action::Press { .. } => Verb::Press,
        Action::Select { .. } => Verb::Select,
        Action::Check { .. } => Verb::Check,
        Action::Drag { .. } => Verb::Drag,
        Action::Scroll { .. } => Verb::Scroll,
        Action::Upload { .. } => Verb::Upload,
        Action::Download { .. } => Verb::Download,
        Action::Focus { .. } => Verb::Focus,
        // Its buttons are buttons: what they do is in its words.
        Action::Dialog { .. } => Verb::Click,
        Action::Navigate { .. } => Verb::Navigate,
        Action::Back {} => Verb::Back,
        Action::Forward {} => Verb::Forward,
        Action::Reload {} => Verb::Reload,
        Action::OpenTab { .. } => Verb::OpenTab,
        Action::SwitchTab { .. } => Verb::SwitchTab,
        Action::CloseTab { .. } => Verb::CloseTab,
        Action::Wait { .. } => Verb::Wait,
        Action::Extract { .. } => Verb::Extract,
        Action::ReadMore { .. } => Verb::ReadMore,
        Action::AskUser { .. } => Verb::AskUser,
        Action::Remember { .. } | Action::Plan { .. } => Verb::Remember,
        Action::Done { .. } => Verb::Done,
    }
}
