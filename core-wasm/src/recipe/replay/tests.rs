//! The replay as a machine: what it does, and what it never does, whatever happens.

use proptest::prelude::*;

use super::*;
use crate::agent::observation::Fault;
use crate::agent::{ActEnd, Resolved, Target, What as Said};
use crate::gate::{Class, FormFacts, Origin, TargetFacts};
use crate::locate::Locator;
use crate::recipe::{Condition, Recipe, Step, Values};

const PAGE: &str = "https://shop.example/order";

fn on(name: &str) -> Locator {
    Locator { role: "button".into(), name: name.into(), ..Locator::default() }
}

fn click(name: &str) -> Step {
    Step::Click {
        on: on(name),
        button: Default::default(),
        count: Default::default(),
        modifiers: Vec::new(),
        opens_page: false,
    }
}

fn replay(steps: Vec<Step>) -> Replay {
    let recipe = Recipe { steps, ..Recipe::new("Order", PAGE) };
    let home = Origin::parse(PAGE).ok();
    Replay::new("r".into(), "order".into(), recipe, Values::new(), 7, home)
}

/// A button; `submits` a form, which is sensitive.
fn here(submits: bool) -> Here {
    let origin = Origin::parse(PAGE).ok();
    let form = FormFacts { action: PAGE.into(), method: "post".into(), ..FormFacts::default() };
    let facts = TargetFacts {
        tag: "button".into(),
        kind: if submits { "submit" } else { "button" }.into(),
        label: "Next".into(),
        submits,
        form: submits.then_some(form),
        visible: true,
        fingerprint: "f".into(),
        document_url: PAGE.into(),
        ..TargetFacts::default()
    };
    let resolved =
        Resolved { page: origin.clone(), frame: origin, target: Some(facts), ..Resolved::default() };
    Here { target: Some(Target::top(3)), resolved, document: "d".into(), url: PAGE.into(), ..Here::default() }
}

struct Play {
    replay: Replay,
    now_ms: u64,
    acts: Vec<u64>,
}

impl Play {
    fn new(steps: Vec<Step>) -> Self {
        Self { replay: replay(steps), now_ms: 1_000, acts: Vec::new() }
    }

    fn send(&mut self, what: What) -> &mut Self {
        self.now_ms += 10;
        let commands = step(&mut self.replay, what, self.now_ms);
        let mut saved = false;
        for command in commands {
            match command {
                Command::Save => saved = true,
                Command::Act(act) => {
                    assert!(saved, "stored before it is begun");
                    assert!(
                        matches!(self.replay.state, State::Acting { ticket, .. } if ticket == act.ticket)
                    );
                    assert!(self.replay.log.last().is_some_and(|step| step.allowed.is_some()));
                    assert!(!self.acts.contains(&act.ticket), "begun once");
                    self.acts.push(act.ticket);
                }
                _ => {}
            }
        }
        self
    }

    fn ticket(&self) -> u64 {
        self.replay.state.ticket().unwrap_or_default()
    }

    fn found(&mut self, found: Result<Here, Missing>) -> &mut Self {
        self.send(What::Found { ticket: self.ticket(), found })
    }

    fn acted(&mut self, end: ActEnd) -> &mut Self {
        self.send(What::Acted { ticket: self.ticket(), end })
    }

    fn answer(&mut self, choice: Choice) -> &mut Self {
        let answer = choice.words().to_owned();
        self.send(What::Person(Said::Replied { ticket: self.ticket(), answer }))
    }

    fn ending(&self) -> Option<&Ending> {
        match &self.replay.state {
            State::Ended { ending } => Some(ending),
            _ => None,
        }
    }
}

fn done() -> ActEnd {
    ActEnd::Done { detail: String::new(), opened: Vec::new() }
}

fn failed(code: &str, begun: bool) -> ActEnd {
    ActEnd::Failed { fault: Fault { code: code.into(), detail: "It is covered.".into() }, begun }
}

