//! What changed between two looks at a document.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::line::{Line, LineKind, Outline};

/// Lines taken away that are told one by one; of more only the number and what could be operated.
const MOST_GONE: usize = 12;

/// What a line is compared by: everything it says, not where it is scrolled to.
fn identity(line: &Line) -> (i32, u8, &str) {
    (line.frame, line.depth, &line.text)
}

/// The lines of `new` that are new (`+`) or say something else (`~`) and those of `old` that are gone (`-`), each block
/// under the heading or landmark it stands in. `None` when so much changed that the whole is shorter.
pub fn changes(old: &Outline, new: &Outline) -> Option<Vec<Line>> {
    let (gone, come) = apart(&old.lines, &new.lines);
    let (first, before) = (gone.start, old.lines[gone].iter().map(identity).collect::<Vec<_>>());
    let after: Vec<_> = new.lines[come].iter().map(identity).collect();
    let ops = capture_diff_slices(Algorithm::Patience, &before, &after);
    let changed: usize = ops
        .iter()
        .map(|op| match op {
            DiffOp::Equal { .. } => 0,
            op => op.new_range().len() + op.old_range().len().min(MOST_GONE),
        })
        .sum();
    if changed * 5 > new.lines.len() * 4 && changed > 8 {
        return None;
    }
    let mut told = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let [gone, come] =
            [op.old_range(), op.new_range()].map(|range| range.start + first..range.end + first);
        if let Some(place) = place(new, come.start) {
            told.push(Line {
                depth: 0,
                text: format!("in {}", place.text),
                refs: Vec::new(),
                ..place.clone()
            });
        }
        tell(&old.lines[gone], &new.lines[come], &mut told);
    }
    told.dedup_by(|second, first| second.text == first.text && second.text.starts_with("in "));
    Some(told)
}

/// The lines of both between those that are the same at the start and at the end. Both begin at the same place.
fn apart(old: &[Line], new: &[Line]) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(&Line, &Line)| identity(a) == identity(b);
    let start = old.iter().zip(new).take_while(same).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    (start..old.len() - end, start..new.len() - end)
}

/// The heading or landmark that the line at `index` is under.
fn place(outline: &Outline, index: usize) -> Option<&Line> {
    let depth = outline.lines.get(index).map_or(u8::MAX, |line| line.depth);
    outline.lines.get(..index)?.iter().rev().find(|line| match line.kind {
        LineKind::Heading => line.depth <= depth,
        LineKind::Structure | LineKind::Frame => line.depth < depth,
        _ => false,
    })
}

fn tell(gone: &[Line], come: &[Line], told: &mut Vec<Line>) {
    let mark =
        |mark: char, line: &Line| Line { depth: 1, text: format!("{mark} {}", line.text), ..line.clone() };
    let same = |a: &Line, b: &Line| a.node != 0 && (a.frame, a.node) == (b.frame, b.node);
    let lost: Vec<&Line> = gone.iter().filter(|line| !come.iter().any(|new| same(line, new))).collect();
    for line in lost.iter().take(MOST_GONE) {
        told.push(Line { refs: Vec::new(), ..mark('-', line) });
    }
    if lost.len() > MOST_GONE {
        let text = format!("- and {} more lines", lost.len() - MOST_GONE);
        told.extend(lost.first().map(|line| Line { depth: 1, text, refs: Vec::new(), ..(*line).clone() }));
    }
    for line in come {
        let changed = gone.iter().any(|old| same(old, line));
        told.push(mark(if changed { '~' } else { '+' }, line));
    }
}
