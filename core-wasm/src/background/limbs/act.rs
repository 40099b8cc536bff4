//! Acting: in the page through its content script, on tabs through the browser.

use super::dialog::{in_the_way, opened};
use super::heal::tell_renumbered;
use super::{Limbs, fault, gone, trusted};
use crate::agent::observation::Fault;
use crate::agent::{Act, ActEnd, Action, Target, WaitFor};
use crate::background::files::given_file;
use crate::browser::{Browser, PageError, Steer};
use crate::protocol::{Acted, ContentAct, ContentCall, ContentReply, ContentWait, MouseButton};

/// A page gets this long to begin what an act set off, and then to load it, in milliseconds.
const SETTLE_MS: u32 = 60;
const LOAD_MS: u32 = 8_000;
/// Most events of the browser's own in one act.
const MOST_INPUTS: usize = 2_000;
/// Between two looks at an address that is waited for.
const POLL_MS: u32 = 100;

impl<B: Browser> Limbs<B> {
    pub(super) async fn carry_out(&self, act: &Act) -> ActEnd {
        let before = self.browser.opened_by(act.tab).await;
        let end = match &act.action {
            Action::Navigate { url } => self.steer(act.tab, Steer::Navigate { url: url.clone() }).await,
            Action::Back {} => self.steer(act.tab, Steer::Back).await,
            Action::Forward {} => self.steer(act.tab, Steer::Forward).await,
            Action::Reload {} => self.steer(act.tab, Steer::Reload).await,
            Action::OpenTab { url } => return self.open(act.tab, url).await,
            Action::SwitchTab { .. } => self.steer(act.other.unwrap_or(act.tab), Steer::Show).await,
            Action::CloseTab { .. } => self.steer(act.other.unwrap_or(act.tab), Steer::Close).await,
            Action::Dialog { accept, text } => self.answer_dialog(act, *accept, text.as_deref()).await,
            Action::Wait { r#for: WaitFor::Ms(ms) } => {
                self.browser.sleep((*ms).min(act.timeout_ms)).await;
                done("Waited.")
            }
            Action::Wait { r#for: WaitFor::Url(part) } => self.wait_for_url(act, part).await,
            Action::Upload { target, file } => match given_file(&*self.browser, &act.run, file).await {
                Some(file) => {
                    let files = vec![file];
                    self.on_element(act, target.frame, Some(target.node), ContentAct::Upload { files }).await
                }
                None => refused("failed", "The file is not there any more. Ask the person for it."),
            },
            _ => match in_page(act) {
                Some((frame, node, content)) => self.on_element(act, frame, node, content).await,
                None => refused("unsupported", "This can not be done here."),
            },
        };
        match end {
            ActEnd::Done { detail, .. } => {
                let opened = self.browser.opened_by(act.tab).await;
                ActEnd::Done {
                    detail,
                    opened: opened.into_iter().filter(|tab| !before.contains(tab)).collect(),
                }
            }
            end => end,
        }
    }

    /// Acts on the element that goes by this number, or did.
    async fn on_element(&self, act: &Act, frame: i32, node: Option<u32>, content: ContentAct) -> ActEnd {
        let (now, content) = self.renumbered(act.tab, frame, node, content);
        let (frame_now, node_now) = (now.map_or(frame, |now| now.frame), now.map(|now| now.node));
        let end = self.in_page(act, frame_now, node_now, content).await;
        tell_renumbered(frame, node, now, end)
    }

    async fn in_page(&self, act: &Act, frame: i32, node: Option<u32>, content: ContentAct) -> ActEnd {
        if let Some(dialog) = self.browser.dialog(act.tab) {
            return ActEnd::Failed { fault: in_the_way(&dialog), begun: false };
        }
        let (expect, trusted) = (act.expect.clone(), self.debugs(act.tab));
        if !trusted && matches!(content, ContentAct::Click { .. } | ContentAct::Press { .. }) {
            self.pressed.borrow_mut().insert(act.tab);
        }
        let mut call = ContentCall::Act { node, act: content, expect, timeout_ms: act.timeout_ms, trusted };
        let mut inputs = 0;
        let reply = loop {
            match self.unless_dialog(act.tab, self.browser.content(act.tab, frame, call)).await {
                Err(dialog) => return opened(&dialog),
                Ok(Ok(ContentReply::Wants { input })) if trusted && inputs < MOST_INPUTS => {
                    inputs += 1;
                    let (method, params) = trusted::command(&input);
                    match self.unless_dialog(act.tab, self.browser.debug(act.tab, method, &params)).await {
                        Err(dialog) => return opened(&dialog),
                        Ok(done) => call = ContentCall::GoOn { done },
                    }
                }
                Ok(reply) => break reply,
            }
        };
        let end = match reply {
            Ok(ContentReply::Acted { outcome }) => {
                ActEnd::Done { detail: told(&outcome), opened: Vec::new() }
            }
            Ok(ContentReply::ActFailed { code, detail, begun }) => {
                ActEnd::Failed { fault: fault(code, detail), begun }
            }
            Ok(_) => ActEnd::Unknown { left: false },
            Err(PageError::Closed) => refused("closed", "Legwork has no access to this site."),
            // The page went away before it answered, most likely because of the act.
            Err(PageError::Gone) => ActEnd::Unknown { left: true },
        };
        if act.settles {
            self.settle(act.tab).await;
        }
        end
    }

    pub(super) async fn settle(&self, tab: i32) {
        self.browser.sleep(SETTLE_MS).await;
        self.browser.loaded(tab, LOAD_MS).await;
    }

    async fn steer(&self, tab: i32, steer: Steer) -> ActEnd {
        if self.browser.steer(tab, &steer).await.is_err() {
            return ActEnd::Failed { fault: gone(), begun: false };
        }
        match steer {
            Steer::Close => return done("Done."),
            // What is loading there began before.
            Steer::Show => {}
            _ => self.browser.sleep(SETTLE_MS).await,
        }
        done(if self.browser.loaded(tab, LOAD_MS).await {
            "The page is loaded."
        } else {
            "The page is still loading."
        })
    }

    async fn open(&self, tab: i32, url: &str) -> ActEnd {
        match self.browser.open_beside(tab, url).await {
            Some(opened) => {
                self.browser.loaded(opened, LOAD_MS).await;
                ActEnd::Done { detail: "The tab is open.".into(), opened: vec![opened] }
            }
            None => refused("failed", "The browser did not open the tab."),
        }
    }

    async fn wait_for_url(&self, act: &Act, part: &str) -> ActEnd {
        let until = self.browser.now_ms() + f64::from(act.timeout_ms);
        loop {
            let Some(tab) = self.browser.tab(act.tab, false).await else {
                return ActEnd::Failed { fault: gone(), begun: false };
            };
            if tab.url.is_some_and(|url| url.contains(part)) {
                return done("The address is there.");
            }
            if self.browser.now_ms() >= until {
                return refused("timeout", "The address did not come.");
            }
            self.browser.sleep(POLL_MS).await;
        }
    }
}

pub(super) fn done(detail: &str) -> ActEnd {
    ActEnd::Done { detail: detail.into(), opened: Vec::new() }
}

pub(super) fn refused(code: &str, detail: &str) -> ActEnd {
    ActEnd::Failed { fault: Fault { code: code.into(), detail: detail.into() }, begun: false }
}

/// What the act could see, in a sentence.
fn told(outcome: &Acted) -> String {
    let mut said = Vec::new();
    if let Some(value) = &outcome.value {
        said.push(format!("it holds {value:?} now"));
    }
    if let Some(checked) = outcome.checked {
        said.push(if checked { "it is checked now".into() } else { "it is not checked now".into() });
    }
    if outcome.gone {
        said.push("it is gone from the page".into());
    }
    if outcome.prevented {
        said.push("the page handled it itself".into());
    }
    if let Some(file) = outcome.file_input {
        said.push(format!("the page asks for a file: upload to [{file}]"));
    }
    if let Some(place) = outcome.scroll {
        said.push(format!("scrolled to {} of {}", place.y, place.most_y));
    }
    if said.is_empty() { "Done.".into() } else { format!("Done: {}.", said.join(", ")) }
}

/// The act as the content script knows it: frame, element, what to do.
fn in_page(act: &Act) -> Option<(i32, Option<u32>, ContentAct)> {
    let at = |target: &Target, act: ContentAct| Some((target.frame, Some(target.node), act));
    match &act.action {
        Action::Click { target, button, count, modifiers } => at(
            target,
            ContentAct::Click { button: *button, count: (*count).into(), modifiers: modifiers.clone() },
        ),
        Action::Hover { target } => at(target, ContentAct::Hover {}),
        Action::Type { target, text, replace } => {
            at(target, ContentAct::Type { text: text.clone(), replace: *replace })
        }
        Action::Clear { target } => at(target, ContentAct::Clear {}),
        Action::Press { target, keys } => {
            let act = ContentAct::Press { keys: keys.clone() };
            Some((target.map_or(0, |target| target.frame), target.map(|target| target.node), act))
        }
        Action::Select { target, options } => at(target, ContentAct::Select { options: options.clone() }),
        Action::Check { target, checked } => at(target, ContentAct::Check { checked: *checked }),
        Action::Drag { from, to } if from.frame == to.frame => {
            at(from, ContentAct::Drag { to: to.node, expect: act.expect_onto.clone() })
        }
        Action::Scroll { target, to, by } => {
            let frame = target.or(*to).map_or(0, |target| target.frame);
            Some((
                frame,
                target.map(|target| target.node),
                ContentAct::Scroll { to: to.map(|to| to.node), by: *by },
            ))
        }
        Action::Download { target } => {
            at(target, ContentAct::Click { button: MouseButton::Left, count: 1, modifiers: Vec::new() })
        }
        Action::Focus { target } => at(target, ContentAct::Focus {}),
        Action::Wait { r#for } => wait(r#for),
        _ => None,
    }
}

fn wait(wanted: &WaitFor) -> Option<(i32, Option<u32>, ContentAct)> {
    let (frame, node, wanted) = match wanted {
        WaitFor::Text(text) => (0, None, ContentWait::Text(text.clone())),
        WaitFor::GoneText(text) => (0, None, ContentWait::GoneText(text.clone())),
        WaitFor::RefState { target, state } => {
            (target.frame, Some(target.node), ContentWait::RefState(*state))
        }
        WaitFor::NetworkQuiet {} => (0, None, ContentWait::NetworkQuiet {}),
        WaitFor::Url(_) | WaitFor::Ms(_) => return None,
    };
    Some((frame, node, ContentAct::Wait { r#for: wanted }))
}