#[test]
fn steps_are_done_one_after_the_other() {
    let mut play = Play::new(vec![click("Next"), click("Last")]);
    play.send(What::Start).found(Ok(here(false))).acted(done()).found(Ok(here(false))).acted(done());
    assert_eq!((play.ending(), play.acts.len()), (Some(&Ending::Done {}), 2));
    assert!(play.replay.report().starts_with("Done: 2 steps in 0.0 s"), "{}", play.replay.report());
}

#[test]
fn what_is_sensitive_waits_for_a_yes_and_is_found_and_judged_again() {
    let mut play = Play::new(vec![click("Send")]);
    play.send(What::Start).found(Ok(here(true)));
    assert!(play.acts.is_empty() && matches!(play.replay.state, State::WaitingForApproval { .. }));
    let ticket = play.ticket();
    play.send(What::Person(Said::Approved { ticket, yes: true }));
    assert!(matches!(play.replay.state, State::Finding { approved: true, .. }));
    // Another element there now: the yes is not for this one.
    let mut other = here(true);
    other.resolved.target.as_mut().expect("facts").fingerprint = "g".into();
    play.found(Ok(other));
    assert!(play.acts.is_empty() && matches!(play.replay.state, State::WaitingForApproval { .. }));
    let ticket = play.ticket();
    let mut same = here(true);
    same.resolved.target.as_mut().expect("facts").fingerprint = "g".into();
    play.send(What::Person(Said::Approved { ticket, yes: true })).found(Ok(same)).acted(done());
    assert_eq!((play.ending(), play.acts.len()), (Some(&Ending::Done {}), 1));
}

#[test]
fn another_site_is_not_acted_on_without_the_person() {
    let mut play = Play::new(vec![click("Next")]);
    let mut elsewhere = here(false);
    let origin = Origin::parse("https://other.example/").ok();
    (elsewhere.resolved.page, elsewhere.resolved.frame) = (origin.clone(), origin);
    elsewhere.resolved.target.as_mut().expect("facts").document_url = "https://other.example/".into();
    play.send(What::Start).found(Ok(elsewhere));
    assert!(play.acts.is_empty() && matches!(play.replay.state, State::WaitingForApproval { .. }));
}

#[test]
fn what_is_gone_is_asked_about_and_the_person_goes_on() {
    let mut play = Play::new(vec![click("Next"), click("Last")]);
    play.send(What::Start).found(Err(Missing::Element("“Next” is not on this page.".into())));
    let State::WaitingForUser { question, choices, .. } = play.replay.state.clone() else { panic!() };
    assert!(question.contains("Step 1") && question.contains("not on this page"), "{question}");
    assert_eq!(choices, Choice::ALL);
    play.answer(Choice::Retry).found(Err(Missing::Page)).answer(Choice::Skip);
    play.found(Ok(here(false))).acted(done());
    assert_eq!((play.ending(), play.acts.len()), (Some(&Ending::Done {}), 1));
}

#[test]
fn the_agent_is_given_what_is_left() {
    let text = Step::Type { on: on("City"), text: "Kandy".into() };
    let mut play = Play::new(vec![click("Next"), text]);
    play.send(What::Start)
        .found(Ok(here(false)))
        .acted(done())
        .found(Err(Missing::Page))
        .answer(Choice::Agent);
    let Some(Ending::HandedOver { left }) = play.ending() else { panic!("{:?}", play.replay.state) };
    assert!(
        left.contains("Order") && left.contains("type “City”: Kandy") && !left.contains("Next"),
        "{left}"
    );
}

#[test]
fn an_element_that_changed_is_found_again_a_few_times() {
    let mut play = Play::new(vec![click("Next")]);
    play.send(What::Start);
    for _ in 0..4 {
        play.found(Ok(here(false))).acted(failed("changed", false));
    }
    assert!(matches!(play.replay.state, State::WaitingForUser { .. }));
    assert_eq!(play.acts.len(), 4);
}

