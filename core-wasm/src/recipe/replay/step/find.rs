//! Looking for what a step is about, and what the gate says of it.

use super::*;

impl Machine<'_> {
    /// Begins the step it is at.
    pub(super) fn begin(&mut self) {
        let Some(step) = self.replay.current().cloned() else { return self.end(Ending::Done {}) };
        let limits = self.replay.contract.terms().limits;
        if let Err(limit) = self.replay.budget.begin_step(&limits) {
            return self.end(Ending::Limit { limit });
        }
        let nobody = Target::top(0);
        self.replay.log.push(log::Step {
            number: self.replay.log.len() as u32 + 1,
            at_ms: self.now_ms,
            seen: TabInfo { tab: self.replay.tab, url: String::new(), title: String::new() },
            digest: 0,
            amount: None,
            thought: String::new(),
            action: self.replay.action(&step, nobody, nobody),
            target: step.locator().map(|on| on.name.clone()).unwrap_or_default(),
            locator: None,
            taint: Taint::user(),
            allowed: None,
            outcome: None,
            took_ms: 0,
        });
        self.commands.push(Command::TellStep);
        if let Step::Person { say } = &step {
            let question = fill(&NOTES.person, &[("what", say)]);
            return self.ask(question, vec![Choice::Skip, Choice::Agent]);
        }
        self.find(0, false);
    }

    pub(super) fn find(&mut self, again: u32, approved: bool) {
        let Some(step) = self.replay.current() else { return self.end(Ending::Done {}) };
        let patience_ms = match step {
            Step::Wait { .. } => WAIT_MS,
            _ if self.replay.left.is_some() => FIND_MS + ACT_MS,
            _ => FIND_MS,
        };
        let find = Find {
            tab: self.replay.tab,
            on: step.locator().cloned(),
            onto: step.onto().cloned(),
            subject: if matches!(step, Step::Press { .. }) { Subject::Focused } else { Subject::Nothing },
            after: self.replay.left.clone(),
            names_document: step.opens_page(),
            patience_ms,
        };
        let ticket = self.ticket();
        self.go(State::Finding { ticket, again, approved });
        self.commands.push(Command::Find { ticket, find });
    }

    pub(super) fn found(&mut self, again: u32, approved: bool, found: Result<Here, Missing>) {
        let Some(step) = self.replay.current().cloned() else { return self.end(Ending::Done {}) };
        let here = match found {
            Ok(here) => here,
            Err(Missing::Tab) => {
                self.settle(Outcome::Dropped {});
                return self.end(Ending::NoTab {});
            }
            Err(missing) => {
                let told = match missing {
                    Missing::Element(told) => told,
                    _ => NOTES.page_missing.clone(),
                };
                let fault = Fault { code: "gone".into(), detail: told.clone() };
                self.settle(Outcome::Failed { fault, begun: false });
                return self.stuck(told);
            }
        };
        self.replay.left = None;
        let action = self.replay.action(
            &step,
            here.target.unwrap_or(Target::top(0)),
            here.onto.unwrap_or(Target::top(0)),
        );
        self.note(&here, &action);
        if let Step::Wait { r#for: Condition::Element(_) } | Step::Expect { that: Condition::Element(_) } =
            step
        {
            return self.done(String::new());
        }
        let proposal = self.proposal(&step, &action, &here.resolved);
        let verdict = gate::judge(&self.replay.contract, &proposal, &mut self.replay.approvals, self.now_ms);
        match verdict {
            Verdict::Allow { class, rule } => {
                if let Some(step) = self.replay.log.last_mut() {
                    step.allowed = Some(Allowed { class, rule, approved });
                }
                self.act(&step, action, class, again, here);
            }
            Verdict::Ask { request } => {
                let ticket = self.ticket();
                self.go(State::WaitingForApproval { ticket, request });
            }
            Verdict::Deny { denial } => {
                let why = fill(&NOTES.denied, &[("why", &denial.to_string())]);
                self.settle(Outcome::Denied { denial });
                self.stuck(why);
            }
        }
    }

    /// What was found is told with the step, and kept when it is not as it was recorded.
    pub(super) fn note(&mut self, here: &Here, action: &Action) {
        let at = self.replay.at;
        if let Some((locator, told)) = &here.healed {
            self.replay.heals.retain(|heal| heal.at != at);
            self.replay.heals.push(Heal { at, locator: locator.clone(), told: told.clone() });
        }
        if let Some(step) = self.replay.log.last_mut() {
            step.seen.url.clone_from(&here.url);
            step.action = action.clone();
            if let Some((_, told)) = &here.healed {
                step.thought.clone_from(told);
            }
            if let Some(facts) = &here.resolved.target {
                step.target.clone_from(&facts.label);
            }
        }
        self.commands.push(Command::TellStep);
    }

    pub(super) fn proposal(&self, step: &Step, action: &Action, resolved: &Resolved) -> Proposal {
        let mut proposal = Proposal::new(step.verb(), resolved.page.clone());
        proposal.frame.clone_from(&resolved.frame);
        proposal.target.clone_from(&resolved.target);
        proposal.onto.clone_from(&resolved.onto);
        proposal.used = self.replay.budget.used.clone();
        let datum = |text: &String, class| Datum { value: Tainted::new(text.as_str(), Taint::user()), class };
        match action {
            Action::Navigate { url } => proposal.destination = Some(url.clone()),
            Action::Type { text, .. } if self.types_secret(step) => {
                proposal.data = vec![datum(text, DataClass::Secret)];
            }
            Action::Type { text, .. } => proposal.data = vec![datum(text, DataClass::Plain)],
            Action::Select { options, .. } => {
                proposal.data = options.iter().map(|option| datum(option, DataClass::Plain)).collect();
            }
            Action::Press { keys, .. } => proposal.keys.clone_from(keys),
            _ => {}
        }
        proposal.held = self.replay.values.values().map(|value| Tainted::new(value, Taint::user())).collect();
        proposal.amount = gate::amount(&proposal);
        proposal
    }

    pub(super) fn types_secret(&self, step: &Step) -> bool {
        let is_secret = |name: &str| {
            self.replay.recipe.parameter(name).is_some_and(|known| known.kind == ParameterKind::Secret)
        };
        step.texts().iter().any(|text| crate::recipe::names_in(text).any(is_secret))
    }
}
