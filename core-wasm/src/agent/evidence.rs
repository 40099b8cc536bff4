//! What the run has seen, so that an answer's quotes and rows can be held to it.

use serde::{Deserialize, Serialize};
use text::find_quote;

use super::argument::Evidence;

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
    at_ms: u64,
    text: String,
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
    pub fn add(&mut self, url: &str, at_ms: u64, text: &str) {
        let known = self.pages.iter().rposition(|page| page.url == url);
        let mut page = match known {
            Some(index) => self.pages.remove(index),
            None => SeenPage { url: url.to_owned(), at_ms, text: String::new() },
        };
        let before: std::collections::HashSet<&str> = page.text.lines().collect();
        let fresh: Vec<&str> = text.lines().filter(|line| !before.contains(line.trim())).collect();
        let fresh: String = fresh.iter().flat_map(|line| [line.trim(), "\n"]).collect();
        page.text.push_str(&fresh);
        page.at_ms = at_ms;
        self.pages.push(page);
        self.forget();
    }

    /// The oldest pages go first, then the beginning of the only one.
    fn forget(&mut self) {
        let mut chars: usize = self.pages.iter().map(|page| page.text.len()).sum();
        while self.pages.len() > 1 && chars > MAX_CHARS {
            chars -= self.pages.remove(0).text.len();
        }
        if let [page] = self.pages.as_mut_slice()
            && chars > MAX_CHARS
        {
            let cut = page.text.ceil_char_boundary(chars - MAX_CHARS);
            let line = page.text[cut..].find('\n').map_or(cut, |end| cut + end + 1);
            page.text.drain(..line);
        }
    }

    /// Where the words stand, the newest page first; `url` names one to look at before the others.
    pub fn find(&self, words: &str, url: Option<&str>) -> Option<Quote> {
        if !words.chars().any(char::is_alphanumeric) {
            return None;
        }
        let named = self.pages.iter().filter(|page| Some(page.url.as_str()) == url);
        let found = named
            .chain(self.pages.iter().rev())
            .find_map(|page| find_quote(&page.text, words).map(|range| (page, page.text[range].to_owned())));
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

    fn evidence(quote: &str, url: Option<&str>) -> Evidence {
        Evidence { quote: quote.into(), url: url.map(str::to_owned) }
    }

    #[test]
    fn a_quote_stands_where_it_was_seen_or_nowhere() {
        let mut seen = Seen::default();
        seen.add("https://x/1", 1, "h1 \"Opening hours\"\n  The museum is closed on Mondays.");
        seen.add("https://x/2", 2, "Entry is 12 euros");
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
            seen.add("https://x/1", at, "a line\nanother");
        }
        assert_eq!(seen.pages[0].text, "a line\nanother\n");
        let long = (0..100_000).map(|n| format!("{n}\n")).collect::<String>();
        seen.add("https://x/2", 9, &long);
        assert!(seen.find("another", None).is_none() && seen.find("99999", None).is_some());
        assert!(seen.pages[0].text.len() <= MAX_CHARS);
        seen.add("https://x/3", 9, "end");
        assert!(seen.find("end", None).is_some());
    }
}
