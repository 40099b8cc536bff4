//! Server-sent events (HTML Living Standard §9.2.6), from bytes in any chunks.

/// Longest event that is read; a longer one is dropped.
const MAX_EVENT: usize = 1 << 20;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SseEvent {
    /// Its name; `message` when it has none.
    pub name: String,
    /// Its data, lines joined by `\n`.
    pub data: String,
}

/// Takes bytes, gives events. Lines are split at bytes, so a character cut between chunks comes together again.
#[derive(Default)]
pub struct SseParser {
    line: Vec<u8>,
    after_cr: bool,
    started: bool,
    name: String,
    data: String,
    has_data: bool,
}

impl SseParser {
    /// Takes the next chunk and gives the events it completes.
    pub fn feed(&mut self, chunk: &[u8]) -> Vec<SseEvent> {
        let mut events = Vec::new();
        for &byte in chunk {
            let after_cr = std::mem::take(&mut self.after_cr);
            match byte {
                b'\n' if after_cr => {}
                b'\n' => self.end_line(&mut events),
                b'\r' => {
                    self.after_cr = true;
                    self.end_line(&mut events);
                }
                _ if self.line.len() < MAX_EVENT => self.line.push(byte),
                _ => {}
            }
        }
        events
    }

    fn end_line(&mut self, events: &mut Vec<SseEvent>) {
        let mut line = std::mem::take(&mut self.line);
        if !std::mem::replace(&mut self.started, true) && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        if line.is_empty() {
            return self.end_event(events);
        }
        let line = String::from_utf8_lossy(&line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.name = value.to_owned(),
            "data" if self.data.len() + value.len() <= MAX_EVENT => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            // Comments keep the connection alive; ids and retry times mean nothing to a POST.
            _ => {}
        }
    }

    fn end_event(&mut self, events: &mut Vec<SseEvent>) {
        let name = std::mem::take(&mut self.name);
        let data = std::mem::take(&mut self.data);
        if std::mem::take(&mut self.has_data) {
            let name = if name.is_empty() { "message".to_owned() } else { name };
            events.push(SseEvent { name, data });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(chunks: &[&[u8]]) -> Vec<(String, String)> {
        let mut parser = SseParser::default();
        let events = chunks.iter().flat_map(|chunk| parser.feed(chunk)).collect::<Vec<_>>();
        events.into_iter().map(|event| (event.name, event.data)).collect()
    }

    fn event(name: &str, data: &str) -> (String, String) {
        (name.into(), data.into())
    }

    #[test]
    fn lines_may_end_in_any_of_the_three_ways() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("event: delta{end}data: a{end}data: b{end}{end}data:c{end}{end}");
            assert_eq!(parse(&[text.as_bytes()]), [event("delta", "a\nb"), event("message", "c")]);
        }
    }

    #[test]
    fn comments_empty_events_and_a_byte_order_mark_are_no_events() {
        let text = "\u{feff}: hello\n\nevent: x\n\nid: 4\nretry: 10\n\ndata\n\n";
        assert_eq!(parse(&[text.as_bytes()]), [event("message", "")]);
    }

    #[test]
    fn an_unfinished_event_is_not_given() {
        assert_eq!(parse(&[b"data: whole\n\ndata: half\n"]), [event("message", "whole")]);
    }

    #[test]
    fn an_event_without_end_does_not_fill_the_memory() {
        let mut parser = SseParser::default();
        parser.feed(b"data: ");
        for _ in 0..40 {
            parser.feed(&vec![b'a'; 100_000]);
        }
        assert!(parser.line.len() <= MAX_EVENT);
    }

    proptest! {
        #[test]
        fn chunks_do_not_matter(cuts in proptest::collection::vec(0usize..70, 0..12)) {
            let text = "event: delta\r\ndata: Grüße 東京 😀\r\ndata: zwei\r\n\r\n:ping\r\n\r\ndata: é\r\n\r\n".as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
            prop_assert_eq!(parse(&chunks), [event("delta", "Grüße 東京 😀\nzwei"), event("message", "é")]);
        }
    }
}
