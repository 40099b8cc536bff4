//! Finding the element of a step on the page as it is.

use std::collections::HashMap;

use crate::agent::Subject;
use crate::agent::Target;
use crate::api::Transport;
use crate::background::Background;
use crate::background::hands::Hands;
use crate::background::reading::read_frames;
use crate::browser::{Browser, PageError, ReadBase};
use crate::locate::{self, Found, Locator, Marks, Match};
use crate::page::RawFrame;
use crate::protocol::{ContentCall, ContentReply};
use crate::recipe::replay::{Find, Here, Missing};

/// Between two looks, in milliseconds.
const PAUSE_MS: u32 = 60;
/// What is not as it was recorded must stay the same for so long: the right one may be on its way.
const SURE_MS: f64 = 600.0;

impl<B: Browser, T: Transport> Background<B, T> {
    /// Looks until it is there or patience ends.
    pub(super) async fn find(&self, hands: &dyn Hands, find: &Find) -> Result<Here, Missing> {
        let until = self.browser.now_ms() + f64::from(find.patience_ms);
        let mut missing = Missing::Page;
        let mut healed: Option<(Target, f64)> = None;
        loop {
            match self.look(hands, find).await {
                Ok(here) if here.healed.is_none() => return Ok(here),
                Ok(here) => {
                    let now = self.browser.now_ms();
                    let since = match (healed, here.target) {
                        (Some((known, since)), Some(target)) if known == target => since,
                        _ => now,
                    };
                    if now - since >= SURE_MS || now >= until {
                        return Ok(here);
                    }
                    healed = here.target.map(|target| (target, since));
                }
                Err(Missing::Tab) => return Err(Missing::Tab),
                Err(now) => {
                    missing = now;
                    healed = None;
                }
            }
            if self.browser.now_ms() >= until {
                return Err(missing);
            }
            self.browser.sleep(PAUSE_MS).await;
        }
    }

    /// Looks once.
    async fn look(&self, hands: &dyn Hands, find: &Find) -> Result<Here, Missing> {
        let url = self.browser.tab(find.tab, false).await.ok_or(Missing::Tab)?.url.unwrap_or_default();
        let mut here = Here { url, ..Here::default() };
        let mut frames = Vec::new();
        if find.on.is_some() || find.after.is_some() || find.names_document {
            frames = self.frames(find.tab).await?;
            let top = frames.first().ok_or(Missing::Page)?;
            if find.after.as_ref() == Some(&top.document) {
                return Err(Missing::Page);
            }
            here.document.clone_from(&top.document);
        }
        let mut subject = find.subject;
        if let Some(locator) = &find.on {
            let found = self.locate(find.tab, &frames, locator).await?;
            if found.is_healed() {
                let told = locate::told(&found, locator);
                let marks = found.now.marks.clone();
                let now = locate::record(&frames, &[(found.target, marks)]).map(|(_, now)| now);
                here.healed = Some((now.unwrap_or(found.now), told));
            }
            here.target = Some(found.target);
            subject = Subject::Element(found.target);
        }
        if let Some(onto) = &find.onto {
            here.onto = Some(self.locate(find.tab, &frames, onto).await?.target);
        }
        let resolved = hands.resolve(find.tab, subject, here.onto).await;
        here.resolved = resolved.map_err(|fault| Missing::Element(fault.detail))?;
        Ok(here)
    }

    async fn frames(&self, tab: i32) -> Result<Vec<RawFrame>, Missing> {
        match read_frames(&*self.browser, tab, ReadBase::Nothing).await {
            Ok(read) => Ok(read.into_iter().map(|read| read.frame).collect()),
            Err(PageError::Gone | PageError::Closed) => Err(Missing::Page),
        }
    }

    async fn locate(&self, tab: i32, frames: &[RawFrame], locator: &Locator) -> Result<Match, Missing> {
        let marks = self.marks(tab, &locate::shortlist(frames, locator)).await;
        match locate::find(frames, locator, &marks) {
            Found::Confident(found) => Ok(found),
            none => Err(Missing::Element(locate::told_missing(&none, locator).unwrap_or_default())),
        }
    }

    /// The marks of these elements, as their content scripts tell.
    pub(in crate::background) async fn marks(&self, tab: i32, targets: &[Target]) -> HashMap<Target, Marks> {
        let mut by_frame: HashMap<i32, Vec<u32>> = HashMap::new();
        for target in targets {
            by_frame.entry(target.frame).or_default().push(target.node);
        }
        let mut marks = HashMap::new();
        for (frame, nodes) in by_frame {
            let reply = self.browser.content(tab, frame, ContentCall::Mark { nodes: nodes.clone() }).await;
            let Ok(ContentReply::Marked { marks: told }) = reply else { continue };
            // Who is not told of has none.
            marks.extend(nodes.into_iter().map(|node| (Target { frame, node }, Marks::default())));
            marks.extend(
                told.into_iter().map(|touched| (Target { frame, node: touched.node }, touched.marks.into())),
            );
        }
        marks
    }
}
