//! A page: the frames of one tab, read together.

use super::buffer::{Buffer, split_strings};
use super::frames::{self, Shows};
use super::passage::PagePassage;
use super::passages::passages;
use super::select::{self, Chosen};

/// One frame as its content script read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawFrame {
    /// The browser's number of the frame, 0 for the top frame.
    pub frame_id: i32,
    /// Names the document: another one has another name, at the same address too.
    pub document: String,
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// Language tag the document names, or empty.
    pub language: String,
    /// Records: see [`super::buffer`].
    pub nodes: Vec<i32>,
    /// String table.
    pub strings: String,
    /// Rendered child frames.
    pub frames: u32,
    /// Text that is selected.
    pub selection: String,
    /// Whether a bound was reached before the end.
    pub truncated: bool,
    /// Milliseconds the page was kept from its own work.
    pub elapsed_ms: f64,
    /// The highest number given to an element of the document.
    pub last_ref: u32,
    /// Number of the read within the document.
    pub serial: u32,
}

/// The readable text of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Address of the top frame.
    pub url: String,
    /// Title of the top frame.
    pub title: String,
    /// Language tag the page names, or empty.
    pub language: String,
    /// Visible text in reading order, frame after frame.
    pub passages: Vec<PagePassage>,
    /// What is selected, as far as it can be seen.
    pub selection: Option<String>,
    /// Visible child frames that could not be read.
    pub unread_frames: u32,
    /// Milliseconds of page time, all frames.
    pub page_ms: u32,
    /// Whether some frame is too large to be read to its end.
    pub truncated: bool,
}

impl Page {
    /// Reads the buffers. The first frame is the top one; frames that can not be seen are left out.
    pub fn from_frames(frames: Vec<RawFrame>) -> Self {
        let (shown, unread_frames) = frames::shown(&frames);
        let Some(top) = frames.first() else { return Self::default() };
        let mut page = Self {
            url: top.url.clone(),
            title: text::clean(&top.title).trim().to_owned(),
            language: Some(top.language.trim()).filter(|tag| is_language(tag)).unwrap_or("").to_owned(),
            unread_frames,
            page_ms: frames.iter().map(|frame| frame.elapsed_ms.max(0.0)).sum::<f64>().round() as u32,
            truncated: frames.iter().any(|frame| frame.truncated),
            ..Self::default()
        };
        let mut selected = Vec::new();
        for (frame, _) in frames.iter().zip(shown).filter(|(_, shown)| *shown != Shows::Nothing) {
            let strings = split_strings(&frame.strings);
            let own = passages(&Buffer::new(&frame.nodes, &strings), frame.frame_id);
            selected.extend(visible_part(&frame.selection, &own));
            page.passages.extend(own);
        }
        (1..).zip(&mut page.passages).for_each(|(id, passage)| passage.id = id);
        page.selection = Some(selected.join("\n")).filter(|text| !text.is_empty());
        page
    }

    /// The passages that go along with a question, see [`select::select`].
    pub fn select(&self, question: &str, selection: Option<&str>, budget_tokens: u32) -> Chosen {
        select::select(self, question, selection, budget_tokens)
    }

    /// The passage with this id.
    pub fn passage(&self, id: u32) -> Option<&PagePassage> {
        // Ids count from 1 in order.
        self.passages.get((id as usize).checked_sub(1)?).filter(|passage| passage.id == id)
    }
}

fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Lines of a selection that stand in visible text: a selection sweeps up hidden text on its way.
fn visible_part(selection: &str, passages: &[PagePassage]) -> Vec<String> {
    if selection.trim().is_empty() {
        return Vec::new();
    }
    let all: String = passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join("\n");
    let lines =
        selection.lines().flat_map(|line| line.split('\t')).map(|line| text::clean(line).trim().to_owned());
    lines.filter(|line| !line.is_empty() && text::find_quote(&all, line).is_some()).take(500).collect()
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
