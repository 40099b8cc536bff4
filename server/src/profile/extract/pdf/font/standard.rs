//! Widths of the fonts every reader has, which documents need not carry (ISO 32000-1 §9.6.2.2), from Adobe's metrics.

use std::collections::HashMap;

/// Widths of `!` to `~`, in thousandths of an em.
#[rustfmt::skip]
const HELVETICA: [u16; 94] = [
    278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015,
    667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
    278, 278, 278, 469, 556, 333,
    556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500,
    334, 260, 334, 584,
];

/// Likewise for Times.
#[rustfmt::skip]
const TIMES: [u16; 94] = [
    333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921,
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611,
    333, 278, 333, 469, 500, 333,
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444,
    480, 200, 480, 541,
];

/// Widths by code for a font without its own. Bold and italic differ by a few per cent, which the gap between words
/// outweighs.
pub fn widths(base_font: &[u8], table: &[String]) -> HashMap<u32, f32> {
    let name = String::from_utf8_lossy(base_font);
    let width = |character: char| -> f32 {
        if name.contains("Courier") || name.contains("Mono") {
            return 0.6;
        }
        let serif = name.contains("Times") || name.contains("Serif") || name.contains("Roman");
        let (list, space) = if serif { (&TIMES, 250) } else { (&HELVETICA, 278) };
        let index = (character as usize).checked_sub('!' as usize);
        let thousandths = match index.and_then(|index| list.get(index)) {
            Some(&width) => width,
            None if character.is_whitespace() => space,
            None if character.is_uppercase() => 700,
            None => 530,
        };
        f32::from(thousandths) / 1000.0
    };
    let codes = table.iter().enumerate();
    codes.filter_map(|(code, text)| Some((code as u32, width(text.chars().next()?)))).collect()
}
