//! Markdown that grows at its end, without doing the whole again for every word.

use super::{Block, parse};

/// A block and a number that is its own as long as it does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Changes whenever the block does.
    pub number: u32,
    /// The block.
    pub block: Block,
}

/// An answer under way. Blocks that no further word can change are kept; only the rest is read again.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    source: String,
    blocks: Vec<Numbered>,
    /// Blocks that stand.
    settled: usize,
    /// Byte of `source` where the others begin.
    open_from: usize,
    next_number: u32,
}

impl Stream {
    /// What was written so far.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The blocks so far.
    pub fn blocks(&self) -> &[Numbered] {
        &self.blocks
    }

    /// Makes `source` the whole text; cheap when it only goes on from what is there.
    pub fn set(&mut self, source: &str) {
        match source.strip_prefix(self.source.as_str()) {
            Some("") => {}
            Some(more) => {
                let more = more.to_owned();
                self.push(&more);
            }
            None => {
                // Numbers go on, so that no block of the old text is taken for one of the new.
                *self = Self { next_number: self.next_number, ..Self::default() };
                self.push(source);
            }
        }
    }

    /// Appends `more`.
    pub fn push(&mut self, more: &str) {
        self.source.push_str(more);
        let open = &self.source[self.open_from..];
        let read = parse::blocks(open);
        let last_begins = read.last().map_or(0, |(range, _)| line_start(open, range.start));
        // What a line is can change until it ends ("*" is a list item, "*word*" goes on with the paragraph before).
        let settles = if open[last_begins..].contains('\n') { read.len().saturating_sub(1) } else { 0 };
        let mut before = self.blocks.split_off(self.settled).into_iter();
        for (_, block) in read {
            let block = self.with_level(block);
            let number = match before.next() {
                Some(same) if same.block == block => same.number,
                _ => {
                    self.next_number += 1;
                    self.next_number
                }
            };
            self.blocks.push(Numbered { number, block });
        }
        if settles > 0 {
            self.settled += settles;
            self.open_from += last_begins;
        }
    }

