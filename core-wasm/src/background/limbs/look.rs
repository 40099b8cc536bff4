//! Looking: a page as the model reads it, whole, what changed, or a part.

use std::collections::HashMap;

use text::estimate_tokens;

use super::{Limbs, gone, left, unreachable_page};
use crate::agent::observation::{Fault, Look, Observation, ObservationKind, Want};
use crate::agent::{Run, Target};
use crate::background::reading::read_on;
use crate::browser::{Browser, PageError};
use crate::gate::Origin;
use crate::page::{Line, Outline, RawFrame, changes};

/// Tokens of a whole page, of its changes, of a part, of a page that rows are taken from.
const WHOLE: u32 = 6_000;
const CHANGES: u32 = 2_000;
const PART: u32 = 2_500;
const ROWS: u32 = 24_000;
/// Longest wait for a document that is still loading, in milliseconds.
const LOADING_MS: u32 = 5_000;

/// What may be the matter with a page that does not react to a press; the switch is called as in `_locales`.
const IGNORED: &str = "(nothing changed. Some pages ignore clicks and keys that are not the browser's own: when no other way works, \
    say so in your answer, and that the edition of Legwork that can has “Clicks that every page takes” in its popup)\n";

/// What was seen last of a tab.
pub(super) struct Seen {
    pub(super) document: String,
    /// Its frames, for what must be found again.
    pub(super) frames: Vec<RawFrame>,
    outline: Outline,
    /// Where the next part of each list or table begins.
    parts: HashMap<Target, usize>,
}

impl<B: Browser> Limbs<B> {
    pub(super) async fn look(&self, run: &Run, look: &Look) -> Result<Observation, Fault> {
        self.attach(look.tab).await;
        self.browser.loaded(look.tab, LOADING_MS).await;
        let tab = self.browser.tab(look.tab, false).await.ok_or_else(gone)?;
        if self.debugs(look.tab) {
            let finding = async {
                if self.browser.inject(look.tab).await.is_ok() {
                    self.browser.find_listeners(look.tab).await;
                }
            };
            // A dialog that stands in the way is told of below.
            let _ = self.unless_dialog(look.tab, finding).await;
        }
        let start = self.browser.now_ms();
        let before = self.seen.borrow_mut().remove(&look.tab);
        let known = before.as_ref().map_or(&[][..], |before| &before.frames);
        let frames = match self.unless_dialog(look.tab, read_on(&*self.browser, look.tab, known)).await {
            Ok(Ok(frames)) => frames,
            // The tab is there: another page took the place of this one meanwhile.
            Ok(Err(PageError::Gone)) if self.browser.tab(look.tab, false).await.is_some() => {
                return Err(left());
            }
            Ok(Err(error)) => return Err(unreachable_page(error)),
            Err(dialog) => {
                // The page stands as it was seen, behind the dialog.
                self.seen.borrow_mut().extend(before.map(|before| (look.tab, before)));
                return Ok(self.look_at_dialog(run, tab, &dialog).await);
            }
        };
        let top = frames.first().ok_or_else(gone)?;
        let outline = Outline::of(&frames);
        let before = before.filter(|before| before.document == top.document);
        let mut parts = before.as_ref().map(|before| before.parts.clone()).unwrap_or_default();
        let pressed = self.pressed.borrow_mut().remove(&look.tab);
        let (kind, text) = match (look.want, &before) {
            (Want::Changes, Some(before)) => match changes(&before.outline, &outline) {
                Some(lines) if lines.is_empty() && pressed => (ObservationKind::Diff, IGNORED.to_owned()),
                Some(lines) => (ObservationKind::Diff, fitted(&lines, &run.goal, CHANGES)),
                None => (ObservationKind::Full, outline.fitted(&run.goal, WHOLE)),
            },
            (Want::More(target), _) => {
                let from = parts.get(&target).copied().unwrap_or_default();
                (ObservationKind::Part, part(&outline, target, from, &mut parts))
            }
            (Want::Rows(None), _) => (ObservationKind::Full, outline.fitted(&run.goal, ROWS)),
            (Want::Rows(Some(target)), _) => {
                let lines =
                    outline.part(target.frame, target.node, 0, ROWS).map(|(lines, _)| written(&lines));
                (ObservationKind::Part, lines.unwrap_or_else(|| outline.fitted(&run.goal, ROWS)))
            }
            _ => (ObservationKind::Full, outline.fitted(&run.goal, WHOLE)),
        };
        let text = if kind == ObservationKind::Full { format!("{}{text}", header(top)) } else { text };
        let (url, document) = (tab.url.unwrap_or_else(|| top.url.clone()), top.document.clone());
        let observation = Observation {
            kind,
            tokens: estimate_tokens(&text),
            text,
            origin: Origin::parse(&url).ok(),
            url,
            title: text::clean(&top.title).trim().to_owned(),
            digest: outline.digest(),
            read_ms: (self.browser.now_ms() - start) as u32,
            tabs: self.open_tabs(run).await,
        };
        self.seen.borrow_mut().insert(look.tab, Seen { document, frames, outline, parts });
        Ok(observation)
    }
}

/// Where one stands: how large the view is and how far the page goes.
fn header(top: &RawFrame) -> String {
    let box_of = |record: usize| {
        let fields = top.nodes.get(record * 12 + 5..record * 12 + 9)?;
        Some((fields[0] / 4, fields[1] / 4, fields[2] / 4, fields[3] / 4))
    };
    let (Some((_, _, _, whole)), Some((_, at, width, height))) = (box_of(0), box_of(1)) else {
        return String::new();
    };
    format!("view {width}x{height} at {at} of {whole}\n")
}

fn fitted(lines: &[Line], goal: &str, budget: u32) -> String {
    if lines.is_empty() {
        return "(nothing changed)\n".into();
    }
    Outline { lines: lines.to_vec() }.fitted(goal, budget)
}

fn written(lines: &[&Line]) -> String {
    let mut text = String::new();
    lines.iter().for_each(|line| line.write(&mut text));
    text
}

fn part(outline: &Outline, target: Target, from: usize, parts: &mut HashMap<Target, usize>) -> String {
    let Some((lines, next)) = outline.part(target.frame, target.node, from, PART) else {
        return format!("(there is no [{target}] on the page)\n");
    };
    let mut text = written(&lines);
    match next {
        Some(next) => {
            parts.insert(target, next);
            text.push_str(&format!("… more of [{target}]: read on\n"));
        }
        None => {
            parts.remove(&target);
            text.push_str(&format!("(the end of [{target}])\n"));
        }
    }
    text
}
