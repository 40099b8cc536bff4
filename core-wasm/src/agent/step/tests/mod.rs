//! The loop driven by hand: scripts of events, and properties over random ones.

mod money;
mod places;
mod properties;
mod scripts;

use std::cell::RefCell;

use serde_json::json;

use super::*;
use crate::agent::budget::Price;
use crate::agent::event::{ActEnd, ModelFault, Resolved};
use crate::agent::observation::{Fault, Observation, TabInfo};
use crate::api::{ModelTurn, ToolCall, TurnUsage};
use crate::gate::{ApprovalRequest, Class, Denial, Limits, Origin, Rule, TargetFacts, Terms, Verb};

pub(super) const HOME: &str = "https://shop.example/";

/// A run with its clock, a gate that follows a list, and everything that was wanted.
pub(super) struct Rig {
    pub(super) run: Run,
    pub(super) now_ms: u64,
    pub(super) commands: Vec<Command>,
    /// Verdicts in order; then everything is allowed.
    pub(super) verdicts: RefCell<Vec<Verdict>>,
    pub(super) proposals: RefCell<Vec<Proposal>>,
}

pub(super) fn contract(limits: Limits) -> Contract {
    let terms = Terms { limits, ..Terms::default() };
    Contract::from_goal("Buy a lamp", Origin::parse(HOME).ok(), terms).0
}

impl Rig {
    pub(super) fn with(contract: Contract) -> Self {
        Self {
            run: Run::new("r".into(), "Buy a lamp".into(), contract, 70, Some(Price { input: 1, output: 1 })),
            now_ms: 1_000,
            commands: Vec::new(),
            verdicts: RefCell::default(),
            proposals: RefCell::default(),
        }
    }

    /// Started, with the page seen: the model is asked.
    pub(super) fn started() -> Self {
        let mut rig = Self::with(contract(Limits::default()));
        rig.send(What::Start);
        rig.sees(page("Shop", 1));
        rig
    }

    pub(super) fn send(&mut self, what: What) -> &[Command] {
        self.now_ms += 100;
        let judge = |_: &Contract, proposal: &Proposal, _: &mut Approvals, _: u64| {
            self.proposals.borrow_mut().push(proposal.clone());
            let mut verdicts = self.verdicts.borrow_mut();
            if verdicts.is_empty() { allow(Class::Write) } else { verdicts.remove(0) }
        };
        let event = Event { at_ms: self.now_ms, what };
        self.commands = step_judged(&mut self.run, event, &judge);
        &self.commands
    }

    pub(super) fn ticket(&self) -> Ticket {
        self.run.state.ticket().unwrap_or_default()
    }

    pub(super) fn sees(&mut self, seen: Observation) {
        let ticket = self.ticket();
        self.send(What::Observed { ticket, seen: Ok(seen) });
    }

    pub(super) fn calls(&mut self, name: &str, arguments: serde_json::Value) {
        let ticket = self.ticket();
        self.send(What::Answered { ticket, turn: Ok(turn(name, arguments)) });
    }

    pub(super) fn fails(&mut self, fault: ModelFault) {
        let ticket = self.ticket();
        self.send(What::Answered { ticket, turn: Err(fault) });
    }

    pub(super) fn resolves(&mut self) {
        let ticket = self.ticket();
        self.send(What::Resolved { ticket, resolved: Ok(resolved("f1")) });
    }

    pub(super) fn acts(&mut self) {
        let ticket = self.ticket();
        self.send(What::Acted { ticket, end: ActEnd::Done { detail: String::new(), opened: vec![] } });
    }

    /// One whole click that changes the page to `digest`.
    pub(super) fn clicks(&mut self, node: u32, digest: u64) {
        self.calls("click", json!({ "target": node }));
        if matches!(self.run.state, State::Judging { .. }) {
            self.resolves();
            self.acts();
            self.sees(page("Shop", digest));
        }
    }

    pub(super) fn acted(&self) -> bool {
        self.commands.iter().any(|command| matches!(command, Command::Act(_)))
    }

    pub(super) fn outcome(&self) -> &Outcome {
        self.run.log.last().unwrap().outcome.as_ref().unwrap()
    }
}

pub(super) fn turn(name: &str, arguments: serde_json::Value) -> ModelTurn {
    ModelTurn {
        text: "Because.".into(),
        calls: vec![ToolCall { name: name.into(), arguments: arguments.to_string() }],
        usage: Some(TurnUsage { prompt_tokens: 100, completion_tokens: 10 }),
        cut: false,
    }
}

pub(super) fn page(text: &str, digest: u64) -> Observation {
    at(HOME, text, digest)
}

pub(super) fn at(url: &str, text: &str, digest: u64) -> Observation {
    let tabs = vec![TabInfo { tab: 70, url: url.into(), title: "T".into() }];
    let origin = Origin::parse(url).ok();
    Observation {
        text: text.into(),
        url: url.into(),
        origin,
        digest,
        tokens: 10,
        tabs,
        ..Observation::default()
    }
}

pub(super) fn resolved(fingerprint: &str) -> Resolved {
    let facts =
        TargetFacts { fingerprint: fingerprint.into(), document_url: HOME.into(), ..TargetFacts::default() };
    let home = Origin::parse(HOME).ok();
    Resolved { page: home.clone(), frame: home, target: Some(facts), onto: None, locator: None }
}

pub(super) fn allow(class: Class) -> Verdict {
    Verdict::Allow { class, rule: Rule::PressesControl }
}

pub(super) fn ask() -> Verdict {
    let request = ApprovalRequest {
        rule: Rule::Pays,
        verb: Verb::Click,
        label: "Pay".into(),
        place: None,
        destination: None,
        unicode_host: None,
        data: Vec::new(),
        admits: None,
        asked_ms: 1_000,
        bound: Box::new(Proposal::new(Verb::Click, None)),
    };
    Verdict::Ask { request }
}

pub(super) fn deny() -> Verdict {
    Verdict::Deny { denial: Denial::Verb { verb: Verb::Click } }
}

pub(super) fn fault(code: &str) -> Fault {
    Fault { code: code.into(), detail: "a detail".into() }
}