    /// Headings begin at the outermost level and go inwards one at a time, as a screen reader needs them.
    fn with_level(&self, block: Block) -> Block {
        let Block::Heading(level, runs) = block else { return block };
        let above = self.blocks.iter().rev().find_map(|before| match before.block {
            Block::Heading(level, _) => Some(level),
            _ => None,
        });
        Block::Heading(level.min(above.unwrap_or(0) + 1), runs)
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Inline;
    use super::*;

    fn whole(source: &str) -> Vec<Block> {
        let mut stream = Stream::default();
        stream.push(source);
        stream.blocks.into_iter().map(|numbered| numbered.block).collect()
    }

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    fn paragraph(runs: Vec<Inline>) -> Vec<Block> {
        vec![Block::Paragraph(runs)]
    }

    #[test]
    fn a_quotes_place_is_found_within_words() {
        assert_eq!(
            whole("It costs **$20** [^1][^2], they say."),
            paragraph(vec![
                text("It costs "),
                Inline::Strong(vec![text("$20")]),
                text(" "),
                Inline::Quote(1),
                Inline::Quote(2),
                text(", they say."),
            ])
        );
        assert_eq!(whole("`[^1]` [^x] [^ [^-1] [^2]"), {
            paragraph(vec![Inline::Code("[^1]".into()), text(" [^x] [^ [^-1] "), Inline::Quote(2)])
        });
    }

    #[test]
    fn html_is_shown_as_the_text_it_is() {
        assert_eq!(
            whole("<img src=x onerror=alert(1)>"),
            paragraph(vec![text("<img src=x onerror=alert(1)>")])
        );
        assert_eq!(whole("<script>alert(1)</script>"), paragraph(vec![text("<script>alert(1)</script>")]));
        assert_eq!(whole("a <b>c</b>"), paragraph(vec![text("a <b>c</b>")]));
    }

    #[test]
    fn an_image_leaves_only_its_words() {
        assert_eq!(
            whole("See ![the *chart*](https://evil.example/p.png?q=secret)."),
            paragraph(vec![text("See the chart.")])
        );
    }

    #[test]
    fn a_link_to_anything_but_the_web_or_mail_leaves_only_its_words() {
        assert_eq!(whole("[click](javascript:alert(1))"), paragraph(vec![text("click")]));
        assert_eq!(whole("[click](/settings)"), paragraph(vec![text("click")]));
        let Block::Paragraph(runs) = &whole("<anna@example.com>")[0] else { panic!() };
        assert!(matches!(&runs[0], Inline::Link(link, _) if link.href == "mailto:anna@example.com"));
    }

    #[test]
    fn a_definition_can_not_turn_a_quote_into_a_link() {
        assert_eq!(
            whole("Free for a year [^1].\n\n[^1]: https://evil.example"),
            paragraph(vec![text("Free for a year "), Inline::Quote(1), text(".")])
        );
    }

    #[test]
    fn characters_nobody_sees_do_not_reach_the_screen() {
        assert_eq!(whole("safe\u{202E}txt.exe"), paragraph(vec![text("safetxt.exe")]));
    }

    #[test]
    fn headings_go_inwards_one_level_at_a_time() {
        let levels: Vec<u8> = whole("### a\n\n# b\n\n#### c\n\n## d")
            .iter()
            .map(|block| if let Block::Heading(level, _) = block { *level } else { 0 })
            .collect();
        assert_eq!(levels, [1, 1, 2, 2]);
    }

    #[test]
    fn lists_and_tables_keep_their_shape() {
        assert_eq!(
            whole("3. a\n4. b"),
            [Block::List(
                Some(3),
                vec![vec![Block::Plain(vec![text("a")])], vec![Block::Plain(vec![text("b")])]]
            )]
        );
        assert_eq!(
            whole("|a|b|\n|-|-|\n|1|[^2]|"),
            [Block::Table(
                vec![vec![text("a")], vec![text("b")]],
                vec![vec![vec![text("1")], vec![Inline::Quote(2)]]]
            )]
        );
    }

    #[test]
    fn ten_thousand_levels_of_nesting_are_read_without_overflow() {
        for deep in [">".repeat(10_000), "- ".repeat(10_000), "*a ".repeat(10_000), "[".repeat(10_000)] {
            whole(&deep);
        }
        whole(&format!("{}word{}", "**_".repeat(5_000), "_**".repeat(5_000)));
    }

    #[test]
    fn finished_blocks_keep_their_number_while_the_answer_grows() {
        let mut stream = Stream::default();
        let numbers = |stream: &Stream| stream.blocks().iter().map(|block| block.number).collect::<Vec<_>>();
        stream.push("First.\n\nSecond goes");
        let begun = numbers(&stream);
        stream.push(" on");
        let grown = numbers(&stream);
        assert_eq!(begun[0], grown[0]);
        assert_ne!(begun[1], grown[1]);
        stream.push("\n\nThird\n");
        stream.push("more");
        assert_eq!(numbers(&stream)[..2], grown[..]);
        assert_eq!(stream.blocks().len(), 3);
    }

    #[test]
    fn a_text_that_only_goes_on_is_appended_and_another_replaces_it() {
        let mut stream = Stream::default();
        stream.set("One.");
        stream.set("One. Two.");
        assert_eq!(stream.source(), "One. Two.");
        stream.set("Other.");
        assert_eq!(stream.blocks().len(), 1);
        assert_eq!(stream.source(), "Other.");
    }

    proptest! {
        #[test]
        fn word_by_word_gives_the_same_blocks_as_all_at_once(
            parts in prop::collection::vec(prop::sample::select(vec![
                "Words ", "**bold** ", "*", "\n", "\n\n", "- item\n", "1. one\n", "  ", "    code\n", "```\n", "# head\n",
                "> said\n", "|a|b|\n|-|-|\n", "|1|2|\n", "[^1]", "<b>", "<!-- x\n", "---\n", "===\n", "`c`", "雨", "\\", "~~x~~",
            ]), 0..24),
            cut in 1_usize..7,
        ) {
            let source: String = parts.concat();
            let mut stream = Stream::default();
            let chars: Vec<char> = source.chars().collect();
            for piece in chars.chunks(cut) {
                stream.push(&piece.iter().collect::<String>());
            }
            let streamed: Vec<Block> = stream.blocks.into_iter().map(|numbered| numbered.block).collect();
            prop_assert_eq!(streamed, whole(&source));
        }

        #[test]
        fn no_text_panics(source in "\\PC*") {
            whole(&source);
        }
    }
}
