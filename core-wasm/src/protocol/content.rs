//! Between the background and content scripts.

use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use super::*;
use crate::fill::Choice;
use crate::gate::{FieldFacts, TargetFacts};

/// What the background asks of a content script.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ContentCall {
    /// Read this frame. A document that was not read before numbers its elements from `above` on. With a `base`, the number
    /// of the last read, what changed since may be told; 0 begins. With `ahead`, a short while ago will do: what no event tells
    /// of may be as it was read ahead. → `Read`
    Read { above: u32, base: Option<u32>, ahead: bool },
    /// What is selected. → `Selection`
    GetSelection {},
    /// Scroll to `text` within the nodes and highlight it. → `Shown`
    ShowQuote { nodes: Vec<u32>, text: String },
    /// Take highlights away. → `Ok`
    ClearQuotes {},
    /// Mount the overlay, or show it again; with `focus` it gets the focus. The page is read ahead for a question: its
    /// elements are numbered from `above` on. → `Ok`
    OpenOverlay { url: String, place: Option<Place>, labels: OverlayLabels, focus: bool, above: u32 },
    /// Take the overlay away. → `Ok`
    CloseOverlay {},
    /// What the gate must know of an element, without one of what has the focus. → `Facts`, `ActFailed`
    Facts { node: Option<u32> },
    /// Do one act, within `timeout_ms`. When `expect` is given it is the fingerprint that came with the facts the act was
    /// judged by; right before the first event they are computed again. An act ends the one before. A `trusted` one asks
    /// for input of the browser's own. → `Acted`, `ActFailed`, `Wants`
    Act { node: Option<u32>, act: ContentAct, expect: Option<String>, timeout_ms: u32, trusted: bool },
    /// What the act wanted was done, or could not be. → as `Act`
    GoOn { done: bool },
    /// Mark the element that is about to be acted on; one at a time. → `Ok`
    MarkTarget { node: u32 },
    /// Take that mark away. → `Ok`
    ClearTarget {},
    /// The fields of this frame and its frames, in view or `everywhere`. It takes every mark of ours away first, for a
    /// picture. → `Fields`
    FindFields { everywhere: bool, above: u32 },
    /// End the act under way: it answers `ActFailed` with `Cancelled`. → `Ok`
    Cancel {},
    /// Tell what the person does in this frame, as `Recorded`, or no longer. A document that was not read before numbers its
    /// elements from `above` on. → `Recording`
    Record { on: bool, above: u32 },
    /// Names that programs gave these elements. → `Marked`
    Mark { nodes: Vec<u32> },
}

/// A field that can be typed into or chosen in, where it stands in the frame's view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownField {
    /// Number of the element.
    pub node: u32,
    /// What it takes; `name` is everything that names it.
    pub facts: FieldFacts,
    /// Where it stands.
    pub rect: Rect,
    /// Of a list that one is chosen of: its options, where all fields were asked for.
    pub options: Vec<Choice>,
}

/// A box in CSS pixels of the view.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as in CSS")]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Accessible names of what the content script draws around the overlay's iframe.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OverlayLabels {
    /// Name of the overlay.
    pub title: String,
    /// Name of the handle: drag, or arrow keys.
    pub move_handle: String,
    /// Name of the corner: drag, or arrow keys.
    pub resize_handle: String,
    /// Name of the close button.
    pub close: String,
}

/// Where the overlay stands, in CSS pixels of the viewport.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Distance from the viewport's right edge to the overlay's.
    pub right: f64,
    /// Distance from the viewport's top edge to the overlay's.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The one reply to a [`ContentCall`]. `Read` also carries the buffers of [`crate::page`].
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ContentReply {
    /// Done.
    Ok {},
    /// What is selected, trimmed; `null` for nothing.
    Selection { text: Option<String> },
    /// Whether the quote was found.
    Shown { found: bool },
    /// What the gate must know of the element.
    Facts { facts: Box<TargetFacts> },
    /// Its fields in view, its frames in view, and the size of the view. `whole` is false when there was too much to look
    /// at: then nobody knows.
    Fields { fields: Vec<ShownField>, frames: Vec<Rect>, width: f64, height: f64, whole: bool },
    /// The act was done.
    Acted { outcome: Acted },
    /// The act goes on with `GoOn` when the browser did this.
    Wants { input: TrustedInput },
    /// The act was not done, or not to its end: with `begun`, events were sent and may have had an effect. `detail` is a
    /// sentence for the model and the person; it may quote the page and is as little to be trusted.
    ActFailed { code: ActCode, detail: String, begun: bool },
    /// What the person does is told; names the document.
    Recording { document: String },
    /// Names that programs gave elements, of those that have some.
    Marked { marks: Vec<Touched> },
    /// It failed: a sentence for the log.
    Failed { reason: String },
}

/// What a content script tells unasked.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
pub enum ContentEvent {
    /// The person moved or resized the overlay.
    OverlayPlaced { place: Place },
    /// The person closed the overlay.
    OverlayClosed {},
    /// What is selected changed (sent at most four times a second, while the overlay is open).
    SelectionChanged { text: Option<String> },
    /// The person did something. `path` is the element and those around it; `page` the frame as it was before, unless the
    /// gesture goes on with what the last one was on.
    Recorded { gesture: Gesture, path: Vec<Touched>, onto: Vec<Touched>, page: Option<Snapshot> },
}