#[test]
fn a_click_that_may_have_happened_is_not_done_again_by_itself() {
    for (kind, waits) in [(click("Next"), true), (Step::Type { on: on("City"), text: "x".into() }, false)] {
        let mut play = Play::new(vec![kind]);
        let mut field = here(false);
        let facts = field.resolved.target.as_mut().expect("facts");
        (facts.tag, facts.kind, facts.editable) =
            ("input".into(), "text".into(), crate::gate::Editable::Text);
        play.send(What::Start).found(Ok(field));
        assert!(matches!(play.replay.state, State::Acting { class: Class::Write | Class::Navigate, .. }));
        let stored = serde_json::to_string(&play.replay).expect("it is stored");
        play.replay = serde_json::from_str(&stored).expect("and read back");
        play.send(What::Woken);
        assert_eq!(matches!(play.replay.state, State::WaitingForUser { .. }), waits);
    }
}

#[test]
fn what_only_looks_is_no_act() {
    let mut play = Play::new(vec![Step::Expect { that: Condition::Element(on("Next")) }]);
    play.send(What::Start).found(Ok(here(false)));
    assert_eq!((play.ending(), play.acts.len()), (Some(&Ending::Done {}), 0));
}

#[test]
fn what_the_person_does_themselves_is_waited_for() {
    let mut play = Play::new(vec![Step::Person { say: "Choose the file".into() }]);
    play.send(What::Start);
    assert!(
        matches!(&play.replay.state, State::WaitingForUser { question, .. } if question.contains("Choose the file"))
    );
    play.answer(Choice::Skip);
    assert_eq!(play.ending(), Some(&Ending::Done {}));
}

#[derive(Clone, Debug)]
enum Chance {
    Found(bool),
    Missing,
    Done,
    Failed(bool),
    Unknown(bool),
    Late,
    Woken,
    Approve(bool),
    Choose(Choice),
    Pause,
    Resume,
    TakeOver,
    HandBack,
    NotSaved,
}

fn chance() -> impl Strategy<Value = Chance> {
    prop_oneof![
        6 => any::<bool>().prop_map(Chance::Found),
        1 => Just(Chance::Missing),
        6 => Just(Chance::Done),
        1 => any::<bool>().prop_map(Chance::Failed),
        1 => any::<bool>().prop_map(Chance::Unknown),
        1 => Just(Chance::Late),
        2 => Just(Chance::Woken),
        3 => any::<bool>().prop_map(Chance::Approve),
        3 => prop::sample::select(Choice::ALL.to_vec()).prop_map(Chance::Choose),
        1 => Just(Chance::Pause),
        2 => Just(Chance::Resume),
        1 => Just(Chance::TakeOver),
        2 => Just(Chance::HandBack),
        1 => Just(Chance::NotSaved),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_no_act_is_begun_twice_or_before_it_is_stored(
        chances in prop::collection::vec(chance(), 0..60),
    ) {
        let mut play = Play::new(vec![click("Next"), click("Send"), click("Last")]);
        play.send(What::Start);
        for chance in chances {
            let ticket = play.ticket();
            match chance {
                Chance::Found(submits) => play.found(Ok(here(submits))),
                Chance::Missing => play.found(Err(Missing::Page)),
                Chance::Done => play.acted(done()),
                Chance::Failed(begun) => play.acted(failed("covered", begun)),
                Chance::Unknown(left) => play.acted(ActEnd::Unknown { left }),
                Chance::Late => play.send(What::Acted { ticket: ticket.saturating_sub(1), end: done() }),
                Chance::Woken => play.send(What::Woken),
                Chance::Approve(yes) => play.send(What::Person(Said::Approved { ticket, yes })),
                Chance::Choose(choice) => play.answer(choice),
                Chance::Pause => play.send(What::Person(Said::Pause)),
                Chance::Resume => play.send(What::Person(Said::Resume)),
                Chance::TakeOver => play.send(What::Person(Said::TakeOver)),
                Chance::HandBack => play.send(What::Person(Said::HandBack)),
                Chance::NotSaved => play.send(What::NotSaved { ticket }),
            };
            prop_assert!(play.replay.at <= 3);
        }
        play.send(What::Person(Said::Stop));
        prop_assert!(play.replay.is_over());
    }
}
