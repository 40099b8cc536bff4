//! Addresses that stand in an answer as they are: `see https://example.com/a.`

use super::Inline;
use super::link::Link;

const STARTS: [&str; 2] = ["https://", "http://"];

/// A longer address is none that stands in a sentence.
const LONGEST: usize = 2_000;

/// `text` cut at its web addresses, each a link that says itself. An address may go on in the run that follows: then it is none.
pub(super) fn with_links(text: &str, is_followed: bool) -> Vec<Inline> {
    let (mut runs, mut taken, mut searched) = (Vec::new(), 0, 0);
    while let Some(at) = next_start(text, searched) {
        let address = address_at(&text[at..]);
        searched = at + address.len();
        let is_whole = address.len() <= LONGEST && !(is_followed && searched == text.len());
        let link = Link::parse(address).filter(|_| is_whole && is_word_start(&text[..at]));
        let Some(link) = link else { continue };
        if at > taken {
            runs.push(Inline::Text(text[taken..at].to_owned()));
        }
        runs.push(Inline::Link(link, vec![Inline::Text(address.to_owned())]));
        taken = searched;
    }
    if taken < text.len() {
        runs.push(Inline::Text(text[taken..].to_owned()));
    }
    runs
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    STARTS.iter().filter_map(|start| text[from..].find(start)).min().map(|at| at + from)
}

fn is_word_start(before: &str) -> bool {
    !before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// The address that `text` begins with, without what belongs to the sentence around it.
fn address_at(text: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || "<>\"`|“”„«»，。、；：！？（）「」『』【】《》…".contains(c);
    let mut address = text.split(is_end).next().unwrap_or_default();
    if address.len() > LONGEST {
        return address;
    }
    loop {
        let count = |wanted: char| address.chars().filter(|&c| c == wanted).count();
        let belongs = match address.chars().next_back() {
            Some(')') => count('(') >= count(')'),
            Some(']') => count('[') >= count(']'),
            Some(c) => !".,;:!?'*_".contains(c),
            None => true,
        };
        if belongs {
            return address;
        }
        // All of these take one byte.
        address = &address[..address.len() - 1];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What of the text is linked, between brackets.
    fn marked(text: &str) -> String {
        let runs = with_links(text, false).into_iter().map(|run| match run {
            Inline::Link(_, label) => match label.as_slice() {
                [Inline::Text(label)] => format!("[{label}]"),
                other => panic!("{other:?}"),
            },
            Inline::Text(text) => text,
            other => panic!("{other:?}"),
        });
        runs.collect()
    }

    #[test]
    fn what_may_go_on_in_the_next_run_is_no_address() {
        assert_eq!(with_links("see https://a.example/", true).len(), 1);
        assert_eq!(with_links("https://a.example/ and", true).len(), 2);
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("See https://example.com/a?b=1.", "See [https://example.com/a?b=1]."),
            ("(https://example.com/a_(b))", "([https://example.com/a_(b)])"),
            ("https://a.example, http://b.example!", "[https://a.example], [http://b.example]!"),
            ("见 https://例子.example/路。", "见 [https://例子.example/路]。"),
            ("no address: https:// or xhttps://a.example", "no address: https:// or xhttps://a.example"),
            ("https://bank.example@evil.example/", "https://bank.example@evil.example/"),
            ("请看https://a.example，请点击", "请看[https://a.example]，请点击"),
            ("plain words", "plain words"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }
}
