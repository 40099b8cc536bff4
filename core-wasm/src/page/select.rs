//! What of a page goes along with a question: all of it when it fits, else what matters.

use api_types::ask::{MAX_PASSAGE_CHARS, MAX_PASSAGES, Passage};
use text::{Bm25, estimate_tokens, find_quote};

use super::model::Page;
use super::passage::PagePassage;
use crate::protocol::ReadSummary;

/// How much a hit in navigation, footers and side matter counts.
const BOILERPLATE: f32 = 0.3;
/// How much a passage gains from a hit next to it.
const NEIGHBOUR: f32 = 0.3;
/// Passages at the start of the page that say what it is about.
const OPENING: usize = 3;

/// Passages for a question.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// In reading order.
    pub passages: Vec<Passage>,
    /// How much of the page they are.
    pub summary: ReadSummary,
}

/// Chooses passages of `page` that cost at most `budget_tokens` together; those of the selection go first.
pub fn select(page: &Page, question: &str, selection: Option<&str>, budget_tokens: u32) -> Chosen {
    let all = &page.passages;
    let mut budget = Budget { tokens: budget_tokens, chars: MAX_PASSAGE_CHARS, passages: MAX_PASSAGES };
    let mut taken = vec![false; all.len()];
    if !budget.fits_all(all) {
        for index in order(all, question, selection) {
            taken[index] = budget.take(&all[index]);
        }
    } else {
        taken.fill(true);
    }
    let passages: Vec<Passage> =
        all.iter().zip(taken).filter(|(_, taken)| *taken).map(|(passage, _)| sent(passage)).collect();
    let summary = ReadSummary {
        page_chars: chars(all.iter().map(|passage| &passage.text)),
        sent_chars: chars(passages.iter().map(|passage| &passage.text)),
        page_passages: all.len() as u32,
        sent_passages: passages.len() as u32,
        unread_frames: page.unread_frames,
        page_ms: page.page_ms,
    };
    Chosen { passages, summary }
}

fn sent(passage: &PagePassage) -> Passage {
    Passage { id: passage.id, text: passage.text.clone(), headings: passage.headings.clone() }
}

fn chars<'a>(texts: impl Iterator<Item = &'a String>) -> u32 {
    texts.map(|text| text.chars().count() as u32).sum()
}

struct Budget {
    tokens: u32,
    chars: usize,
    passages: usize,
}

impl Budget {
    fn fits_all(&self, all: &[PagePassage]) -> bool {
        let tokens: u64 = all.iter().map(|passage| u64::from(cost(passage))).sum();
        let chars: usize = all.iter().map(|passage| passage.text.chars().count()).sum();
        tokens <= u64::from(self.tokens) && chars <= self.chars && all.len() <= self.passages
    }

    fn take(&mut self, passage: &PagePassage) -> bool {
        let (tokens, chars) = (cost(passage), passage.text.chars().count());
        let fits = tokens <= self.tokens && chars <= self.chars && self.passages > 0;
        if fits {
            self.tokens -= tokens;
            self.chars -= chars;
            self.passages -= 1;
        }
        fits
    }
}

/// Tokens of a passage with its number and headings around it.
fn cost(passage: &PagePassage) -> u32 {
    let headings: u32 = passage.headings.last().map_or(0, |heading| estimate_tokens(heading));
    estimate_tokens(&passage.text) + headings + 8
}

/// Every passage, the ones that matter most first.
fn order(all: &[PagePassage], question: &str, selection: Option<&str>) -> Vec<usize> {
    let mut scores = relevance(all, &[question, selection.unwrap_or("")].join(" "));
    let best = scores.iter().copied().fold(0.0, f32::max).max(1.0);
    for index in selected(all, selection) {
        scores[index] += 1_000.0 * best;
    }
    // What the page is about: its title and first lines.
    let opening = all.iter().enumerate().filter(|(_, passage)| !passage.boilerplate).take(OPENING);
    opening.for_each(|(index, _)| scores[index] += best * 0.6);
    // What no word of the question speaks for comes last: text before side matter, long before short, early before late.
    let mut order: Vec<usize> = (0..all.len()).collect();
    let substance =
        |index: usize| (!all[index].boilerplate, all[index].level > 0 || all[index].text.len() > 80);
    order.sort_by(|a, b| {
        scores[*b].total_cmp(&scores[*a]).then(substance(*b).cmp(&substance(*a))).then(a.cmp(b))
    });
    order
}

