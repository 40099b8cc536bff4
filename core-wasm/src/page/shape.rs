//! Computed values of `clip-path`, `clip` and `filter` that leave nothing to see.

use super::buffer::Rect;

/// Less than this part of a side, in percent or pixels, is nothing.
const NOTHING: f32 = 3.0;

/// Whether `clip-path` leaves (almost) nothing of a box.
pub fn clip_path_hides(value: &str, rect: Option<Rect>) -> bool {
    let Some((shape, rest)) = value.trim().split_once('(') else { return false };
    let body = rest.split(')').next().unwrap_or("");
    let (width, height) = rect.map_or((f32::INFINITY, f32::INFINITY), |rect| (rect.width(), rect.height()));
    match shape {
        "inset" => {
            let sides: Vec<Length> = lengths(body.split("round").next().unwrap_or(""));
            let side = |at: [usize; 4]| {
                at.iter().find_map(|at| sides.get(*at)).copied().unwrap_or(Length::Percent(0.0))
            };
            let (top, right) = (side([0; 4]), side([1, 0, 0, 0]));
            let (bottom, left) = (side([2, 0, 0, 0]), side([3, 1, 0, 0]));
            left_over(top, bottom, height) || left_over(left, right, width)
        }
        "circle" | "ellipse" => {
            let radii = lengths(body.split("at").next().unwrap_or(""));
            radii.iter().any(|radius| radius.value() < NOTHING / 2.0)
        }
        "polygon" => {
            let points: Vec<Length> = lengths(body);
            let extent = |axis: usize| {
                let values = points.iter().skip(axis).step_by(2).map(|length| length.value());
                let (low, high) =
                    values.fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
                high - low
            };
            points.len() < 6 || extent(0) < NOTHING || extent(1) < NOTHING
        }
        "path" => !body.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether `clip` (absolutely positioned boxes) leaves nothing.
pub fn clip_hides(value: &str) -> bool {
    let Some(body) = value.trim().strip_prefix("rect(").and_then(|rest| rest.strip_suffix(')')) else {
        return false;
    };
    let sides: Vec<Option<f32>> = body
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches("px").parse().ok())
        .collect();
    let [top, right, bottom, left] = sides[..] else { return false };
    let thin = |from: Option<f32>, to: Option<f32>| to.is_some_and(|to| to - from.unwrap_or(0.0) < NOTHING);
    thin(top, bottom) || thin(left, right)
}

/// Opacity that a `filter` leaves: of its `opacity()`s, and none behind a blur that no letter survives.
pub fn filter_opacity(value: &str) -> f32 {
    value.split(')').filter_map(|part| part.trim().split_once('(')).fold(1.0, |opacity, (name, argument)| {
        let number: f32 =
            argument.trim_end_matches(|c: char| c.is_alphabetic() || c == '%').parse().unwrap_or(1.0);
        match name {
            "opacity" => {
                opacity * if argument.ends_with('%') { number / 100.0 } else { number }.clamp(0.0, 1.0)
            }
            "blur" if number >= 8.0 => 0.0,
            _ => opacity,
        }
    })
}

#[derive(Clone, Copy, Debug)]
enum Length {
    Percent(f32),
    Pixels(f32),
}

impl Length {
    fn value(self) -> f32 {
        match self {
            Self::Percent(value) | Self::Pixels(value) => value,
        }
    }

    fn of(self, side: f32) -> f32 {
        match self {
            Self::Percent(value) if side.is_finite() => side * value / 100.0,
            Self::Percent(value) => value,
            Self::Pixels(value) => value,
        }
    }
}

/// Whether insets from both ends leave nothing of a side.
fn left_over(from: Length, to: Length, side: f32) -> bool {
    if let (Length::Percent(from), Length::Percent(to)) = (from, to) {
        return from + to > 100.0 - NOTHING;
    }
    side.is_finite() && from.of(side) + to.of(side) > side - NOTHING
}

fn lengths(body: &str) -> Vec<Length> {
    body.split([',', ' '])
        .filter_map(|part| {
            if let Some(percent) = part.strip_suffix('%') {
                return percent.parse().ok().map(Length::Percent);
            }
            let pixels: f32 = part.strip_suffix("px").unwrap_or(part).parse().ok()?;
            Some(if pixels == 0.0 { Length::Percent(0.0) } else { Length::Pixels(pixels) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_without_area_hide() {
        for value in [
            "inset(50%)",
            "inset(100%)",
            "inset(0px 0px 99%)",
            "circle(0px at 50% 50%)",
            "circle(0%)",
            "ellipse(0px 10px)",
            "polygon(0px 0px, 0px 0px, 0px 0px)",
            "polygon(0px 0px, 100% 0px)",
            "path(\"\")",
        ] {
            assert!(clip_path_hides(value, None), "{value}");
        }
        let rect = Rect { left: 0, top: 0, right: 400, bottom: 80 };
        assert!(clip_path_hides("inset(10px 0px 10px 0px)", Some(rect)));
    }

    #[test]
    fn shapes_with_area_do_not_hide() {
        for value in [
            "none",
            "inset(10%)",
            "inset(0px round 12px)",
            "circle(50%)",
            "circle()",
            "polygon(0px 0px, 100% 0px, 50% 100%)",
            "url(\"#a\")",
        ] {
            assert!(!clip_path_hides(value, None), "{value}");
        }
    }

    #[test]
    fn the_screen_reader_clip_hides() {
        assert!(clip_hides("rect(0px, 0px, 0px, 0px)"));
        assert!(clip_hides("rect(1px, 1px, 1px, 1px)"));
        assert!(!clip_hides("rect(0px, 200px, 50px, 0px)"));
        assert!(!clip_hides("auto"));
    }

    #[test]
    fn filters_take_opacity() {
        assert_eq!(filter_opacity("opacity(0)"), 0.0);
        assert_eq!(filter_opacity("opacity(50%) opacity(0.5)"), 0.25);
        assert_eq!(filter_opacity("blur(20px)"), 0.0);
        assert_eq!(filter_opacity("grayscale(1)"), 1.0);
    }
}
