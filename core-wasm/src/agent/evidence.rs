//! What the run has seen, so that an answer's quotes and rows can be held to it, and the gate knows what it holds.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use text::find_quote;

use super::argument::Evidence;
use super::observation::Observation;
use crate::gate::{Origin, Taint, Tainted};

/// Characters of seen text that are kept, the newest.
const MAX_CHARS: usize = 400_000;

/// Text that was seen, page by page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pages: Vec<SeenPage>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SeenPage {
    url: String,
    origin: Option<Origin>,
    at_ms: u64,
    /// What each look added; they never change, so that the gate reads each of them once.
    pieces: Vec<String>,
}

impl SeenPage {
    fn len(&self) -> usize {
        self.pieces.iter().map(String::len).sum()
    }
}

/// Words that stand in a page the run saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words as the page has them.
    pub text: String,
    /// Address of the page.
    pub url: String,
    /// When it was seen, milliseconds since 1970.
    pub at_ms: u64,
}

impl Seen {
    /// Adds what an observation showed. Lines that were seen on this page before are not kept twice.
    pub fn add(&mut self, seen: &Observation, at_ms: u64) {
        let known = self.pages.iter().rposition(|page| page.url == seen.url);
        let mut pieces = known.map(|index| self.pages.remove(index).pieces).unwrap_or_default();
        let before: HashSet<&str> = pieces.iter().flat_map(|piece| piece.lines()).collect();
        // The title is read too.
        let lines = std::iter::once(seen.title.as_str()).chain(seen.text.lines()).map(str::trim);
        let fresh = lines.filter(|line| !line.is_empty() && !before.contains(line));
        let fresh: String = fresh.flat_map(|line| [line, "\n"]).collect();
        if !fresh.is_empty() {
            pieces.push(fresh);
        }
        let (url, origin) = (seen.url.clone(), seen.origin.clone());
        self.pages.push(SeenPage { url, origin, at_ms, pieces });
        self.forget();
    }

    /// The oldest go first; the last piece loses its beginning.
    fn forget(&mut self) {
        let mut chars: usize = self.pages.iter().map(SeenPage::len).sum();
        while chars > MAX_CHARS {
            let is_last_page = self.pages.len() == 1;
            let Some(oldest) = self.pages.first_mut() else { return };
            match oldest.pieces.as_mut_slice() {
                [piece] if is_last_page => {
                    let cut = piece.ceil_char_boundary(chars - MAX_CHARS);
                    let line = piece[cut..].find('\n').map_or(cut, |end| cut + end + 1);
                    piece.drain(..line);
                    return;
                }
                [_, _, ..] => chars -= oldest.pieces.remove(0).len(),
                _ => chars -= self.pages.remove(0).len(),
            }
        }
    }

    /// All of it with its labels, for the gate.
    pub fn held(&self) -> impl Iterator<Item = Tainted> {
        self.pages.iter().flat_map(|page| {
            let taint = Taint::page(page.origin.clone(), page.at_ms);
            let texts = std::iter::once(page.url.clone()).chain(page.pieces.iter().cloned());
            texts.map(move |text| Tainted::new(text, taint.clone()))
        })
    }

    /// Where the words stand, the newest page first; `url` names one to look at before the others.
    pub fn find(&self, words: &str, url: Option<&str>) -> Option<Quote> {
        if !words.chars().any(char::is_alphanumeric) {
            return None;
        }
        let named = self.pages.iter().filter(|page| Some(page.url.as_str()) == url);
        let found = named.chain(self.pages.iter().rev()).find_map(|page| {
            let text = page.pieces.concat();
            find_quote(&text, words).map(|range| (page, text[range].to_owned()))
        });
        found.map(|(page, text)| Quote { text, url: page.url.clone(), at_ms: page.at_ms })
    }

    /// The evidence that stands, and the quotes that do not.
    pub fn check(&self, evidence: &[Evidence]) -> (Vec<Quote>, Vec<String>) {
        let (mut standing, mut missing) = (Vec::new(), Vec::new());
        for claim in evidence {
            match self.find(&claim.quote, claim.url.as_deref()) {
                Some(quote) if standing.contains(&quote) => {}
                Some(quote) => standing.push(quote),
                None => missing.push(claim.quote.clone()),
            }
        }
        (standing, missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(url: &str, text: &str) -> Observation {
        Observation { url: url.into(), text: text.into(), ..Observation::default() }
    }

    fn evidence(quote: &str, url: Option<&str>) -> Evidence {
        Evidence { quote: quote.into(), url: url.map(str::to_owned) }
    }

    #[test]
    fn a_quote_stands_where_it_was_seen_or_nowhere() {
        let mut seen = Seen::default();
        seen.add(&page("https://x/1", "h1 \"Opening hours\"\n  The museum is closed on Mondays."), 1);
        seen.add(&page("https://x/2", "Entry is 12 euros"), 2);
        let claims = [
            evidence("closed on  mondays", None),
            evidence("12 euros", Some("https://x/1")),
            evidence("entry is free", None),
            evidence("“”…", None),
        ];
        let (standing, missing) = seen.check(&claims);
        assert_eq!(
            standing[0],
            Quote { text: "closed on Mondays".into(), url: "https://x/1".into(), at_ms: 1 }
        );
        assert_eq!(standing[1].url, "https://x/2");
        assert_eq!(missing, ["entry is free", "“”…"]);
    }

    #[test]
    fn a_page_seen_again_is_kept_once_and_old_pages_go_first() {
        let mut seen = Seen::default();
        for at in 0..5 {
            seen.add(&page("https://x/1", "a line\nanother"), at);
        }
        assert_eq!(seen.pages[0].pieces, ["a line\nanother\n"]);
        let long = (0..100_000).map(|n| format!("{n}\n")).collect::<String>();
        seen.add(&page("https://x/2", &long), 9);
        assert!(seen.find("another", None).is_none() && seen.find("99999", None).is_some());
        assert!(seen.pages[0].len() <= MAX_CHARS);
        seen.add(&page("https://x/3", "end"), 9);
        assert!(seen.find("end", None).is_some());
    }

    #[test]
    fn what_a_page_came_to_say_later_is_held_beside_what_it_said_before() {
        let mut seen = Seen::default();
        seen.add(&page("https://x/1", "a line"), 1);
        seen.add(&page("https://x/1", "a line\nyour code is 482913"), 2);
        let texts: Vec<String> = seen.held().map(|held| held.text).collect();
        assert_eq!(texts, ["https://x/1", "a line\n", "your code is 482913\n"]);
        assert!(seen.find("line your code", None).is_some(), "a quote may go over both");
    }

    #[test]
    fn the_oldest_looks_at_one_page_go_first() {
        let mut seen = Seen::default();
        for look in 0..3 {
            let lines: String = (0..20_000).map(|n| format!("{look} {n:05}\n")).collect();
            seen.add(&page("https://x/1", &lines), look);
        }
        assert!(seen.find("0 00001", None).is_none() && seen.find("2 19999", None).is_some());
        assert_eq!(seen.pages[0].pieces.len(), 2);
    }
}
