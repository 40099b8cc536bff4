//! Eyes and hands of runs in the real browser: pages through their content scripts, tabs through the browser.

mod act;
mod dialog;
mod heal;
mod look;
mod tabs;
mod trusted;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;

use super::hands::Hands;
use crate::agent::observation::{Fault, Look, Observation};
use crate::agent::{Act, ActEnd, Resolved, Run, Subject, Target};
use crate::background::files::forget_files;
use crate::browser::{Browser, PageError};
use crate::gate::{Origin, TargetFacts};
use crate::protocol::{ActCode, ContentCall, ContentReply};
use look::Seen;

#[cfg(test)]
mod tests;

/// [`Hands`] over a [`Browser`].
pub(super) struct Limbs<B: Browser> {
    browser: Rc<B>,
    /// What was seen last, by tab: the next look tells what changed since.
    seen: RefCell<HashMap<i32, Seen>>,
    /// Tabs that are debugged: the browser's own input is there.
    debugged: RefCell<HashSet<i32>>,
    /// Tabs in which something was pressed since the last look, by events of scripts.
    pressed: RefCell<HashSet<i32>>,
    /// Numbers of elements that were rendered anew since.
    healed: RefCell<heal::Healed>,
}

impl<B: Browser> Limbs<B> {
    pub(super) fn new(browser: Rc<B>) -> Self {
        Self {
            browser,
            seen: RefCell::default(),
            debugged: RefCell::default(),
            pressed: RefCell::default(),
            healed: RefCell::default(),
        }
    }

    /// Begins to debug a tab of a run, if the person wants that and the browser lets it.
    async fn attach(&self, tab: i32) {
        if self.browser.attach(tab).await {
            self.debugged.borrow_mut().insert(tab);
        } else {
            self.debugged.borrow_mut().remove(&tab);
        }
    }

    fn debugs(&self, tab: i32) -> bool {
        self.debugged.borrow().contains(&tab)
    }

    async fn facts(&self, tab: i32, frame: i32, node: Option<u32>) -> Result<TargetFacts, Fault> {
        let told = self.browser.content(tab, frame, ContentCall::Facts { node });
        match self.unless_dialog(tab, told).await.map_err(|dialog| dialog::in_the_way(&dialog))? {
            Ok(ContentReply::Facts { facts }) => Ok(*facts),
            Ok(ContentReply::ActFailed { code, detail, .. }) => Err(fault(code, detail)),
            Ok(_) => Err(gone()),
            Err(error) => Err(unreachable_page(error)),
        }
    }

    async fn resolve_all(&self, tab: i32, subject: Subject, onto: Option<Target>) -> Result<Resolved, Fault> {
        let page = self.browser.tab(tab, false).await.ok_or_else(gone)?;
        let page = page.url.and_then(|url| Origin::parse(&url).ok());
        let (frame, node) = match subject {
            Subject::Nothing => {
                return Ok(Resolved { frame: page.clone(), page, target: None, onto: None, locator: None });
            }
            Subject::Element(target) => {
                let target = self.now(tab, target);
                (target.frame, Some(target.node))
            }
            Subject::Dialog { accept } => return self.resolve_dialog(tab, page, accept),
            Subject::Focused => (0, None),
        };
        let target = match self.facts(tab, frame, node).await {
            Ok(facts) => Some(facts),
            Err(gone) if gone.code == "stale" && node.is_some() => {
                let stale = Target { frame, node: node.unwrap_or_default() };
                let now = self.heal(tab, stale).await.ok_or(gone)?;
                Some(self.facts(tab, now.frame, Some(now.node)).await?)
            }
            // Nothing has the focus: the page gets the keys.
            Err(_) if node.is_none() => None,
            Err(fault) => return Err(fault),
        };
        let origin = match &target {
            Some(facts) => Origin::parse(&facts.document_url).ok(),
            None => page.clone(),
        };
        let onto = match onto {
            Some(onto) => {
                let onto = self.now(tab, onto);
                Some(self.facts(tab, onto.frame, Some(onto.node)).await?)
            }
            None => None,
        };
        let locator = match (subject, &target) {
            (Subject::Element(of), Some(facts)) => self.locator(tab, of, facts),
            _ => None,
        };
        Ok(Resolved { page, frame: origin, target, onto, locator })
    }
}

impl<B: Browser> Hands for Limbs<B> {
    fn observe<'a>(&'a self, run: &'a Run, look: &'a Look) -> LocalBoxFuture<'a, Result<Observation, Fault>> {
        self.look(run, look).boxed_local()
    }

    fn resolve<'a>(
        &'a self,
        tab: i32,
        subject: Subject,
        onto: Option<Target>,
    ) -> LocalBoxFuture<'a, Result<Resolved, Fault>> {
        self.resolve_all(tab, subject, onto).boxed_local()
    }

    fn act<'a>(&'a self, act: &'a Act) -> LocalBoxFuture<'a, ActEnd> {
        self.carry_out(act).boxed_local()
    }

    fn cancel<'a>(&'a self, tab: i32) -> LocalBoxFuture<'a, ()> {
        async move {
            // An act may be under way in any frame; what answers nothing is gone.
            for frame in self.browser.inject(tab).await.unwrap_or_default() {
                let _ = self.browser.content(tab, frame, ContentCall::Cancel {}).await;
            }
        }
        .boxed_local()
    }

    fn let_go<'a>(&'a self, run: &'a Run) -> LocalBoxFuture<'a, ()> {
        async move {
            for tab in run.tabs.list().iter().map(|tab| tab.info.tab) {
                self.seen.borrow_mut().remove(&tab);
                self.pressed.borrow_mut().remove(&tab);
                self.debugged.borrow_mut().remove(&tab);
                self.browser.detach(tab).await;
            }
            forget_files(&*self.browser, &run.id).await;
        }
        .boxed_local()
    }
}

fn fault(code: ActCode, detail: String) -> Fault {
    let code = serde_json::to_value(code).ok().and_then(|code| code.as_str().map(str::to_owned));
    Fault { code: code.unwrap_or_default(), detail }
}

fn gone() -> Fault {
    Fault { code: "gone".into(), detail: "The page is gone.".into() }
}

fn left() -> Fault {
    Fault { code: "left".into(), detail: "The page went away while it was read.".into() }
}

fn unreachable_page(error: PageError) -> Fault {
    match error {
        PageError::Gone => gone(),
        PageError::Closed => Fault {
            code: "closed".into(),
            detail: "Legwork has no access to this site. The person can give it in the popup.".into(),
        },
    }
}
