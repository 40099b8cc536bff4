//! A world with a clock of its own: a shop whose page outlives the background, a model that looks before it acts, a
//! person who approves. Every call and every return of a call is a point at which the background can be killed.

mod world;

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures::channel::mpsc::{UnboundedSender, unbounded};
use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;

use super::super::*;
use crate::agent::Action;
use crate::agent::observation::TabInfo;
use crate::agent::run::State;
use crate::api::ToolCall;
use crate::gate::{
    Contract, FieldFacts, FormFacts, Origin, Secret, SecretKind, SecretValue, TargetFacts, Terms,
};

pub(super) const ITEMS: usize = 4;
pub(super) const STARTED_MS: u64 = 1_000_000;
const HOME: &str = "https://shop.example/";
const ORDER: u32 = 90;

/// What never comes back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hung {
    Save,
    Observe,
    Ask,
    Resolve,
    Act,
    Cancel,
}

/// The page: it lives on when the background is killed, and an act it has begun goes on by itself.
#[derive(Default)]
struct Page {
    added: [u32; ITEMS],
    orders: u32,
    /// What will happen, and when.
    coming: Vec<(u64, u32)>,
    last_effect: u64,
}

#[derive(Default)]
struct Inner {
    clock: Cell<u64>,
    seed: Cell<u64>,
    timers: RefCell<Vec<(u64, Waker)>>,
    page: RefCell<Page>,
    stored: RefCell<Option<String>>,
    begun: RefCell<HashSet<Ticket>>,
    begun_twice: Cell<bool>,
    points: Cell<u64>,
    dies_at: Cell<Option<u64>>,
    dead: Cell<bool>,
    hung: Cell<Option<Hung>>,
    planned: RefCell<Vec<(u64, What)>>,
    inbox: RefCell<Option<UnboundedSender<What>>>,
    told_over: Cell<u64>,
    secret: RefCell<Option<String>>,
    /// Bodies of requests.
    asked: RefCell<Vec<String>>,
    /// Stands in the address of the page.
    query: RefCell<String>,
}

#[derive(Clone)]
pub(super) struct Shop(Rc<Inner>);

