//! The model's markup, read as it streams: `[[p12|exact words]]` is a quote, lines that start with `>>>` at the end
//! are follow-up questions, everything else is Markdown. Text is held back only while it may still become markup.

use api_types::ask::{Passage, Quote};
use text::find_quote;

/// Longest quote markup: beyond, the brackets were just text.
const LONGEST_MARKUP: usize = 1_200;
/// Most follow-up questions.
const MOST_FOLLOW_UPS: usize = 3;
const LONGEST_FOLLOW_UP: usize = 300;

/// What the markup says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Markdown to append.
    Text(String),
    /// A quote; its mark comes in the next text.
    Quote(Quote),
}

/// Reads markup in parts of any size.
pub struct Reader<'a> {
    passages: &'a [Passage],
    pending: String,
    at_line_start: bool,
    quotes: Vec<Quote>,
    follow_ups: Vec<String>,
    in_follow_ups: bool,
}

impl<'a> Reader<'a> {
    /// A reader for an answer about these passages.
    pub fn new(passages: &'a [Passage]) -> Self {
        Self {
            passages,
            pending: String::new(),
            at_line_start: true,
            quotes: Vec::new(),
            follow_ups: Vec::new(),
            in_follow_ups: false,
        }
    }

    /// Takes more of the answer and tells what is certain by now.
    pub fn push(&mut self, part: &str) -> Vec<Piece> {
        self.pending.push_str(part);
        self.read(false)
    }

    /// Tells what was held back. Call it after the last part.
    pub fn finish(&mut self) -> Vec<Piece> {
        self.read(true)
    }

    /// Follow-up questions so far.
    pub fn follow_ups(&self) -> &[String] {
        &self.follow_ups
    }

    fn read(&mut self, last: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_str();
        while !rest.is_empty() {
            let Some(after) = self.step(rest, last, &mut pieces) else { break };
            rest = after;
        }
        self.pending = rest.to_owned();
        pieces
    }

    /// Reads one thing off the front; `None` when more must come first.
    fn step<'t>(&mut self, rest: &'t str, last: bool, pieces: &mut Vec<Piece>) -> Option<&'t str> {
        if self.at_line_start && !last && rest.len() < 3 && ">>>".starts_with(rest) {
            return None;
        }
        if self.at_line_start && rest.starts_with(">>>") {
            return self.follow_up(rest, last);
        }
        if rest.starts_with("[[") || (rest == "[" && !last) {
            match read_quote(rest) {
                Found::Whole { passage, words, after } => {
                    self.quote(passage, words, pieces);
                    return Some(after);
                }
                Found::Partial if !last => return None,
                // Cut in the middle of a quote: half a mark helps nobody.
                Found::Partial if last && rest.starts_with("[[p") => return Some(""),
                Found::Partial | Found::Nothing => {}
            }
        }
        let end = plain_run(rest);
        self.text(&rest[..end], pieces);
        Some(&rest[end..])
    }

    fn follow_up<'t>(&mut self, rest: &'t str, last: bool) -> Option<&'t str> {
        let (line, after) = match rest.split_once('\n') {
            Some((line, after)) => (line, after),
            None if last => (rest, ""),
            None => return None,
        };
        let question = line.trim_start_matches('>').trim();
        self.in_follow_ups = true;
        if !question.is_empty()
            && question.chars().count() <= LONGEST_FOLLOW_UP
            && self.follow_ups.len() < MOST_FOLLOW_UPS
        {
            self.follow_ups.push(question.to_owned());
        }
        Some(after)
    }

    fn text(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        self.at_line_start = text.ends_with('\n');
        // White space behind a follow-up question is not part of the answer.
        let text = if self.in_follow_ups { text.trim_start() } else { text };
        if text.is_empty() {
            return;
        }
        self.in_follow_ups = false;
        match pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// A quote that stands in the page gets a number and a mark. Words that do not stay out: the sentence before them
    /// is whole without them.
    fn quote(&mut self, passage: u32, words: &str, pieces: &mut Vec<Piece>) {
        let Some((passage, words)) = self.place(passage, words.trim()) else { return };
        let known = self.quotes.iter().find(|quote| quote.passage == passage && quote.text == words);
        let n = known.map_or(self.quotes.len() as u32 + 1, |quote| quote.n);
        if n as usize > self.quotes.len() {
            let quote = Quote { n, passage, text: words };
            self.quotes.push(quote.clone());
            pieces.push(Piece::Quote(quote));
        }
        self.text(&format!("[^{n}]"), pieces);
    }

    /// Where the words really stand: in the named passage, else in any other.
    fn place(&self, named: u32, words: &str) -> Option<(u32, String)> {
        if words.is_empty() {
            return None;
        }
        let (first, others): (Vec<_>, Vec<_>) = self.passages.iter().partition(|passage| passage.id == named);
        first.into_iter().chain(others).find_map(|passage| {
            let found = passage.text.get(find_quote(&passage.text, words)?)?;
            Some((passage.id, found.to_owned()))
        })
    }
}

enum Found<'t> {
    Whole { passage: u32, words: &'t str, after: &'t str },
    Partial,
    Nothing,
}

