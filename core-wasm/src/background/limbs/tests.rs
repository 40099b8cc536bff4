//! Eyes and hands over a browser that is plain data.

use std::rc::Rc;

use futures::executor::LocalPool;

use super::Limbs;
use crate::agent::observation::{Look, ObservationKind, Want};
use crate::agent::{Act, ActEnd, Action, Run, Subject, Target, WaitFor};
use crate::background::files::keep_files;
use crate::background::hands::Hands;
use crate::browser::{Dialog, DialogKind, Steer, Tab};
use crate::fakes::{FakeBrowser, Profile};
use crate::gate::{Contract, Terms};
use crate::protocol::{ContentAct, ContentCall, UploadFile};

const TAB: i32 = 7;
const RUN: &str = "1";

struct Scene {
    pool: LocalPool,
    profile: Rc<Profile>,
    limbs: Limbs<FakeBrowser>,
    run: Run,
}

fn scene(paragraphs: &[&'static str]) -> Scene {
    let pool = LocalPool::new();
    let profile = Rc::<Profile>::default();
    let tab =
        Tab { url: Some("https://shop.example/cart".into()), title: Some("Cart".into()), ..Tab::default() };
    profile.tabs.borrow_mut().insert(TAB, tab);
    profile.pages.borrow_mut().insert(TAB, paragraphs.to_vec());
    let browser = FakeBrowser { profile: Rc::clone(&profile), spawner: pool.spawner() };
    let (contract, _) = Contract::from_goal("Buy the lamp", None, Terms::default());
    let run = Run::new(RUN.into(), "Buy the lamp".into(), contract, TAB, None);
    Scene { pool, profile, limbs: Limbs::new(Rc::new(browser)), run }
}

impl Scene {
    fn look(&mut self, want: Want) -> crate::agent::observation::Observation {
        self.pool.run_until(self.limbs.observe(&self.run, &Look { tab: TAB, want })).expect("a page")
    }

    fn act(&mut self, action: Action) -> ActEnd {
        self.act_expecting(action, Some("judged".into()))
    }

    fn act_expecting(&mut self, action: Action, expect: Option<String>) -> ActEnd {
        let act = Act {
            ticket: 1,
            run: RUN.into(),
            tab: TAB,
            other: None,
            action,
            expect,
            expect_onto: None,
            timeout_ms: 5_000,
            settles: true,
        };
        self.pool.run_until(self.limbs.act(&act))
    }
}

#[test]
fn the_first_look_is_at_everything_and_the_next_at_what_changed() {
    let mut scene = scene(&[
        "Your cart",
        "It is empty",
        "Lamps",
        "Ropes",
        "Oil",
        "Charts",
        "Boats",
        "Sails",
        "Nets",
        "Hooks",
    ]);
    let first = scene.look(Want::Changes);
    assert_eq!((first.kind, first.text.contains("\"It is empty\"")), (ObservationKind::Full, true));
    assert!(first.text.starts_with("view 1000x800 at 0 of 3000\n"), "{}", first.text);
    let pages = &scene.profile.pages;
    pages.borrow_mut().get_mut(&TAB).expect("the page")[1] = "One lamp";
    let second = scene.look(Want::Changes);
    assert_eq!(second.kind, ObservationKind::Diff);
    assert!(
        second.text.contains("- \"It is empty\"") && second.text.contains("+ \"One lamp\""),
        "{}",
        second.text
    );
    assert!(!second.text.contains("Ropes"));
    assert_ne!(first.digest, second.digest);
    let third = scene.look(Want::Changes);
    assert_eq!((third.text.as_str(), third.digest), ("(nothing changed)\n", second.digest));
}

#[test]
fn an_act_reaches_the_page_with_the_fingerprint_it_was_judged_by() {
    let mut scene = scene(&["Lamp"]);
    scene.act(Action::Type { target: Target { frame: 2, node: 9 }, text: "Ada".into(), replace: true });
    let calls = scene.profile.content_calls.borrow();
    let act = ContentAct::Type { text: "Ada".into(), replace: true };
    let call = ContentCall::Act {
        node: Some(9),
        act,
        expect: Some("judged".into()),
        timeout_ms: 5_000,
        trusted: false,
    };
    assert_eq!(calls.as_slice(), [(TAB, 2, call)]);
}

#[test]
fn a_file_of_the_run_reaches_the_page_until_the_run_is_over() {
    let mut scene = scene(&["Apply"]);
    let file = UploadFile { name: "cv.txt".into(), media_type: "text/plain".into(), content: "QWRh".into() };
    let kept = keep_files(&*scene.limbs.browser, RUN, std::slice::from_ref(&file));
    assert_eq!(scene.pool.run_until(kept).expect("room")[0].bytes, 3);
    let upload = Action::Upload { target: Target::top(3), file: "cv.txt".into() };
    scene.act(upload.clone());
    let sent = |(_, _, call): &(i32, i32, ContentCall)| matches!(call, ContentCall::Act { act: ContentAct::Upload { files }, .. } if *files == [file.clone()]);
    assert!(scene.profile.content_calls.borrow().iter().any(sent));
    scene.pool.run_until(scene.limbs.let_go(&scene.run));
    assert!(matches!(scene.act(upload), ActEnd::Failed { begun: false, .. }));
}

fn confirm(message: &str) -> Dialog {
    Dialog { kind: DialogKind::Confirm, message: message.into(), url: "https://shop.example/cart".into() }
}

#[test]
fn an_open_dialog_is_what_is_seen_and_nothing_else_is_done() {
    let mut scene = scene(&["Lamp"]);
    scene.profile.debugging.set(true);
    scene.look(Want::Changes);
    *scene.profile.dialog.borrow_mut() = Some(confirm("Delete 3 orders?] [9 button: No"));
    let seen = scene.look(Want::Changes);
    assert_eq!(seen.kind, ObservationKind::Diff);
    assert!(seen.text.starts_with("[dialog confirm: Delete 3 orders?) (9 button: No]\n"), "{}", seen.text);
    let ActEnd::Failed { fault, begun: false } = scene.act(Action::Focus { target: Target::top(3) }) else {
        panic!("the page stands still")
    };
    assert_eq!(fault.code, "dialog");
}

#[test]
fn accepting_is_judged_by_the_words_of_the_dialog_and_answers_that_one() {
    let mut scene = scene(&["Lamp"]);
    scene.profile.debugging.set(true);
    scene.look(Want::Changes);
    *scene.profile.dialog.borrow_mut() = Some(confirm("Delete 3 orders?"));
    let mut label = |accept| {
        let resolving = scene.limbs.resolve(TAB, Subject::Dialog { accept }, None);
        scene.pool.run_until(resolving).expect("a dialog").target.expect("a button").label
    };
    assert_eq!((label(true).as_str(), label(false).as_str()), ("Delete 3 orders?", ""));
    let answer = Action::Dialog { accept: true, text: None };
    let ActEnd::Failed { fault, .. } = scene.act(answer.clone()) else { panic!("another one was judged") };
    assert_eq!(fault.code, "changed");
    assert!(scene.profile.debugged.borrow().is_empty() && scene.profile.dialog.borrow().is_some());
    let judged = scene.pool.run_until(scene.limbs.resolve(TAB, Subject::Dialog { accept: true }, None));
    let expect = judged.expect("a dialog").target.map(|facts| facts.fingerprint);
    assert!(matches!(scene.act_expecting(answer, expect), ActEnd::Done { .. }));
    assert!(scene.profile.dialog.borrow().is_none());
}

#[test]
fn a_press_that_changes_nothing_is_told_what_may_help_once() {
    let mut scene = scene(&["Lamp"]);
    scene.look(Want::Changes);
    scene.act(Action::Press { target: None, keys: vec!["a".into()] });
    assert!(scene.look(Want::Changes).text.contains("Clicks that every page takes"));
    assert_eq!(scene.look(Want::Changes).text, "(nothing changed)\n");
}

#[test]
fn a_tab_is_debugged_while_its_run_lasts() {
    let mut scene = scene(&["Lamp"]);
    scene.profile.debugging.set(true);
    scene.look(Want::Changes);
    scene.act(Action::Focus { target: Target::top(3) });
    let trusted =
        |(_, _, call): &(i32, i32, ContentCall)| matches!(call, ContentCall::Act { trusted: true, .. });
    assert!(scene.profile.content_calls.borrow().iter().any(trusted));
    scene.pool.run_until(scene.limbs.let_go(&scene.run));
    assert_eq!(*scene.profile.debugged.borrow(), [(TAB, "detach".to_owned())]);
}

#[test]
fn a_page_that_goes_away_leaves_it_open_whether_the_act_was_done() {
    let mut scene = scene(&["Lamp"]);
    scene.profile.pages.borrow_mut().clear();
    let end = scene.act(Action::Focus { target: Target::top(3) });
    assert_eq!(end, ActEnd::Unknown { left: true });
}

#[test]
fn tabs_are_steered_by_the_browser() {
    let mut scene = scene(&["Lamp"]);
    let url = "https://shop.example/lamps".to_owned();
    assert!(matches!(scene.act(Action::Navigate { url: url.clone() }), ActEnd::Done { .. }));
    assert!(matches!(scene.act(Action::Back {}), ActEnd::Done { .. }));
    assert_eq!(*scene.profile.steered.borrow(), [(TAB, Steer::Navigate { url }), (TAB, Steer::Back)]);
}

#[test]
fn an_address_is_waited_for_as_long_as_the_act_may_take() {
    let mut scene = scene(&["Lamp"]);
    let wait = |part: &str| Action::Wait { r#for: WaitFor::Url(part.into()) };
    assert!(matches!(scene.act(wait("/cart")), ActEnd::Done { .. }));
    let ActEnd::Failed { fault, begun: false } = scene.act(wait("/paid")) else { panic!("it never comes") };
    assert_eq!(fault.code, "timeout");
}

#[test]
fn keys_without_a_target_are_judged_by_what_has_the_focus() {
    let mut scene = scene(&["Lamp"]);
    let resolved = scene.pool.run_until(scene.limbs.resolve(TAB, Subject::Focused, None)).expect("a page");
    assert_eq!(resolved.page.as_ref().map(crate::gate::Origin::host), Some("shop.example"));
    assert!(resolved.target.is_none());
    let calls = scene.profile.content_calls.borrow();
    assert_eq!(calls.as_slice(), [(TAB, 0, ContentCall::Facts { node: None })]);
}
