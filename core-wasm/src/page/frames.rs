//! Which child frames a person can see. A hidden frame's text is hidden text, but the frame itself can not know it is
//! hidden; its parent does. Frames are matched by the size of their viewport and by address.

use super::buffer::{Buffer, Kind, attribute, flag, split_strings};
use super::model::RawFrame;
use super::roles::{Role, role};
use super::visibility::visible;

/// A visible place for a child frame.
struct Place {
    width: i32,
    height: i32,
    source: String,
    taken: bool,
    reach: bool,
}

/// How much of a frame its parent shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing: its text is hidden text.
    Nothing,
    /// It can be seen, but something lies over it or keeps input away.
    ToTheEye,
    /// It can be seen and operated.
    Fully,
}

/// For each frame what of it shows, and how many visible places no frame was read for. The first frame is the top.
pub fn shown(frames: &[RawFrame]) -> (Vec<Shows>, u32) {
    let mut shown = vec![Shows::Nothing; frames.len()];
    let mut places = Vec::new();
    if let Some(top) = frames.first() {
        shown[0] = Shows::Fully;
        places.extend(places_in(top, true));
    }
    // Each round takes at least one frame, so nested frames are reached and the loop ends.
    while let Some((frame, place)) = next_match(frames, &shown, &places) {
        let reach = places[place].reach;
        shown[frame] = if reach { Shows::Fully } else { Shows::ToTheEye };
        places[place].taken = true;
        places.extend(places_in(&frames[frame], reach));
    }
    let unread = places.iter().filter(|place| !place.taken).count() as u32;
    (shown, unread)
}

fn next_match(frames: &[RawFrame], shown: &[Shows], places: &[Place]) -> Option<(usize, usize)> {
    let candidates = || {
        (1..frames.len()).filter(|at| shown[*at] == Shows::Nothing).flat_map(|frame| {
            places
                .iter()
                .enumerate()
                .filter(|(_, place)| !place.taken)
                .map(move |(at, place)| (frame, at, place))
        })
    };
    let same_size = |frame: usize, place: &Place| {
        let (width, height) = viewport(&frames[frame]);
        width.abs_diff(place.width) <= 2 && height.abs_diff(place.height) <= 2
    };
    let same_source = |frame: usize, place: &Place| {
        !place.source.is_empty() && bare(&frames[frame].url) == bare(&place.source)
    };
    candidates()
        .find(|(frame, _, place)| same_size(*frame, place) && same_source(*frame, place))
        .or_else(|| candidates().find(|(frame, _, place)| same_size(*frame, place)))
        .map(|(frame, at, _)| (frame, at))
}

fn bare(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// Size of a frame's viewport in pixels.
fn viewport(frame: &RawFrame) -> (i32, i32) {
    let buffer = Buffer::new(&frame.nodes, &[]);
    let rect = buffer
        .records()
        .take(2)
        .find(|record| record.kind() == Kind::Viewport)
        .and_then(|record| record.rect());
    rect.map_or((0, 0), |rect| (rect.width() as i32, rect.height() as i32))
}

fn places_in(frame: &RawFrame, reach: bool) -> Vec<Place> {
    let strings = split_strings(&frame.strings);
    let buffer = Buffer::new(&frame.nodes, &strings);
    let is_frame =
        |record: &super::buffer::Record<'_>| record.kind() == Kind::Element && role(record) == Role::Frame;
    if !buffer.records().any(|record| is_frame(&record)) {
        return Vec::new();
    }
    let seen = visible(&buffer);
    buffer
        .records()
        .filter(|record| is_frame(record) && seen.get(record.index).copied().unwrap_or(false))
        .filter_map(|record| {
            let (width, height) = record.attribute(attribute::INNER_SIZE)?.split_once('x')?;
            let source = record.attribute(attribute::SOURCE).unwrap_or("").to_owned();
            let (width, height) = (width.parse().ok()?, height.parse().ok()?);
            let reach = reach && !record.has(flag::COVERED);
            let place = Place { width, height, source, taken: false, reach };
            // Frames of a pixel or two carry scripts, not text.
            (place.width > 3 && place.height > 3).then_some(place)
        })
        .collect()
}
