//! Pictures of pages for the history. What is nobody else's business is painted over before anything is kept: fields for
//! passwords, codes and cards, and whatever stands in a frame that has some or can not be looked into.

use std::rc::Rc;

use futures::future::{Either, join_all, select};
use futures::pin_mut;

use super::reading::highest_ref;
use crate::browser::Browser;
use crate::gate::is_secret;
use crate::protocol::{ContentCall, ContentReply, Rect};

/// Painted over around a field, in CSS pixels: its words may be drawn beyond its edge.
const MARGIN: f64 = 4.0;
/// A picture that takes longer is none.
const PATIENCE_MS: u32 = 1_500;

/// What of a view is painted over.
#[derive(Clone, Debug, PartialEq)]
struct Cover {
    width: f64,
    height: f64,
    rects: Vec<Rect>,
}

/// A picture of the tab as it is now; none when it is not in front, may not be pictured, or moved meanwhile.
pub(super) async fn picture<B: Browser>(browser: &Rc<B>, tab: i32) -> Option<String> {
    in_time(browser, take(browser, tab)).await
}

async fn in_time<B: Browser>(
    browser: &Rc<B>,
    taking: impl Future<Output = Option<String>>,
) -> Option<String> {
    let limit = browser.sleep(PATIENCE_MS);
    pin_mut!(taking, limit);
    match select(taking, limit).await {
        Either::Left((picture, _)) => picture,
        Either::Right(_) => None,
    }
}

/// A picture of the whole page, where the tab is debugged; none where anything would have to be painted over, as boxes may
/// stand elsewhere while it is taken.
pub(super) async fn whole_picture<B: Browser>(browser: &Rc<B>, tab: i32) -> Option<String> {
    if !browser.is_debugged(tab) || browser.dialog(tab).is_some() {
        return None;
    }
    in_time(browser, take_whole(browser, tab)).await
}

async fn take_whole<B: Browser>(browser: &Rc<B>, tab: i32) -> Option<String> {
    if !cover(&**browser, tab, true).await?.rects.is_empty() {
        return None;
    }
    let picture = browser.whole_picture(tab).await?;
    cover(&**browser, tab, true).await?.rects.is_empty().then_some(picture)
}

async fn take<B: Browser>(browser: &Rc<B>, tab: i32) -> Option<String> {
    let cover = cover(&**browser, tab, false).await?;
    let picture = browser.picture(tab, cover.width, &cover.rects).await?;
    // Between the look and the picture a field may have moved out from under its cover.
    (self::cover(&**browser, tab, false).await? == cover).then_some(picture)
}

/// `everywhere` on the page, or in view.
async fn cover(browser: &impl Browser, tab: i32, everywhere: bool) -> Option<Cover> {
    let frames = browser.inject(tab).await.ok()?;
    let above = highest_ref(browser, tab).await;
    let call = ContentCall::FindFields { everywhere, above };
    let looks = frames.iter().map(|&frame| browser.content(tab, frame, call.clone()));
    let mut looks = join_all(looks).await.into_iter();
    let Ok(ContentReply::Fields { fields, frames: boxes, width, height, whole: true }) = looks.next()? else {
        return None;
    };
    let mut rects: Vec<Rect> =
        fields.iter().filter(|field| is_secret(&field.facts)).map(|field| around(&field.rect)).collect();
    // Which box belongs to which frame is not known here: one that is not known to be harmless covers them all.
    let within: Vec<_> = looks.collect();
    let harmless = |look: &Result<ContentReply, _>| match look {
        Ok(ContentReply::Fields { fields, whole: true, .. }) => {
            !fields.iter().any(|field| is_secret(&field.facts))
        }
        _ => false,
    };
    if boxes.len() > within.len() || !within.iter().all(harmless) {
        rects.extend(boxes);
    }
    Some(Cover { width, height, rects })
}

fn around(rect: &Rect) -> Rect {
    Rect {
        left: rect.left - MARGIN,
        top: rect.top - MARGIN,
        width: rect.width + 2.0 * MARGIN,
        height: rect.height + 2.0 * MARGIN,
    }
}
