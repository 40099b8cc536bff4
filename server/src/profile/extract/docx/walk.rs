//! One WordprocessingML part from start to end, without recursion (ECMA-376 part 1, §17).

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::profile::extract::{Unreadable, limits};

/// What is not part of the text as it reads: the older copy of a text box, and text moved or deleted by a revision.
const SKIPPED: [&str; 5] = ["Fallback", "del", "moveFrom", "instrText", "delText"];

#[derive(Default)]
struct Walk {
    out: String,
    depth: usize,
    /// Depth at which a skipped element began.
    skipping: Option<usize>,
    in_text: bool,
    in_run_properties: bool,
    /// The run is hidden (`w:vanish`).
    hidden: bool,
    /// Where the text of each open table cell began.
    cells: Vec<usize>,
    /// Runs of the paragraphs around a text box.
    outer_hidden: Vec<bool>,
}

/// The text of a part: a line for each paragraph, cells of a row parted by tabs.
pub fn text_of(xml: &str) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| Unreadable::Damaged)? {
            Event::Start(element) => walk.open(&element)?,
            Event::End(element) => walk.close(element.local_name().as_ref()),
            Event::Empty(element) => {
                walk.open(&element)?;
                walk.close(element.local_name().as_ref());
            }
            Event::Text(text) => walk.write(&text.xml10_content()),
            Event::CData(text) => walk.write(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let text = match entity.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    // Only XML's own five. Entities of a DTD are not read, so they can not expand.
                    _ => match entity.xml10_content().as_ref() {
                        "amp" => "&".into(),
                        "lt" => "<".into(),
                        "gt" => ">".into(),
                        "quot" => "\"".into(),
                        "apos" => "'".into(),
                        _ => String::new(),
                    },
                };
                walk.write(&text);
            }
            Event::Eof if walk.depth == 0 && !walk.out_of_order() => return Ok(walk.out),
            Event::Eof => return Err(Unreadable::Damaged),
            _ => {}
        }
        if walk.out.len() > 4 * limits::RAW_CHARS {
            return Err(Unreadable::TooLong);
        }
    }
}

/// Value of an attribute by its local name.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.as_ref().to_owned())
}

impl Walk {
    fn out_of_order(&self) -> bool {
        !self.cells.is_empty()
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > limits::XML_DEPTH {
            return Err(Unreadable::TooComplex);
        }
        if self.skipping.is_some() {
            return Ok(());
        }
        let name = element.local_name();
        let name: &str = name.as_ref();
        if SKIPPED.contains(&name) {
            self.skipping = Some(self.depth);
            return Ok(());
        }
        match name {
            "t" => self.in_text = true,
            "r" => self.hidden = false,
            "rPr" => self.in_run_properties = true,
            "vanish" if self.in_run_properties => {
                self.hidden = !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"));
            }
            "tab" if !self.in_paragraph_properties(element) => self.write_mark("\t"),
            "br" | "cr" => self.write_mark("\n"),
            "noBreakHyphen" => self.write_mark("-"),
            "numPr" => self.write_mark("• "),
            "tc" => self.cells.push(self.out.len()),
            "txbxContent" => {
                self.outer_hidden.push(self.hidden);
                self.end_line();
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if let Some(since) = self.skipping {
            if since == self.depth {
                self.skipping = None;
            }
        } else {
            match name {
                "t" => self.in_text = false,
                "rPr" => self.in_run_properties = false,
                // The paragraph mark's own properties end before any run.
                "pPr" => self.hidden = false,
                "p" => {
                    self.out.push('\n');
                    self.hidden = false;
                }
                "txbxContent" => self.hidden = self.outer_hidden.pop().unwrap_or(false),
                "tc" => self.close_cell(),
                "tr" => {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push('\n');
                }
                _ => {}
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// A cell of one line stands beside its neighbours, a longer one (tables used for layout) keeps its lines.
    fn close_cell(&mut self) {
        let start = self.cells.pop().unwrap_or(0).min(self.out.len());
        let kept = start + self.out[start..].trim_end().len();
        self.out.truncate(kept);
        let lines = self.out[start..].contains('\n');
        self.out.push(if lines { '\n' } else { '\t' });
    }

    /// `w:tab` is a character in a run and a definition, with attributes, in paragraph properties.
    fn in_paragraph_properties(&self, element: &BytesStart<'_>) -> bool {
        attribute(element, "pos").is_some()
    }

    fn write(&mut self, text: &str) {
        if self.in_text && self.skipping.is_none() && !self.hidden {
            self.out.push_str(text);
        }
    }

    fn write_mark(&mut self, mark: &str) {
        if !self.hidden {
            self.out.push_str(mark);
        }
    }

    fn end_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}
