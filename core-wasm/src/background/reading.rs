//! Reading the frames of a tab.
//!
//! Numbers of elements are never used again within a tab: a new document numbers its own above those of all that stood
//! there before, so that a number a model remembers means that element or nothing.

use futures::future::join_all;

use super::storage;
use crate::browser::{Area, Browser, FrameRead, PageError};

fn key(tab: i32) -> String {
    format!("refs:{tab}")
}

/// Reads every frame of the tab that lets us, the top one first.
pub(super) async fn read_frames(browser: &impl Browser, tab: i32) -> Result<Vec<FrameRead>, PageError> {
    let frames = browser.inject(tab).await?;
    let above: u32 = storage::load(browser, Area::Session, &key(tab)).await.unwrap_or_default();
    let mut read = Vec::with_capacity(frames.len());
    let all = join_all(frames.iter().map(|&frame| browser.read(tab, frame, above))).await;
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

/// The highest number given to an element of the tab.
pub(super) async fn highest_ref(browser: &impl Browser, tab: i32) -> u32 {
    storage::load(browser, Area::Session, &key(tab)).await.unwrap_or_default()
}