/// Score of each passage: its own words and its headings', and some of its neighbours' in the same section.
fn relevance(all: &[PagePassage], query: &str) -> Vec<f32> {
    let docs: Vec<String> = all
        .iter()
        .map(|passage| match passage.headings.last() {
            Some(heading) => format!("{heading}\n{}", passage.text),
            None => passage.text.clone(),
        })
        .collect();
    let mut own = vec![0.0; all.len()];
    for (index, score) in Bm25::new(docs.iter().map(String::as_str)).rank(query) {
        own[index] = score * if all[index].boilerplate { BOILERPLATE } else { 1.0 };
    }
    let mut scores = own.clone();
    for index in 1..all.len() {
        if all[index].frame_id == all[index - 1].frame_id
            && all[index].boilerplate == all[index - 1].boilerplate
        {
            scores[index] += own[index - 1] * NEIGHBOUR;
            scores[index - 1] += own[index] * NEIGHBOUR;
        }
    }
    scores
}

/// Passages the selected text stands in.
fn selected(all: &[PagePassage], selection: Option<&str>) -> Vec<usize> {
    let lines: Vec<&str> =
        selection.unwrap_or("").lines().map(str::trim).filter(|line| line.len() > 1).take(200).collect();
    all.iter()
        .enumerate()
        .filter(|(_, passage)| {
            lines.iter().any(|line| {
                find_quote(&passage.text, line).is_some()
                    || (passage.text.len() > 20 && find_quote(line, &passage.text).is_some())
            })
        })
        .map(|(index, _)| index)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(texts: &[&str]) -> Page {
        let passages = (1..)
            .zip(texts)
            .map(|(id, text)| PagePassage { id, text: (*text).to_owned(), ..PagePassage::default() })
            .collect();
        Page { passages, ..Page::default() }
    }

    fn ids(chosen: &Chosen) -> Vec<u32> {
        chosen.passages.iter().map(|passage| passage.id).collect()
    }

    #[test]
    fn a_short_page_goes_whole() {
        let chosen = page(&["One.", "Two."]).select("anything", None, 1_000);
        assert_eq!(ids(&chosen), [1, 2]);
        assert_eq!((chosen.summary.sent_chars, chosen.summary.page_chars), (8, 8));
    }

    fn long() -> Vec<String> {
        (0..900)
            .map(|n| match n {
                700 => "Returns are free within 45 days of delivery.".to_owned(),
                _ => format!(
                    "Paragraph {n} talks about boots, coats and the weather in general terms, at some length."
                ),
            })
            .collect()
    }

    #[test]
    fn of_a_long_page_the_passages_that_matter_go_in_reading_order() {
        let texts = long();
        let page = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let chosen = page.select("How many days do I have for returns?", None, 600);
        let ids = ids(&chosen);
        assert!(ids.contains(&701) && ids.contains(&702) && ids.contains(&1), "{ids:?}");
        assert!(ids.is_sorted() && chosen.summary.sent_passages < chosen.summary.page_passages);
        let tokens: u32 = chosen.passages.iter().map(|passage| estimate_tokens(&passage.text)).sum();
        assert!(tokens <= 600);
    }

    #[test]
    fn the_selection_goes_first() {
        let texts = long();
        let page = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let chosen = page.select("What does this mean?", Some("Paragraph 450 talks about boots"), 60);
        assert!(ids(&chosen).contains(&451));
    }

    #[test]
    fn no_request_breaks_the_servers_limits() {
        let texts: Vec<String> = (0..2_000).map(|n| format!("Row {n}")).collect();
        let page = page(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(page.select("row", None, 1_000_000).passages.len() <= MAX_PASSAGES);
    }
}
