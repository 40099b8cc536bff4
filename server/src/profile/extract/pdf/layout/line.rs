//! One line: pieces by place, blanks where there are gaps, right-to-left text in the order it is read.

use super::Piece;
use crate::profile::extract::pdf::bidi::{self, Unit};

/// Share of an em from which on a gap is a blank.
const BLANK: f32 = 0.17;
/// The same between East Asian characters, which are set apart to fill a line.
const BLANK_EAST_ASIAN: f32 = 0.6;
/// Ems from which on a gap parts columns of a table.
const COLUMN: f32 = 1.5;
/// Share of an em within which the same text painted again is bold or a shadow.
const DOUBLE: f32 = 0.15;
/// In a line of this many pieces of one character each, the usual gap is letter spacing.
const SPACED_LETTERS: usize = 4;

/// The text of the pieces on one baseline.
pub fn read(pieces: &[Piece]) -> String {
    let mut order: Vec<&Piece> = pieces.iter().filter(|piece| !piece.text.is_empty()).collect();
    order.sort_by(|a, b| a.start.total_cmp(&b.start));
    order.dedup_by(|next, kept| {
        next.text == kept.text && (next.start - kept.start).abs() < DOUBLE * kept.size
    });
    let blank = blank_share(&order);
    let mut visual: Vec<Unit> = Vec::new();
    let mut last: Option<(char, f32)> = None;
    for piece in order {
        let (Some(first_char), Some(last_char)) = (piece.text.chars().next(), piece.text.chars().next_back())
        else {
            continue;
        };
        if let Some((before, end)) = last {
            let gap = (piece.start - end) / piece.size;
            let east_asian = is_east_asian(before) && is_east_asian(first_char);
            if gap > COLUMN.max(2.0 * blank) && !before.is_whitespace() {
                visual.push(Unit::drawn('\t'));
            } else if gap > if east_asian { BLANK_EAST_ASIAN.max(blank) } else { blank }
                && !before.is_whitespace()
                && !first_char.is_whitespace()
            {
                visual.push(Unit::drawn(' '));
            }
        }
        if piece.typed || piece.alone {
            visual.push(Unit { text: piece.text.clone(), typed: piece.typed });
        } else {
            visual.extend(piece.text.chars().map(Unit::drawn));
        }
        let end = last.map_or(piece.end, |(_, end)| end.max(piece.end));
        last = Some((last_char, end));
    }
    bidi::logical(visual)
}

/// From which share of an em on a gap is a blank: more than the usual gap in a letter-spaced line.
fn blank_share(order: &[&Piece]) -> f32 {
    let single = order.iter().filter(|piece| piece.text.chars().nth(1).is_none()).count();
    if single < SPACED_LETTERS || single * 3 < order.len() * 2 {
        return BLANK;
    }
    let mut gaps: Vec<f32> = order.windows(2).map(|two| (two[1].start - two[0].end) / two[1].size).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    BLANK.max(usual * 1.5 + 0.05)
}

fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
