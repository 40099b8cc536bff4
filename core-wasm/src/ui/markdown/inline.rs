//! From Markdown to runs of text within a block.

use pulldown_cmark::{Event, LinkType, Tag};

use super::Inline;
use super::bare::with_links;
use super::link::Link;
use super::parse::{DEEPEST, Reader};

impl Reader<'_> {
    /// The runs up to and with the end of the element they stand in.
    pub(super) fn inlines_to_end(&mut self, depth: usize) -> Vec<Inline> {
        let mut runs = Vec::new();
        while !self.at_end() {
            runs.extend(self.inline(depth));
        }
        self.events.next();
        self.joined(runs)
    }

    /// The runs up to the next block or end, as a tight list item has them.
    pub(super) fn inlines(&mut self, depth: usize) -> Vec<Inline> {
        let mut runs = Vec::new();
        while self.at_run() {
            runs.extend(self.inline(depth));
        }
        self.joined(runs)
    }

    fn at_run(&mut self) -> bool {
        match self.events.peek() {
            Some((Event::Start(tag), _)) => {
                matches!(
                    tag,
                    Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
                )
            }
            Some((event, _)) => !matches!(event, Event::End(_) | Event::Rule | Event::Html(_)),
            None => false,
        }
    }

    fn inline(&mut self, depth: usize) -> Option<Inline> {
        if depth >= DEEPEST && matches!(self.events.peek(), Some((Event::Start(_), _))) {
            return Some(Inline::Text(self.rest_as_text()));
        }
        let (event, range) = self.events.next()?;
        Some(match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                Inline::Text(text::clean(&text))
            }
            Event::Code(code) => Inline::Code(text::clean(&code)),
            Event::SoftBreak => Inline::Text(" ".into()),
            Event::HardBreak => Inline::Break,
            Event::Start(Tag::Strong) => Inline::Strong(self.inlines_to_end(depth + 1)),
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.inlines_to_end(depth + 1)),
            Event::Start(Tag::Strikethrough) => Inline::Struck(self.inlines_to_end(depth + 1)),
            // No remote image, ever: what it shows, in words.
            Event::Start(Tag::Image { .. }) => Inline::Text(words(&self.inlines_to_end(depth + 1))),
            // A definition elsewhere in the answer would turn `[^1]` or `[words]` into a link: shown as written.
            Event::Start(Tag::Link { link_type, .. })
                if !matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email) =>
            {
                let written = text::clean(&self.source[range]);
                self.inlines_to_end(depth + 1);
                Inline::Text(written)
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.in_link = true;
                let label = self.inlines_to_end(depth + 1);
                self.in_link = false;
                let address = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.into_string()
                };
                match Link::parse(&address) {
                    Some(link) => Inline::Link(link, label),
                    None => Inline::Text(words(&label)),
                }
            }
            Event::Start(_) => Inline::Text(words(&self.inlines_to_end(depth + 1))),
            _ => return None,
        })
    }

    /// `runs` with neighbouring texts as one, and with the places of quotes and bare addresses, which the parser hands out in
    /// pieces.
    fn joined(&self, runs: Vec<Inline>) -> Vec<Inline> {
        let mut joined: Vec<Inline> = Vec::with_capacity(runs.len());
        for run in runs {
            match (joined.last_mut(), run) {
                (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
                (_, run) => joined.push(run),
            }
        }
        let with_quotes = |run| if let Inline::Text(text) = run { with_quotes(&text) } else { vec![run] };
        let mut runs = joined.into_iter().flat_map(with_quotes).peekable();
        let mut linked = Vec::new();
        while let Some(run) = runs.next() {
            let is_followed =
                runs.peek().is_some_and(|next| !matches!(next, Inline::Break | Inline::Quote(_)));
            match run {
                Inline::Text(text) if !self.in_link => linked.extend(with_links(&text, is_followed)),
                run => linked.push(run),
            }
        }
        linked
    }
}

/// The words of `runs` alone.
fn words(runs: &[Inline]) -> String {
    runs.iter()
        .map(|run| match run {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Strong(runs) | Inline::Emphasis(runs) | Inline::Struck(runs) | Inline::Link(_, runs) => {
                words(runs)
            }
            Inline::Quote(n) => format!("[^{n}]"),
            Inline::Break => " ".into(),
        })
        .collect()
}

/// `text` cut at its `[^n]`.
fn with_quotes(text: &str) -> Vec<Inline> {
    let (mut runs, mut rest, mut searched) = (Vec::new(), text, 0);
    while let Some(at) = rest[searched..].find("[^").map(|at| at + searched) {
        let number = rest[at + 2..].split(']').next().unwrap_or_default();
        let closed = rest[at + 2 + number.len()..].starts_with(']');
        match number.parse::<u32>() {
            Ok(n) if closed && number.bytes().all(|b| b.is_ascii_digit()) => {
                if at > 0 {
                    runs.push(Inline::Text(rest[..at].to_owned()));
                }
                runs.push(Inline::Quote(n));
                rest = &rest[at + 3 + number.len()..];
                searched = 0;
            }
            _ => searched = at + 2,
        }
    }
    if !rest.is_empty() {
        runs.push(Inline::Text(rest.to_owned()));
    }
    runs
}
