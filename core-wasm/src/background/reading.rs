//! Reading the frames of a tab.
//!
//! Numbers of elements are never used again within a tab: a new document numbers its own above those of all that stood
//! there before, so that a number a model remembers means that element or nothing.

use std::collections::HashMap;

use futures::future::{join, join_all};

use super::storage;
use crate::browser::{Area, Browser, FrameRead, PageError, ReadBase};
use crate::page::RawFrame;

fn key(tab: i32) -> String {
    format!("refs:{tab}")
}

/// Reads every frame of the tab that lets us, the top one first; all is told.
pub(super) async fn read_frames(
    browser: &impl Browser,
    tab: i32,
    base: ReadBase,
) -> Result<Vec<FrameRead>, PageError> {
    let above = highest_ref(browser, tab).await;
    let frames = browser.inject(tab).await?;
    let all = join_all(frames.iter().map(|&frame| browser.read(tab, frame, above, base))).await;
    let read = whole(all)?;
    keep_highest(browser, tab, above, read.iter().map(|read| &read.frame)).await;
    Ok(read)
}

/// The same, with what was read `before` taken over where it still stands.
pub(super) async fn read_on(
    browser: &impl Browser,
    tab: i32,
    before: &[RawFrame],
) -> Result<Vec<RawFrame>, PageError> {
    let above = highest_ref(browser, tab).await;
    // Frames that were there are most often there: they are read while the browser says which ones are.
    let early =
        before.iter().map(|known| browser.read(tab, known.frame_id, above, ReadBase::Read(known.serial)));
    let (frames, early) = join(browser.inject(tab), join_all(early)).await;
    let mut early: HashMap<i32, FrameRead> =
        early.into_iter().flatten().map(|read| (read.frame.frame_id, read)).collect();
    let known = |frame: i32| before.iter().find(|known| known.frame_id == frame);
    let all = frames?.into_iter().map(|frame| {
        let early = early.remove(&frame).and_then(|read| together(read, known(frame)));
        async move {
            match early {
                Some(frame) => Ok(frame),
                // It is new, another document, or does not fit what we have: then all of it.
                None => {
                    let read = browser.read(tab, frame, above, ReadBase::Read(0)).await?;
                    together(read, None).ok_or(PageError::Gone)
                }
            }
        }
    });
    let read = whole(join_all(all).await)?;
    keep_highest(browser, tab, above, &read).await;
    Ok(read)
}

/// A read put together with the one it is the difference to.
fn together(read: FrameRead, before: Option<&RawFrame>) -> Option<RawFrame> {
    let FrameRead { mut frame, change, .. } = read;
    if let Some(change) = change {
        let fits = |known: &&RawFrame| known.serial == change.base && known.document == frame.document;
        let before = before.filter(fits)?;
        (frame.nodes, frame.strings) = change.onto(&before.nodes, &before.strings)?;
    }
    Some(frame)
}

/// A frame may go while it is read; the page itself, which comes first, may not.
fn whole<Read>(all: Vec<Result<Read, PageError>>) -> Result<Vec<Read>, PageError> {
    let mut all = all.into_iter();
    let top = all.next().unwrap_or(Err(PageError::Gone))?;
    Ok([top].into_iter().chain(all.flatten()).collect())
}

async fn keep_highest<'a>(
    browser: &impl Browser,
    tab: i32,
    above: u32,
    read: impl IntoIterator<Item = &'a RawFrame>,
) {
    let highest = read.into_iter().map(|frame| frame.last_ref).max().unwrap_or_default();
    // Another read may have told of more meanwhile.
    if highest > above && highest > highest_ref(browser, tab).await {
        storage::save(browser, Area::Session, &key(tab), &highest).await;
    }
}

/// The tab is gone: numbers of another tab are its own.
pub(super) async fn forget(browser: &impl Browser, tab: i32) {
    browser.save(Area::Session, &key(tab), None).await;
}

/// The highest number given to an element of the tab.
pub(super) async fn highest_ref(browser: &impl Browser, tab: i32) -> u32 {
    storage::load(browser, Area::Session, &key(tab)).await.unwrap_or_default()
}
