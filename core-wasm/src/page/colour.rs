//! Whether text can be told from what it stands on.

use super::buffer::{Buffer, Kind, Record, Rect, flag};

/// Largest difference of a channel at which two colours may be the same to the eye …
const NEAR: u32 = 48;
/// … and the contrast (WCAG 2.2) below which they are.
const SAME: f32 = 1.25;
/// The browser's own background.
const WHITE: u32 = 0xFFFF_FFFF;
/// Comparisons of near-coloured text with painted boxes a frame may cost.
const MOST_COMPARISONS: usize = 20_000_000;

/// Alpha of a colour, 0 to 1.
pub fn alpha(colour: u32) -> f32 {
    (colour & 255) as f32 / 255.0
}

/// What is painted behind the texts of a frame.
pub struct Backdrop<'a> {
    buffer: &'a Buffer<'a>,
    /// Composed background of each record, and whether a picture is part of it.
    grounds: Vec<(u32, bool)>,
    /// Every element that paints and was measured.
    painted: Vec<(usize, Rect)>,
    comparisons: std::cell::Cell<usize>,
}

impl<'a> Backdrop<'a> {
    /// Composes the backgrounds of a frame.
    pub fn new(buffer: &'a Buffer<'a>) -> Self {
        let mut grounds: Vec<(u32, bool)> = Vec::with_capacity(buffer.len());
        let mut painted = Vec::new();
        for record in buffer.records() {
            let (under, picture) =
                record.parent().and_then(|at| grounds.get(at)).copied().unwrap_or((WHITE, false));
            let element = record.kind() == Kind::Element;
            let own = if element { record.colour() } else { 0 };
            // An opaque colour hides the picture of an ancestor; its own picture lies on top of its own colour.
            let picture = (picture && own & 255 < 250) || (element && record.has(flag::PAINTED));
            grounds.push((over(own, under), picture));
            if let Some(rect) = record.rect()
                && element
                && (record.has(flag::PAINTED) || own & 255 > 0)
            {
                painted.push((record.index, rect));
            }
        }
        Self { buffer, grounds, painted, comparisons: std::cell::Cell::new(0) }
    }

    /// Whether the text is lost in what is behind it.
    pub fn swallows(&self, text: &Record<'_>) -> bool {
        let (ground, picture) =
            text.parent().and_then(|at| self.grounds.get(at)).copied().unwrap_or((WHITE, false));
        if text.has(flag::COLOUR_UNKNOWN) || picture || !is_same(over(text.colour(), ground), ground) {
            return false;
        }
        !self.stands_on_something_else(text)
    }

    /// Whether something that is no ancestor is painted where the text stands, in a colour that sets it off.
    fn stands_on_something_else(&self, text: &Record<'_>) -> bool {
        let Some(rect) = text.rect() else { return false };
        let used = self.comparisons.get() + self.painted.len();
        self.comparisons.set(used);
        if used > MOST_COMPARISONS {
            return false;
        }
        self.painted.iter().any(|(index, box_)| {
            box_.holds(rect)
                && !self.is_ancestor(*index, text.index)
                && self.buffer.record(*index).is_some_and(|other| {
                    let (ground, _) = self.grounds[*index];
                    other.has(flag::PAINTED) || !is_same(over(text.colour(), ground), ground)
                })
        })
    }

    fn is_ancestor(&self, ancestor: usize, index: usize) -> bool {
        let mut at = self.buffer.record(index).and_then(|record| record.parent());
        while let Some(index) = at {
            if index <= ancestor {
                return index == ancestor;
            }
            at = self.buffer.record(index).and_then(|record| record.parent());
        }
        false
    }
}

/// `top` painted on the opaque `under`.
fn over(top: u32, under: u32) -> u32 {
    if top & 255 == 0 || top & 255 == 255 {
        return if top & 255 == 0 { under | 255 } else { top };
    }
    let part = alpha(top);
    let mix = |shift: u32| {
        let (a, b) = ((top >> shift & 255) as f32, (under >> shift & 255) as f32);
        (((a * part + b * (1.0 - part)).round()) as u32) << shift
    };
    mix(24) | mix(16) | mix(8) | 255
}

/// Whether two opaque colours are the same to the eye.
fn is_same(a: u32, b: u32) -> bool {
    let apart =
        [24, 16, 8].map(|shift| (a >> shift & 255).abs_diff(b >> shift & 255)).into_iter().max().unwrap_or(0);
    apart < NEAR && contrast(a, b) < SAME
}

fn contrast(a: u32, b: u32) -> f32 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: u32) -> f32 {
    let channel = |shift: u32| {
        let value = (colour >> shift & 255) as f32 / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(24) + 0.7152 * channel(16) + 0.0722 * channel(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_white_on_white_is_the_same_and_light_grey_is_not() {
        assert!(is_same(0xFEFE_FEFF, WHITE));
        assert!(!is_same(0xAAAA_AAFF, WHITE));
        assert!(is_same(0x0A0A_0AFF, 0x0000_00FF));
    }

    #[test]
    fn equal_luminance_in_other_hues_is_told_apart() {
        assert!(!is_same(0xFF00_00FF, 0x0080_00FF));
    }

    #[test]
    fn transparent_colour_takes_on_what_is_under_it() {
        assert_eq!(over(0x0000_0000, 0x1234_56FF), 0x1234_56FF);
    }
}
