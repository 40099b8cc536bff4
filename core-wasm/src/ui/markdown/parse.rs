//! From Markdown to blocks.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag};

use super::{Block, Inline};

/// Blocks may stand this deep in one another; what is deeper becomes plain text, so that no answer overflows the stack.
pub(super) const DEEPEST: usize = 12;

/// The outermost blocks of `source`, each with the bytes it stands in.
pub(super) fn blocks(source: &str) -> Vec<(Range<usize>, Block)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader {
        source,
        events: Parser::new_ext(source, options).into_offset_iter().peekable(),
        in_link: false,
    };
    let mut blocks = Vec::new();
    while let Some((_, range)) = reader.events.peek() {
        let range = range.clone();
        blocks.extend(reader.block(0).map(|block| (range, block)));
    }
    blocks
}

/// Reads events in order; every method takes what it reads up to and with its own end.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) events: Peekable<OffsetIter<'a>>,
    /// A link can not stand in another.
    pub(super) in_link: bool,
}

impl Reader<'_> {
    fn block(&mut self, depth: usize) -> Option<Block> {
        if !self.at_block() {
            let text = self.inlines(depth);
            if text.is_empty() {
                self.events.next();
                return None;
            }
            return Some(Block::Plain(text));
        }
        if depth >= DEEPEST {
            return Some(Block::Plain(vec![Inline::Text(self.rest_as_text())]));
        }
        match self.events.next()?.0 {
            Event::Rule => Some(Block::Rule),
            Event::Start(Tag::Heading { level, .. }) => {
                Some(Block::Heading(level as u8, self.inlines_to_end(depth)))
            }
            Event::Start(Tag::BlockQuote(_)) => Some(Block::Quote(self.blocks_to_end(depth))),
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().map(str::to_owned),
                    CodeBlockKind::Indented => None,
                };
                Some(Block::Code(language, self.text_to_end()))
            }
            Event::Start(Tag::HtmlBlock) => {
                let html = self.text_to_end().trim_end().to_owned();
                Some(Block::Paragraph(vec![Inline::Text(html)]))
            }
            Event::Start(Tag::List(start)) => Some(Block::List(start, self.items(depth))),
            Event::Start(Tag::Table(_)) => Some(self.table(depth)),
            _ => Some(Block::Paragraph(self.inlines_to_end(depth))),
        }
    }

    fn at_block(&mut self) -> bool {
        matches!(
            self.events.peek(),
            Some((
                Event::Rule
                    | Event::Start(
                        Tag::Paragraph
                            | Tag::Heading { .. }
                            | Tag::BlockQuote(_)
                            | Tag::CodeBlock(_)
                            | Tag::HtmlBlock
                            | Tag::List(_)
                            | Tag::Table(_)
                    ),
                _
            ))
        )
    }

    pub(super) fn at_end(&mut self) -> bool {
        matches!(self.events.peek(), None | Some((Event::End(_), _)))
    }

    fn blocks_to_end(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        while !self.at_end() {
            blocks.extend(self.block(depth + 1));
        }
        self.events.next();
        blocks
    }

    fn items(&mut self, depth: usize) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while !self.at_end() {
            self.events.next();
            items.push(self.blocks_to_end(depth));
        }
        self.events.next();
        items
    }

    fn table(&mut self, depth: usize) -> Block {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while !self.at_end() {
            self.events.next();
            let mut cells = Vec::new();
            while !self.at_end() {
                self.events.next();
                cells.push(self.inlines_to_end(depth));
            }
            self.events.next();
            rows.push(cells);
        }
        self.events.next();
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Block::Table(head, rows)
    }

    /// The words of a code or HTML block, whose start is taken.
    fn text_to_end(&mut self) -> String {
        let mut words = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(text) | Event::Html(text) => words.push_str(&text),
                Event::End(_) => break,
                _ => {}
            }
        }
        text::clean(&words)
    }

    /// The words of the next element without any structure.
    pub(super) fn rest_as_text(&mut self) -> String {
        let (mut words, mut open) = (String::new(), 0_usize);
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => {
                    open = open.saturating_sub(1);
                    words.push(' ');
                }
                Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                    words.push_str(&text);
                }
                _ => words.push(' '),
            }
            if open == 0 {
                break;
            }
        }
        text::clean(words.trim())
    }
}
