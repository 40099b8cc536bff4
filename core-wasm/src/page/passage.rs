//! A passage, and how a block of text becomes one or several.

use std::ops::Range;

/// Longest passage, in characters.
pub const LONGEST: usize = 900;

/// A passage of the page: a paragraph, a list item, a table row. Visible text only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagePassage {
    /// Number in the page, from 1.
    pub id: u32,
    /// The frame it stands in, 0 for the top frame.
    pub frame_id: i32,
    /// Its nodes, by the numbers the frame's content script knows.
    pub nodes: Vec<u32>,
    /// Its text.
    pub text: String,
    /// Headings above it, outermost first.
    pub headings: Vec<String>,
    /// Whether it stands in navigation, a footer or side matter.
    pub boilerplate: bool,
    /// Level of a heading, 0 for anything else.
    pub level: u8,
}

/// Text of one block under way, with the nodes it came from.
#[derive(Debug, Default)]
pub struct Block {
    text: String,
    spans: Vec<(u32, Range<usize>)>,
    /// Whitespace before the next characters.
    space: bool,
}

impl Block {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was written so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whitespace, if anything follows.
    pub fn space(&mut self) {
        self.space = true;
    }

    /// A line break of preformatted text.
    pub fn line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.space = false;
    }

    /// A mark between two parts, as ` | `; nothing at the start or after another one.
    pub fn separate(&mut self, mark: &str) {
        if !self.text.is_empty() && !self.text.ends_with(mark) {
            self.text.truncate(self.text.trim_end().len());
            if !self.text.ends_with(mark.trim_end()) {
                self.text.push_str(mark);
            }
        }
        self.space = false;
    }

    /// Characters of a node, whitespace collapsed unless `preformatted`.
    pub fn push(&mut self, node: u32, text: &str, preformatted: bool) {
        let clean = text::clean(text);
        if preformatted {
            self.start_word();
            let from = self.text.len();
            self.text.push_str(&clean);
            self.span(node, from);
            return;
        }
        self.space |= clean.starts_with(char::is_whitespace);
        let mut words = clean.split_whitespace().peekable();
        if words.peek().is_none() {
            return;
        }
        let mut from = None;
        for word in words {
            self.start_word();
            from = from.or(Some(self.text.len()));
            self.text.push_str(word);
            self.space = true;
        }
        self.space = clean.ends_with(char::is_whitespace);
        self.span(node, from.unwrap_or(self.text.len()));
    }

    fn start_word(&mut self) {
        if self.space && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        self.space = false;
    }

    fn span(&mut self, node: u32, from: usize) {
        if node != 0 {
            self.spans.push((node, from..self.text.len()));
        }
    }

    /// Takes the block as (text, nodes) pieces of at most [`LONGEST`] characters, cut at sentences where they allow it.
    pub fn take(&mut self) -> Vec<(String, Vec<u32>)> {
        let block = std::mem::take(self);
        if !block.text.contains(|c: char| c.is_alphanumeric()) {
            return Vec::new();
        }
        let mut spans = block.spans.as_slice();
        pieces(&block.text)
            .into_iter()
            .map(|piece| {
                // Pieces and spans both ascend: what ended before this piece is never needed again.
                let done = spans.iter().take_while(|(_, span)| span.end <= piece.start).count();
                spans = &spans[done..];
                let mut nodes: Vec<u32> = spans
                    .iter()
                    .take_while(|(_, span)| span.start < piece.end)
                    .map(|(node, _)| *node)
                    .collect();
                nodes.dedup();
                (block.text[piece].to_owned(), nodes)
            })
            .collect()
    }
}

/// Ranges of at most [`LONGEST`] characters that together hold the text.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let whole = text.len() - text.trim_start().len()..text.trim_end().len();
    if whole.len() <= LONGEST {
        return vec![whole];
    }
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for unit in text::sentences(text).into_iter().flat_map(|sentence| short_units(text, sentence)) {
        let length = text[unit.clone()].chars().count();
        match pieces.last_mut() {
            Some(piece) if size + length < LONGEST => {
                piece.end = unit.end;
                size += length + 1;
            }
            _ => {
                pieces.push(unit);
                size = length;
            }
        }
    }
    pieces
}

/// A sentence, or its parts at line ends, spaces or anywhere when it is too long.
fn short_units(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut start = sentence.start;
    while let Some((limit, _)) = text[start..sentence.end].char_indices().nth(LONGEST - 2) {
        let window = &text[start..start + limit];
        let cut =
            window.rfind('\n').or_else(|| window.rfind(char::is_whitespace)).filter(|cut| *cut > limit / 4);
        let end = start + cut.unwrap_or(limit);
        units.push(start..end);
        start = end + (text[end..sentence.end].len() - text[end..sentence.end].trim_start().len());
    }
    if start < sentence.end {
        units.push(start..sentence.end);
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whitespace_collapses_across_inline_nodes() {
        let mut block = Block::default();
        block.push(1, "  This is a ", false);
        block.push(2, "fine", false);
        block.push(3, ",  \n cheap", false);
        block.push(4, " thing ", false);
        assert_eq!(block.take(), [("This is a fine, cheap thing".to_owned(), vec![1, 2, 3, 4])]);
    }

    #[test]
    fn long_text_is_cut_at_sentences_and_keeps_its_nodes() {
        let mut block = Block::default();
        for node in 1..=20 {
            block.push(
                node,
                &format!("Sentence number {node} goes on for quite a while, {}. ", "on and on ".repeat(8)),
                false,
            );
        }
        let pieces = block.take();
        assert!(pieces.len() > 1);
        assert!(pieces.iter().all(|(text, nodes)| text.chars().count() <= LONGEST
            && text.ends_with('.')
            && !nodes.is_empty()));
        assert_eq!(pieces[0].1[0], 1);
        assert_eq!(pieces.last().map(|(_, nodes)| nodes[nodes.len() - 1]), Some(20));
    }

    proptest! {
        #[test]
        fn no_piece_is_too_long_and_nothing_is_lost(text in "([a-z]{1,12}[ .]{0,2}){0,400}|[退货政策。]{0,2000}|a{0,3000}") {
            let cut = pieces(&text);
            prop_assert!(cut.iter().all(|piece| text[piece.clone()].chars().count() <= LONGEST));
            let kept: String = cut.iter().flat_map(|piece| text[piece.clone()].split_whitespace()).collect();
            let all: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, all);
        }
    }
}