impl Shop {
    pub(super) fn new(seed: u64) -> Self {
        let inner = Inner::default();
        inner.clock.set(STARTED_MS);
        inner.seed.set(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        Self(Rc::new(inner))
    }

    /// xorshift64*
    pub(super) fn random_below(&self, most: u64) -> u64 {
        let mut x = self.0.seed.get();
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.0.seed.set(x);
        x.wrapping_mul(0x2545_f491_4f6c_dd1d) % most
    }

    pub(super) fn now(&self) -> u64 {
        self.0.clock.get()
    }

    pub(super) fn points(&self) -> u64 {
        self.0.points.get()
    }

    pub(super) fn added(&self) -> Vec<u32> {
        self.0.page.borrow().added.to_vec()
    }

    pub(super) fn orders(&self) -> u32 {
        self.0.page.borrow().orders
    }

    pub(super) fn last_effect(&self) -> u64 {
        self.0.page.borrow().last_effect
    }

    pub(super) fn told_over_at(&self) -> u64 {
        self.0.told_over.get()
    }

    pub(super) fn each_act_began_once(&self) -> bool {
        !self.0.begun_twice.get()
    }

    pub(super) fn hang(&self, hung: Hung) {
        self.0.hung.set(Some(hung));
    }

    /// The person keeps this value.
    pub(super) fn keeps_secret(&self, value: &str) {
        *self.0.secret.borrow_mut() = Some(value.into());
    }

    /// The page writes this into its address.
    pub(super) fn writes_into_its_address(&self, text: &str) {
        *self.0.query.borrow_mut() = text.into();
    }

    pub(super) fn asked(&self) -> Vec<String> {
        self.0.asked.borrow().clone()
    }

    /// The person says this so long after the start.
    pub(super) fn person_says(&self, after_ms: u64, what: What) {
        self.0.planned.borrow_mut().push((STARTED_MS + after_ms, what));
    }

    pub(super) fn run_through(&self) -> Run {
        self.0.dies_at.set(None);
        self.live().unwrap()
    }

    /// One life of the background, killed at a point of it; `None` when it was.
    pub(super) fn run_until_killed(&self, point: u64) -> Option<Run> {
        self.0.points.set(0);
        self.0.dies_at.set(Some(point));
        let run = self.live();
        // Starting again takes a while, and pages do not wait.
        self.pass(self.now() + 20 + self.random_below(400));
        run
    }

    fn live(&self) -> Option<Run> {
        self.0.dead.set(false);
        self.0.timers.borrow_mut().clear();
        let stored = self.0.stored.borrow().as_ref().map(|text| serde_json::from_str::<Run>(text).unwrap());
        let (run, first) = match stored {
            Some(run) => (run, What::Woken),
            None => (new_run(), What::Start),
        };
        let (sender, inbox) = unbounded();
        *self.0.inbox.borrow_mut() = Some(sender);
        let mut pool = LocalPool::new();
        let ended = Rc::new(RefCell::new(None));
        let (world, end) = (self.clone(), Rc::clone(&ended));
        pool.spawner()
            .spawn_local(async move {
                let run = drive(&world, run, first, inbox).await;
                *end.borrow_mut() = Some(run);
            })
            .unwrap();
        loop {
            pool.run_until_stalled();
            if self.0.dead.get() {
                return None;
            }
            if let Some(run) = ended.borrow_mut().take() {
                return Some(run);
            }
            if !self.advance() {
                // Nothing is under way and nobody has anything more to say.
                self.0.inbox.borrow_mut().take();
            }
        }
    }

    /// Goes on to the next thing that happens; `false` when there is none.
    fn advance(&self) -> bool {
        let timers = self.0.timers.borrow().iter().map(|(due, _)| *due).min();
        let planned = self.0.planned.borrow().iter().map(|(due, _)| *due).min();
        let Some(next) = timers.into_iter().chain(planned).min() else { return false };
        self.pass(next.max(self.now()));
        true
    }

    fn pass(&self, until: u64) {
        self.0.clock.set(until);
        let mut page = self.0.page.borrow_mut();
        let (due, coming): (Vec<_>, Vec<_>) = page.coming.drain(..).partition(|(at, _)| *at <= until);
        page.coming = coming;
        for (at, node) in due {
            page.last_effect = page.last_effect.max(at);
            if node == ORDER { page.orders += 1 } else { page.added[node as usize - 1] += 1 }
        }
        drop(page);
        let said: Vec<What> = {
            let mut planned = self.0.planned.borrow_mut();
            let (due, later): (Vec<_>, Vec<_>) = planned.drain(..).partition(|(at, _)| *at <= until);
            *planned = later;
            due.into_iter().map(|(_, what)| what).collect()
        };
        said.into_iter().for_each(|what| self.person(what));
        let mut timers = self.0.timers.borrow_mut();
        timers.drain(..).for_each(|(_, waker)| waker.wake());
    }

    fn person(&self, what: What) {
        if let Some(inbox) = self.0.inbox.borrow().as_ref() {
            // A background that is dead hears nothing.
            let _ = inbox.unbounded_send(what);
        }
    }

    /// A point at which the background can be killed.
    async fn point(&self) {
        self.0.points.set(self.0.points.get() + 1);
        if self.0.dies_at.get() == Some(self.0.points.get()) {
            self.0.dead.set(true);
            std::future::pending::<()>().await;
        }
    }

    async fn works(&self, as_hung: Hung, least: u64) {
        self.point().await;
        if self.0.hung.get() == Some(as_hung) {
            std::future::pending::<()>().await;
        }
        let ms = least + self.random_below(60);
        self.sleep(ms as u32).await;
    }

    fn text(&self) -> String {
        let page = self.0.page.borrow();
        let mut text = String::from("h1 \"Lamps\"\n");
        for (index, added) in page.added.iter().enumerate() {
            let state = if *added > 0 { "in the cart" } else { "not yet" };
            text.push_str(&format!("[{}] button \"Add item {}\" {state}\n", index + 1, index + 1));
        }
        let ordered = if page.orders > 0 { "Thank you for your order" } else { "Not ordered" };
        if let Some(secret) = self.0.secret.borrow().as_ref() {
            text.push_str(&format!("[80 textbox password: Password = \"{secret}\"]\n"));
        }
        text + &format!("[{ORDER}] button \"Order\"\n{ordered}\n")
    }
}

fn new_run() -> Run {
    let goal = "Put every lamp into the cart and order";
    let (contract, _) = Contract::from_goal(goal, Origin::parse(HOME).ok(), Terms::default());
    Run::new("r".into(), goal.into(), contract, 70, None)
}

/// A model that looks at the page: the first thing that is not done yet, then the end.
fn think(prompt: &str) -> ToolCall {
    let open = prompt.lines().find(|line| line.ends_with("not yet"));
    let number = open.and_then(|line| line.strip_prefix('[')?.split_once(']')).map(|(number, _)| number);
    let (name, arguments) = match number {
        None if !prompt.contains("Lamps") => ("reload", "{}".to_owned()),
        Some(number) => ("click", format!(r#"{{"target":{number}}}"#)),
        None if prompt.contains("Not ordered") => ("click", format!(r#"{{"target":{ORDER}}}"#)),
        None => {
            let done = r#"{"answer":"Ordered","evidence":[{"quote":"Thank you for your order"}]}"#;
            ("done", done.to_owned())
        }
    };
    ToolCall { name: name.into(), arguments }
}

/// Items are plain buttons; the order is a form that is sent.
fn facts(node: u32) -> TargetFacts {
    let plain = TargetFacts {
        tag: "button".into(),
        kind: "button".into(),
        label: format!("Add item {node}"),
        visible: true,
        in_view: true,
        fingerprint: format!("f{node}"),
        document_url: HOME.into(),
        ..TargetFacts::default()
    };
    if node != ORDER {
        return plain;
    }
    let field = FieldFacts { name: "note".into(), kind: "text".into(), ..FieldFacts::default() };
    let form = FormFacts {
        action: "https://shop.example/order".into(),
        method: "post".into(),
        fields: vec![field],
        ..FormFacts::default()
    };
    TargetFacts { kind: "submit".into(), label: "Order".into(), submits: true, form: Some(form), ..plain }
}