/// Reads `[[p12|words]]` off the front.
fn read_quote(rest: &str) -> Found<'_> {
    let Some(inner) = rest.strip_prefix("[[") else { return Found::Partial };
    if !(inner.is_empty() || inner.starts_with('p')) {
        return Found::Nothing;
    }
    let Some(end) = inner.find("]]").filter(|end| end + 4 <= LONGEST_MARKUP) else {
        return if rest.len() < LONGEST_MARKUP { Found::Partial } else { Found::Nothing };
    };
    let (name, words) = inner[..end].split_once('|').unwrap_or((&inner[..end], ""));
    let after = &inner[end + 2..];
    match name[1..].trim().parse() {
        Ok(passage) => Found::Whole { passage, words, after },
        Err(_) => Found::Nothing,
    }
}

/// Length of the run that can not be markup: up to the next bracket or the end of the line.
fn plain_run(rest: &str) -> usize {
    let after_first = rest.chars().next().map_or(0, char::len_utf8);
    if rest.starts_with('\n') {
        return after_first;
    }
    rest[after_first..].find(['[', '\n']).map_or(rest.len(), |index| {
        let end = after_first + index;
        if rest[end..].starts_with('\n') { end + 1 } else { end }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passages() -> Vec<Passage> {
        let passage = |id, text: &str| Passage { id, text: text.into(), headings: Vec::new() };
        vec![passage(3, "The museum is closed on Mondays."), passage(12, "A ticket costs 12 euros.")]
    }

    fn read_in_parts(answer: &str, size: usize) -> (String, Vec<Quote>, Vec<String>) {
        let passages = passages();
        let mut reader = Reader::new(&passages);
        let mut pieces = Vec::new();
        let chars: Vec<char> = answer.chars().collect();
        for part in chars.chunks(size.max(1)) {
            pieces.extend(reader.push(&part.iter().collect::<String>()));
        }
        pieces.extend(reader.finish());
        let text = pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Quote(_) => None,
        });
        (text.collect(), reader.quotes.clone(), reader.follow_ups().to_vec())
    }

    const ANSWER: &str = "It is **closed** on Mondays [[p3|closed on mondays]] and costs 12 [[p3|12 euros]].\n\n[a link](https://x.example) [[not markup]]\n>>> Where is it?\n>>> Since when?\n";

    #[test]
    fn quotes_are_placed_where_they_stand() {
        let (text, quotes, follow_ups) = read_in_parts(ANSWER, 7);
        assert_eq!(
            text,
            "It is **closed** on Mondays [^1] and costs 12 [^2].\n\n[a link](https://x.example) [[not markup]]\n"
        );
        assert_eq!(quotes[0], Quote { n: 1, passage: 3, text: "closed on Mondays".into() });
        // The model named the wrong passage; the words stand in another.
        assert_eq!(quotes[1], Quote { n: 2, passage: 12, text: "12 euros".into() });
        assert_eq!(follow_ups, ["Where is it?", "Since when?"]);
    }

    #[test]
    fn words_that_are_not_in_the_page_never_become_a_quote() {
        let (text, quotes, _) = read_in_parts("Free [[p12|entry is free]] for all.", 3);
        assert_eq!(text, "Free  for all.");
        assert!(quotes.is_empty());
    }

    #[test]
    fn the_same_words_keep_their_number() {
        let (text, quotes, _) = read_in_parts("A [[p12|12 euros]] B [[p12|12 euros]]", 5);
        assert_eq!((text.as_str(), quotes.len()), ("A [^1] B [^1]", 1));
    }

    #[test]
    fn an_answer_cut_in_a_quote_shows_no_half_mark() {
        assert_eq!(read_in_parts("Closed [[p3|closed on", 4).0, "Closed ");
        assert_eq!(read_in_parts("An array a[", 4).0, "An array a[");
    }

    #[test]
    fn a_quote_block_in_the_answer_is_not_a_follow_up() {
        let (text, _, follow_ups) = read_in_parts("> cited\n>>> Next?", 2);
        assert_eq!((text.as_str(), follow_ups.len()), ("> cited\n", 1));
    }

    #[test]
    fn white_space_behind_a_follow_up_is_left_out_in_parts_of_any_size() {
        for size in [1, 1_000] {
            assert_eq!(read_in_parts(">>> Next?\n \n 3 more", size).0, "3 more");
        }
    }

    #[test]
    fn brackets_too_long_for_a_quote_are_text_in_parts_of_any_size() {
        let answer = format!("[[p3|{}]]", "a".repeat(LONGEST_MARKUP));
        for size in [1, 10_000] {
            assert_eq!(read_in_parts(&answer, size).0, answer);
        }
    }

    proptest! {
        #[test]
        fn the_size_of_the_parts_changes_nothing(answer in "[a-c \\n\\[\\]p3|>é東]{0,120}", size in 1usize..9) {
            prop_assert_eq!(read_in_parts(&answer, size), read_in_parts(&answer, 1_000));
        }

        #[test]
        fn plain_text_passes_unchanged(answer in "[a-zA-Z .,*_#é東]{0,200}", size in 1usize..9) {
            prop_assert_eq!(read_in_parts(&answer, size).0, answer);
        }
    }
}
