//! The replay as a pure function: where it stands and what happened give where it stands then, and what it wants done.

use super::notes::{Choice, NOTES};
use super::run::{Ending, Heal, Replay, State};
use crate::agent::log::{self, Allowed, Outcome};
use crate::agent::notes::fill;
use crate::agent::observation::{Fault, TabInfo};
use crate::agent::{self, Act, ActEnd, Action, Resolved, Subject, Target, Ticket};
use crate::gate::{self, Class, DataClass, Datum, Proposal, Taint, Tainted, Verdict};
use crate::locate::Locator;
use crate::recipe::{Condition, ParameterKind, Step};

/// How long an act, an element and a wait may take.
const ACT_MS: u32 = 10_000;
const FIND_MS: u32 = 5_000;
const WAIT_MS: u32 = 30_000;
/// Times an element is looked for again when it changed right before the act.
const AGAIN: u32 = 3;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "handed over once")]
pub enum What {
    /// Begin.
    Start,
    /// The background was killed and the replay is read back from storage.
    Woken,
    /// Answers [`Command::Find`].
    Found { ticket: Ticket, found: Result<Here, Missing> },
    /// Answers [`Command::Act`].
    Acted { ticket: Ticket, end: ActEnd },
    /// It could not be stored: the act of this ticket was not begun.
    NotSaved { ticket: Ticket },
    /// The person said something.
    Person(agent::What),
}

/// What a step is about, as it is right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Here {
    /// Its element.
    pub target: Option<Target>,
    /// What a drag ends on.
    pub onto: Option<Target>,
    /// What is known of the element now and why it is it, where it is not as it was recorded.
    pub healed: Option<(Locator, String)>,
    /// Facts for the gate.
    pub resolved: Resolved,
    /// Names the document; empty when nobody asked.
    pub document: String,
    /// Address of the page.
    pub url: String,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The tab is closed.
    Tab,
    /// The page the last step opens did not come, or can not be read.
    Page,
    /// A sentence that may quote the page.
    Element(String),
}

/// What a replay wants done, in this order.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "few at a time")]
pub enum Command {
    /// Store it as it is now. What follows is not begun before that is done.
    Save,
    /// Tell the views where it stands.
    TellState,
    /// Tell the views of the last step of the log.
    TellStep,
    /// Look for what a step is about. → [`What::Found`]
    Find { ticket: Ticket, find: Find },
    /// Act. → [`What::Acted`]
    Act(Act),
    /// Cancel what is being done in the tab.
    Cancel { tab: i32 },
}

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Find {
    /// The browser's number of the tab.
    pub tab: i32,
    /// The element.
    pub on: Option<Locator>,
    /// What a drag ends on.
    pub onto: Option<Locator>,
    /// What the gate needs facts of when no element is named.
    pub subject: Subject,
    /// Wait for another document than this one.
    pub after: Option<String>,
    /// Whether the name of the document is asked for.
    pub names_document: bool,
    /// How long.
    pub patience_ms: u32,
}

impl Command {
    /// The ticket of a command that is answered.
    pub fn ticket(&self) -> Option<Ticket> {
        match self {
            Self::Find { ticket, .. } => Some(*ticket),
            Self::Act(act) => Some(act.ticket),
            Self::Save | Self::TellState | Self::TellStep | Self::Cancel { .. } => None,
        }
    }
}

/// Moves `replay` on by what happened at `now_ms`.
pub fn step(replay: &mut Replay, what: What, now_ms: u64) -> Vec<Command> {
    let working = replay.state.is_working() && what != What::Woken;
    replay.budget.tick(now_ms, working);
    let mut machine = Machine { replay, now_ms, commands: Vec::new() };
    machine.take(what);
    machine.commands
}

struct Machine<'a> {
    replay: &'a mut Replay,
    now_ms: u64,
    commands: Vec<Command>,
}

