//! Reading the frames of a tab.
//!
//! Numbers of elements are never used again within a tab: a new document numbers its own above those of all that stood
//! there before, so that a number a model remembers means that element or nothing.

use futures::future::join_all;

use super::storage;
use crate::browser::{Area, Browser, FrameRead, PageError};
use crate::page::RawFrame;

fn key(tab: i32) -> String {
    format!("refs:{tab}")
}

/// Reads every frame of the tab that lets us, the top one first.
pub(super) async fn read_frames(browser: &impl Browser, tab: i32) -> Result<Vec<FrameRead>, PageError> {
    read_all(browser, tab, |_| None).await
}

/// The same, with what was read `before` taken over where it still stands.
pub(super) async fn read_on(
    browser: &impl Browser,
    tab: i32,
    before: &[RawFrame],
) -> Result<Vec<RawFrame>, PageError> {
    let known = |frame: i32| before.iter().find(|known| known.frame_id == frame);
    let read = read_all(browser, tab, |frame| Some(known(frame).map_or(0, |known| known.serial))).await?;
    let mut all = Vec::with_capacity(read.len());
    for read in read {
        let frame = read.frame.frame_id;
        match together(read, known(frame)) {
            Some(now) => all.push(now),
            // It does not fit what we have: then all of it.
            None => {
                let read = browser.read(tab, frame, 0, Some(0)).await?;
                all.extend(together(read, None));
            }
        }
    }
    Ok(all)
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

async fn read_all(
    browser: &impl Browser,
    tab: i32,
    base: impl Fn(i32) -> Option<u32>,
) -> Result<Vec<FrameRead>, PageError> {
    let frames = browser.inject(tab).await?;
    let above: u32 = storage::load(browser, Area::Session, &key(tab)).await.unwrap_or_default();
    let mut read = Vec::with_capacity(frames.len());
    let all = join_all(frames.iter().map(|&frame| browser.read(tab, frame, above, base(frame)))).await;
    for (index, frame) in all.into_iter().enumerate() {
        match frame {
            Ok(frame) => read.push(frame),
            // A frame may go while it is read; the page itself may not.
            Err(error) if index == 0 => return Err(error),
            Err(_) => {}
        }
    }
    let highest = read.iter().map(|read| read.frame.last_ref).max().unwrap_or_default();
    if highest > above {
        storage::save(browser, Area::Session, &key(tab), &highest).await;
    }
    Ok(read)
}

/// The tab is gone: numbers of another tab are its own.
pub(super) async fn forget(browser: &impl Browser, tab: i32) {
    browser.save(Area::Session, &key(tab), None).await;
}

/// The highest number given to an element of the tab.
pub(super) async fn highest_ref(browser: &impl Browser, tab: i32) -> u32 {
    storage::load(browser, Area::Session, &key(tab)).await.unwrap_or_default()
}
