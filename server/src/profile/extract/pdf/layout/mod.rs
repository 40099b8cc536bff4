//! From pieces of text on a page to lines of text.
//!
//! Pieces keep the order in which they are painted, because writers paint column after column; only pieces on one
//! baseline are put in order of their place.

use super::bidi;

mod line;

/// Smaller text, in points, is not there to be read.
const LEAST_SIZE: f32 = 1.0;
/// Points by which text may reach out of the page.
const BLEED: f32 = 5.0;
/// Share of an em by which baselines on one line may differ (raised and lowered text).
const SAME_LINE: f32 = 0.4;
/// Ems between baselines from which on a blank line parts the paragraphs.
const PARAGRAPH: f32 = 1.75;

/// Text painted on one page.
#[derive(Default)]
pub struct Sheet {
    /// In the order of painting.
    pub pieces: Vec<Piece>,
    /// The page paints a picture: its invisible text may be what the picture shows (a scan with recognised text).
    pub has_image: bool,
}

/// Some glyphs that stand together on one baseline.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What they say, in the order of the baseline.
    pub text: String,
    /// First and last place on the baseline, in points along it.
    pub start: f32,
    /// See `start`.
    pub end: f32,
    /// The text was given for the glyphs as it is typed, so brackets in it are not mirrored.
    pub typed: bool,
    /// A glyph of a right-to-left script: it stays alone, because its place in the line is not its place in the text.
    pub alone: bool,
    across: f32,
    turn: (f32, f32),
    size: f32,
    origin: (f32, f32),
    invisible: bool,
}

impl Piece {
    /// Text from one point of the page to another; `turn` is the direction of the baseline in any length.
    pub fn new(
        text: String,
        from: (f32, f32),
        to: (f32, f32),
        turn: (f32, f32),
        size: f32,
        invisible: bool,
    ) -> Self {
        let length = turn.0.hypot(turn.1);
        let turn =
            if length > 0.0 && length.is_finite() { (turn.0 / length, turn.1 / length) } else { (1.0, 0.0) };
        let along = |point: (f32, f32)| point.0 * turn.0 + point.1 * turn.1;
        let across = from.1 * turn.0 - from.0 * turn.1;
        let alone = bidi::is_rtl(&text);
        Self {
            text,
            alone,
            start: along(from),
            end: along(to),
            typed: false,
            across,
            turn,
            size,
            origin: from,
            invisible,
        }
    }

    /// Whether both stand on one baseline.
    pub fn is_on_line_of(&self, other: &Self) -> bool {
        let straight = self.turn.0 * other.turn.0 + self.turn.1 * other.turn.1 > 0.99;
        straight && (self.across - other.across).abs() < SAME_LINE * self.size.max(other.size)
    }

    /// Whether `next` begins where this ends, within a share of an em.
    pub fn is_followed_by(&self, next: &Self, share: f32) -> bool {
        self.is_on_line_of(next)
            && (self.across - next.across).abs() < 0.01 * self.size
            && self.invisible == next.invisible
            && (next.size - self.size).abs() < 0.01 * self.size
            && (next.start - self.end).abs() < share * self.size
    }

    fn is_seen(&self, frame: Option<[f32; 4]>) -> bool {
        let (x, y) = self.origin;
        let inside = frame.is_none_or(|[left, bottom, right, top]| {
            x > left - BLEED && x < right + BLEED && y > bottom - BLEED && y < top + BLEED
        });
        inside && self.size >= LEAST_SIZE && self.start.is_finite() && self.end.is_finite()
    }
}

/// The lines of a page. Text that can not be seen (outside the page, tiny, painted invisibly) is left out, except
/// invisible text over a picture where it is nearly all there is.
pub fn lay_out(sheet: Sheet, frame: Option<[f32; 4]>) -> String {
    let (invisible, visible): (Vec<_>, Vec<_>) =
        sheet.pieces.into_iter().filter(|piece| piece.is_seen(frame)).partition(|piece| piece.invisible);
    let mut text = lines(&visible);
    let letters = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.trim().len()).sum::<usize>();
    if sheet.has_image && letters(&visible) * 4 < letters(&invisible) {
        text.push('\n');
        text.push_str(&lines(&invisible));
    }
    text
}

fn lines(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut before: Option<&Piece> = None;
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|piece| piece.is_on_line_of(first)).count().max(1);
        let (line, after) = rest.split_at(length);
        rest = after;
        let text = line::read(line);
        if text.trim().is_empty() {
            continue;
        }
        if let Some(before) = before {
            out.push('\n');
            let down = before.across - first.across;
            if down < -first.size || down > PARAGRAPH * before.size.max(first.size) {
                out.push('\n');
            }
        }
        out.push_str(text.trim_end());
        before = Some(first);
    }
    bidi::fold_presentation(&out)
}
