//! The outline of pages as the agent reads it: a page a line on standard input, `[{"frame_id", "url", "nodes", "strings"}, …]`,
//! frames in order; on standard output a line each, `{"text", "operable": [[frame, node], …], "ms", "changes"}`. Changes are what
//! is told of it to a reader of the line before it, null when that is the whole.

use std::io::{self, BufRead, Write};
use std::time::Instant;

use core_wasm::page::{Line, Outline, RawFrame, changes};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Frame {
    #[serde(default)]
    frame_id: i32,
    #[serde(default)]
    url: String,
    nodes: Vec<i32>,
    strings: String,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut before: Option<Outline> = None;
    for line in io::stdin().lock().lines() {
        let frames: Vec<Frame> = serde_json::from_str(&line?)?;
        let frames: Vec<RawFrame> = frames
            .into_iter()
            .map(|Frame { frame_id, url, nodes, strings }| RawFrame {
                frame_id,
                url,
                nodes,
                strings,
                ..RawFrame::default()
            })
            .collect();
        let start = Instant::now();
        let outline = Outline::of(&frames);
        let ms = start.elapsed().as_secs_f64() * 1_000.0;
        let operable: Vec<_> = outline.operable().collect();
        let changes =
            before.as_ref().and_then(|before| changes(before, &outline)).map(|lines| text_of(&lines));
        let told = json!({ "text": outline.text(), "operable": operable, "ms": ms, "changes": changes });
        writeln!(out, "{told}")?;
        before = Some(outline);
    }
    Ok(())
}

fn text_of(lines: &[Line]) -> String {
    let mut text = String::new();
    lines.iter().for_each(|line| line.write(&mut text));
    text
}
