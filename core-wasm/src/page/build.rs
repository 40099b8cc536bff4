//! A builder of buffers for tests: reads like the page it makes.

use super::buffer::{PER_PIXEL, STRIDE, flag};

pub(crate) struct Build {
    nodes: Vec<i32>,
    strings: Vec<String>,
    open: Vec<i32>,
    next_ref: i32,
    line: i32,
}

impl Build {
    /// A frame of 1000×800 whose document is 3000 high, with body open.
    pub(crate) fn page() -> Self {
        let mut build =
            Self { nodes: Vec::new(), strings: vec![String::new()], open: vec![], next_ref: 1, line: 0 };
        build.add(4 | flag::HAS_RECT);
        build.place(0, 0, 1000, 3000);
        build.open.push(0);
        build.add(5 | flag::HAS_RECT);
        build.place(0, 0, 1000, 800);
        build.open("html").open("body");
        build
    }

    fn add(&mut self, flags: i32) -> &mut Self {
        let parent = self.open.last().copied().unwrap_or(-1);
        self.nodes.extend([0, parent, flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        self
    }

    fn set(&mut self, place: usize, value: i32) {
        let at = self.nodes.len() - STRIDE + place;
        self.nodes[at] = value;
    }

    fn place(&mut self, x: i32, y: i32, width: i32, height: i32) {
        for (place, value) in [(5, x), (6, y), (7, width), (8, height)] {
            self.set(place, value * PER_PIXEL as i32);
        }
    }

    fn put(&mut self, text: &str) -> i32 {
        self.strings.push(text.to_owned());
        (self.strings.len() - 1) as i32
    }

    pub(crate) fn open(&mut self, tag: &str) -> &mut Self {
        let display = match tag {
            "span" | "b" | "a" | "em" | "label" | "img" | "i" => 0,
            "tr" => 4,
            "td" | "th" => 5,
            "li" => 6,
            "input" | "select" | "button" | "textarea" => 7,
            _ => 1,
        };
        let index = (self.nodes.len() / STRIDE) as i32;
        self.add(display << 3);
        let tag = self.put(tag);
        self.set(3, tag);
        self.set(10, 1000);
        self.open.push(index);
        self
    }

    pub(crate) fn close(&mut self) -> &mut Self {
        self.open.pop();
        self
    }

    /// An attribute of the element just opened; all of them must come before anything else.
    pub(crate) fn attr(&mut self, key: char, value: &str) -> &mut Self {
        let index = self.put(&format!("{key}{value}"));
        let at = self.nodes.len() - STRIDE;
        if self.nodes[at + 11] == 0 {
            self.nodes[at + 4] = index;
        }
        self.nodes[at + 11] += 1;
        self
    }

    pub(crate) fn flags(&mut self, flags: i32) -> &mut Self {
        let at = self.nodes.len() - STRIDE;
        self.nodes[at + 2] |= flags;
        self
    }

    pub(crate) fn position(&mut self, position: i32) -> &mut Self {
        self.flags(position << 6)
    }

    pub(crate) fn opacity(&mut self, thousandths: i32) -> &mut Self {
        self.set(10, thousandths);
        self
    }

    pub(crate) fn rect(&mut self, x: i32, y: i32, width: i32, height: i32) -> &mut Self {
        self.place(x, y, width, height);
        self.flags(flag::HAS_RECT)
    }

    /// The scroll region of the element just opened.
    pub(crate) fn region(&mut self, x: i32, y: i32, width: i32, height: i32) -> &mut Self {
        self.add(3);
        self.rect(x, y, width, height)
    }

    /// A control: gets a ref and a box.
    pub(crate) fn control(&mut self) -> &mut Self {
        self.set(0, self.next_ref);
        self.next_ref += 1;
        let y = self.line;
        self.rect(10, y, 100, 20)
    }

    /// Text on a line of its own in black.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.line = (self.line + 20) % 2900;
        let y = self.line;
        self.text_at(text, 10, y, 400.max(text.len() as i32), 18)
    }

    pub(crate) fn text_at(&mut self, text: &str, x: i32, y: i32, width: i32, height: i32) -> &mut Self {
        self.add(1);
        let string = self.put(text);
        let node = self.next_ref;
        self.next_ref += 1;
        self.set(0, node);
        self.set(3, string);
        self.set(9, 0x0000_00FF);
        self.set(10, 16 * 16);
        self.place(x, y, width.min(950), height);
        self.flags(flag::HAS_RECT)
    }

    pub(crate) fn last_font(&mut self, pixels: i32) -> &mut Self {
        self.set(10, pixels * 16);
        self
    }

    pub(crate) fn last_colour(&mut self, rgba: u32) -> &mut Self {
        self.set(9, rgba as i32);
        self
    }

    pub(crate) fn parts(&self) -> (Vec<i32>, String) {
        (self.nodes.clone(), self.strings.join("\0"))
    }
}