impl Machine<'_> {
    fn take(&mut self, what: What) {
        use agent::What as Said;
        match (std::mem::take(&mut self.replay.state), what) {
            (state @ State::Ended { .. }, _) => self.replay.state = state,
            (state, What::Person(Said::Stop)) => {
                self.abandon(&state);
                self.end(Ending::Stopped {});
            }
            (State::Ready {}, What::Start | What::Woken) => self.begin(),
            (state, What::Woken) => self.wake(state),
            (state, What::Person(Said::TakeOver)) => {
                self.abandon(&state);
                self.go(State::TakenOver {});
            }
            (State::Acting { ticket, class, again, .. }, What::Person(Said::Pause)) => {
                self.replay.state = State::Acting { ticket, class, again, pause: true };
                self.commands.push(Command::TellState);
            }
            (state @ State::Finding { .. }, What::Person(Said::Pause)) => {
                self.abandon(&state);
                self.go(State::Paused {});
            }
            (State::Paused {}, What::Person(Said::Resume))
            | (State::TakenOver {}, What::Person(Said::HandBack)) => {
                self.go_on();
            }
            (State::Finding { ticket, again, approved }, What::Found { ticket: of, found })
                if ticket == of =>
            {
                self.found(again, approved, found);
            }
            (
                State::WaitingForApproval { ticket, request },
                What::Person(Said::Approved { ticket: of, yes }),
            ) if ticket == of => {
                if yes {
                    self.replay.approvals.grant(request, self.now_ms);
                    self.find(0, true);
                } else {
                    self.settle(Outcome::Declined {});
                    self.stuck(NOTES.declined.clone());
                }
            }
            (
                State::WaitingForUser { ticket, question, choices },
                What::Person(Said::Replied { ticket: of, answer }),
            ) if ticket == of => match Choice::of(&answer).filter(|choice| choices.contains(choice)) {
                Some(choice) => self.chosen(choice),
                None => self.replay.state = State::WaitingForUser { ticket, question, choices },
            },
            (State::Acting { ticket, class, again, pause }, What::Acted { ticket: of, end })
                if ticket == of =>
            {
                self.acted(class, again, pause, end);
            }
            (State::Acting { ticket, .. }, What::NotSaved { ticket: of }) if ticket == of => {
                self.settle(Outcome::Dropped {});
                self.end(Ending::NotSaved {});
            }
            // Late, twice, or of no meaning here.
            (state, _) => self.replay.state = state,
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.replay.last_ticket += 1;
        self.replay.last_ticket
    }

    fn go(&mut self, state: State) {
        self.replay.state = state;
        self.commands.extend([Command::Save, Command::TellState]);
    }

    fn end(&mut self, ending: Ending) {
        self.replay.approvals.void();
        self.go(State::Ended { ending });
    }

    /// Begins the step it is at.
    fn begin(&mut self) {
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

    fn find(&mut self, again: u32, approved: bool) {
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

    fn found(&mut self, again: u32, approved: bool, found: Result<Here, Missing>) {
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
    fn note(&mut self, here: &Here, action: &Action) {
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

    fn proposal(&self, step: &Step, action: &Action, resolved: &Resolved) -> Proposal {
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
        proposal
    }

    fn types_secret(&self, step: &Step) -> bool {
        let is_secret = |name: &str| {
            self.replay.recipe.parameter(name).is_some_and(|known| known.kind == ParameterKind::Secret)
        };
        step.texts().iter().any(|text| crate::recipe::names_in(text).any(is_secret))
    }

    /// The one place an act is begun: after an `Allow`, stored first.
    fn act(&mut self, step: &Step, action: Action, class: Class, again: u32, here: Here) {
        let ticket = self.ticket();
        let timeout_ms = match step {
            Step::Wait { r#for: Condition::Ms(ms) } => ms.saturating_add(ACT_MS),
            Step::Wait { .. } => WAIT_MS,
            Step::Expect { .. } => FIND_MS,
            _ => ACT_MS,
        };
        if step.opens_page() {
            self.replay.left = Some(here.document).filter(|document| !document.is_empty());
        }
        let fingerprint = |facts: Option<gate::TargetFacts>| facts.map(|facts| facts.fingerprint);
        let act = Act {
            ticket,
            tab: self.replay.tab,
            other: None,
            action,
            expect: fingerprint(here.resolved.target),
            expect_onto: fingerprint(here.resolved.onto),
            timeout_ms,
            // The next step looks until its element is there: nothing is gained by waiting blindly.
            settles: false,
        };
        self.go(State::Acting { ticket, class, again, pause: false });
        self.commands.push(Command::Act(act));
    }

    fn acted(&mut self, class: Class, again: u32, pause: bool, end: ActEnd) {
        match end {
            ActEnd::Done { detail, .. } => self.next(Outcome::Done { detail }, pause),
            // Pages go away by what is done to them.
            ActEnd::Unknown { left: true } => self.next(Outcome::Done { detail: String::new() }, pause),
            ActEnd::Failed { fault, begun: false }
                if matches!(fault.code.as_str(), "stale" | "changed") && again < AGAIN =>
            {
                self.replay.left = None;
                self.find(again + 1, false);
            }
            ActEnd::Failed { fault, begun } => {
                self.replay.left = None;
                let why = fault.detail.clone();
                self.settle(Outcome::Failed { fault, begun });
                if begun && class == Class::Sensitive { self.interrupted() } else { self.stuck(why) }
            }
            ActEnd::Unknown { left: false } => {
                self.settle(Outcome::MayHaveHappened { left: false });
                self.interrupted();
            }
        }
    }

    fn next(&mut self, outcome: Outcome, pause: bool) {
        self.settle(outcome);
        self.replay.at += 1;
        if pause {
            return self.go(State::Paused {});
        }
        self.begin();
    }

    fn done(&mut self, detail: String) {
        self.next(Outcome::Done { detail }, false);
    }

    /// What came of the last step, if nothing is known of it yet.
    fn settle(&mut self, outcome: Outcome) {
        if let Some(step) = self.replay.log.last_mut().filter(|step| step.outcome.is_none()) {
            step.took_ms = self.now_ms.saturating_sub(step.at_ms);
            step.outcome = Some(outcome);
            self.commands.push(Command::TellStep);
        }
    }

    fn stuck(&mut self, why: String) {
        let number = (self.replay.at + 1).to_string();
        let question = fill(&NOTES.stuck, &[("step", &number), ("why", &why)]);
        self.ask(question, Choice::ALL.to_vec());
    }

    /// Nobody knows whether the step happened: it is never simply done again.
    fn interrupted(&mut self) {
        let number = (self.replay.at + 1).to_string();
        self.ask(fill(&NOTES.interrupted, &[("step", &number)]), Choice::ALL.to_vec());
    }

    fn ask(&mut self, question: String, choices: Vec<Choice>) {
        self.replay.approvals.void();
        let ticket = self.ticket();
        self.go(State::WaitingForUser { ticket, question, choices });
    }

    fn chosen(&mut self, choice: Choice) {
        match choice {
            Choice::Retry => {
                self.replay.left = None;
                self.begin();
            }
            Choice::Skip => self.next(Outcome::Answered { answer: choice.words().to_owned() }, false),
            Choice::Agent => {
                self.settle(Outcome::Dropped {});
                let goal = self.replay.goal();
                self.end(Ending::HandedOver { goal });
            }
        }
    }

    /// The person did something themselves, or nothing: only a step that may be done twice is begun as if nothing was.
    fn go_on(&mut self) {
        let was_begun = |step: &log::Step| matches!(step.outcome, Some(Outcome::MayHaveHappened { .. }));
        let unsure = self.replay.log.last().is_some_and(was_begun);
        let repeatable = self.replay.current().is_none_or(Step::is_repeatable);
        if unsure && !repeatable { self.interrupted() } else { self.begin() }
    }

    fn wake(&mut self, state: State) {
        match state {
            state @ (State::Finding { .. } | State::Acting { .. }) => {
                self.abandon(&state);
                self.go_on();
            }
            waiting => {
                self.replay.state = waiting;
                self.commands.push(Command::TellState);
            }
        }
    }

    /// Leaves a state without its answer.
    fn abandon(&mut self, state: &State) {
        self.replay.approvals.void();
        match state {
            State::Acting { .. } => {
                self.commands.push(Command::Cancel { tab: self.replay.tab });
                self.replay.left = None;
                self.settle(Outcome::MayHaveHappened { left: false });
            }
            State::Finding { .. } => {
                self.commands.push(Command::Cancel { tab: self.replay.tab });
                self.settle(Outcome::Dropped {});
            }
            _ => self.settle(Outcome::Dropped {}),
        }
    }
}
