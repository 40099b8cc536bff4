use std::cell::Cell;
use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::agent::observation::Look;

/// One thing that happens, picked by numbers so that every order is reached.
#[derive(Clone, Copy, Debug)]
struct Move {
    kind: u8,
    pick: u8,
    /// Answers with a ticket of the past.
    stale: bool,
}

fn moves(most: usize) -> impl Strategy<Value = Vec<Move>> {
    let one = (0u8..40, any::<u8>(), prop::bool::weighted(0.1));
    proptest::collection::vec(one.prop_map(|(kind, pick, stale)| Move { kind, pick, stale }), 0..most)
}

const CALLS: &[(&str, &str)] = &[
    ("click", r#"{"target":7}"#),
    ("click", r#"{"target":8}"#),
    ("type", r#"{"target":7,"text":"x"}"#),
    ("navigate", r#"{"url":"https://shop.example/a"}"#),
    ("open_tab", r#"{"url":"https://shop.example/b"}"#),
    ("switch_tab", r#"{"tab":2}"#),
    ("close_tab", r#"{"tab":1}"#),
    ("wait", r#"{"for":{"ms":10}}"#),
    ("remember", r#"{"note":"n"}"#),
    ("plan", r#"{"steps":["a","b"],"done":1}"#),
    ("extract", r#"{"columns":[{"name":"A"}]}"#),
    ("read_more", r#"{"target":4}"#),
    ("ask_user", r#"{"question":"?"}"#),
    ("rows", r#"{"rows":[]}"#),
    ("fly", "{}"),
    ("click", "{"),
];

/// The answer the run waits for, in one of its forms.
fn answer(state: &State, pick: u8) -> Option<What> {
    let ticket = state.ticket()?;
    let n = usize::from(pick);
    Some(match state {
        State::Observing { look: Look { tab, .. }, .. } => {
            let origin = if pick % 16 == 1 { "https://other.example/" } else { HOME };
            let mut seen = at(origin, "text", u64::from(pick % 5));
            seen.tabs = vec![TabInfo { tab: *tab, url: HOME.into(), title: String::new() }];
            match pick % 12 {
                0 => What::Observed { ticket, seen: Err(fault("timeout")) },
                11 if pick > 200 => What::Observed { ticket, seen: Err(fault("gone")) },
                _ => What::Observed { ticket, seen: Ok(seen) },
            }
        }
        State::Asking { .. } if pick.is_multiple_of(9) => {
            What::Answered { ticket, turn: Err(ModelFault::Passing { detail: String::new(), wait_s: 3 }) }
        }
        State::Asking { .. } => {
            let (name, arguments) = CALLS[n % CALLS.len()];
            let call = ToolCall { name: name.into(), arguments: arguments.into() };
            What::Answered { ticket, turn: Ok(ModelTurn { calls: vec![call], ..turn("", json!({})) }) }
        }
        State::RestingToAsk { .. } | State::RestingToLook { .. } => What::Rested { ticket },
        State::Judging { .. } if pick.is_multiple_of(7) => {
            What::Resolved { ticket, resolved: Err(fault("stale")) }
        }
        State::Judging { .. } => What::Resolved { ticket, resolved: Ok(resolved("f")) },
        State::WaitingForApproval { .. } => What::Approved { ticket, yes: pick.is_multiple_of(2) },
        State::WaitingForUser { .. } => What::Replied { ticket, answer: "a".into() },
        State::Acting { .. } => {
            let end = match pick % 5 {
                0 => ActEnd::Failed { fault: fault("covered"), begun: pick > 100 },
                1 => ActEnd::Unknown { left: pick > 100 },
                2 => ActEnd::Done { detail: String::new(), opened: vec![i32::from(pick)] },
                _ => ActEnd::Done { detail: "d".into(), opened: Vec::new() },
            };
            What::Acted { ticket, end }
        }
        _ => return None,
    })
}

fn verdict(pick: u8) -> Verdict {
    match pick % 6 {
        0 => deny(),
        1 => ask(),
        2 => allow(Class::Sensitive),
        _ => allow(Class::Write),
    }
}

/// Sends a move and holds what comes of it to the rules.
struct Watch {
    run: Run,
    now_ms: u64,
    acts: HashSet<Ticket>,
    past: Vec<What>,
}

impl Watch {
    fn new(limits: Limits) -> Self {
        let run = Rig::with(contract(limits)).run;
        Self { run, now_ms: 1_000, acts: HashSet::new(), past: Vec::new() }
    }

    fn send(&mut self, what: What, pick: u8) -> Vec<Command> {
        self.now_ms += 100;
        let allowed = Cell::new(0);
        let judge = |_: &Contract, _: &Proposal, _: &mut Approvals, _: u64| {
            let verdict = verdict(pick / 3);
            if matches!(verdict, Verdict::Allow { .. }) {
                allowed.set(allowed.get() + 1);
            }
            verdict
        };
        let over = self.run.is_over();
        let before = self.run.state.ticket();
        self.past.push(what.clone());
        let event = Event { at_ms: self.now_ms, what };
        let commands = step_judged(&mut self.run, event, &judge);
        let acts: Vec<&Act> = commands.iter().filter_map(as_act).collect();
        assert!(acts.len() <= allowed.get(), "an act without an Allow");
        for act in &acts {
            assert!(self.acts.insert(act.ticket), "the act {} twice", act.ticket);
            let place = commands.iter().position(|command| as_act(command) == Some(act)).unwrap();
            assert!(commands[..place].contains(&Command::Save), "an act that is not stored first");
            assert!(matches!(self.run.state, State::Acting { .. }));
        }
        assert!(!over || commands.is_empty(), "a dead run wants something");
        assert!(self.run.budget.used.steps <= self.run.contract.terms().limits.steps);
        let waits = self.run.state.ticket();
        let person =
            matches!(self.run.state, State::WaitingForApproval { .. } | State::WaitingForUser { .. });
        if waits != before && waits.is_some() && !person {
            assert!(
                commands.iter().any(|command| command.ticket() == waits),
                "stuck in {:?}",
                self.run.state
            );
        }
        commands
    }

    fn play(&mut self, Move { kind, pick, stale }: Move) {
        let what = match kind {
            0 => What::Pause,
            1 => What::Resume,
            2 => What::TakeOver,
            3 => What::HandBack,
            4 => {
                let text = serde_json::to_string(&self.run).unwrap();
                self.run = serde_json::from_str(&text).unwrap();
                What::Woken
            }
            _ if stale && !self.past.is_empty() => self.past[usize::from(pick) % self.past.len()].clone(),
            _ => match answer(&self.run.state, pick) {
                Some(what) => what,
                None => What::Resume,
            },
        };
        if !matches!(what, What::Stop) {
            self.send(what, pick);
        }
    }
}

fn as_act(command: &Command) -> Option<&crate::agent::event::Act> {
    match command {
        Command::Act(act) => Some(act),
        _ => None,
    }
}

use crate::agent::event::Act;

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_no_act_is_done_twice_or_without_an_allow(moves in moves(120)) {
        let mut watch = Watch::new(Limits::default());
        watch.send(What::Start, 0);
        for one in moves {
            watch.play(one);
        }
    }

    #[test]
    fn stop_ends_it_from_every_state(moves in moves(60), later in moves(10)) {
        let mut watch = Watch::new(Limits::default());
        watch.send(What::Start, 0);
        for one in moves {
            watch.play(one);
        }
        let acting = matches!(watch.run.state, State::Acting { .. });
        let over = watch.run.is_over();
        let commands = watch.send(What::Stop, 0);
        prop_assert!(watch.run.is_over());
        let cancelled = matches!(commands.first(), Some(Command::Cancel { .. }));
        prop_assert!(over || !acting || cancelled);
        for one in later {
            prop_assert_eq!(watch.send(answer(&State::Ready {}, one.pick).unwrap_or(What::Woken), one.pick), []);
            prop_assert_eq!(watch.send(What::Resume, one.pick), []);
        }
    }

    #[test]
    fn it_always_ends_within_its_limits(picks in proptest::collection::vec(any::<u8>(), 400)) {
        let limits = Limits { steps: 20, time_ms: 30_000, ..Limits::default() };
        let mut watch = Watch::new(limits);
        watch.send(What::Start, 0);
        // The person answers at once and lets it go on each time.
        for pick in picks {
            let what = match &watch.run.state {
                State::Paused { .. } => What::Resume,
                State::Ended { .. } => break,
                state => answer(state, pick).unwrap(),
            };
            watch.send(what, pick);
        }
        prop_assert!(watch.run.is_over(), "{:?}", watch.run.state);
    }
}
