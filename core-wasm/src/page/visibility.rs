//! What of a frame a person can see. Rules only: the content script measured, this decides.
//!
//! Hidden text is how a page talks to a model behind its reader's back, so in doubt about *whether text is shown at all*
//! the measured box decides; in doubt about *what it stands on* (pictures, gradients) it counts as visible, because
//! honest pages write on pictures all the time.

use super::buffer::{Buffer, Display, Kind, Position, Record, Rect, attribute, flag};
use super::colour::{self, Backdrop};
use super::shape;

/// Below this a text is too faint to read.
const FAINT: f32 = 0.1;
/// Below this a font is too small to read, in pixels.
const TINY_FONT: f32 = 4.0;
/// Below this a character has no room to be read, in square pixels: scaled or squeezed text, whatever its font size.
const TINY_CHARACTER: f32 = 3.0;
/// Less than this of a box is nothing, in pixels.
const SLIVER: f32 = 2.0;

/// For each record whether what it shows can be seen: a text its characters, a replaced element itself, any other
/// element that its content may be.
pub fn visible(buffer: &Buffer<'_>) -> Vec<bool> {
    sight(buffer).visible
}

/// What can be seen of a frame, for each record.
pub struct Sight {
    /// See [`visible`].
    pub visible: Vec<bool>,
    /// Whether something of its own box can be seen, where it was measured.
    pub box_shows: Vec<bool>,
}

/// [`visible`], and what it says of boxes.
pub fn sight(buffer: &Buffer<'_>) -> Sight {
    let mut states: Vec<State> = Vec::with_capacity(buffer.len());
    let mut seen = Vec::with_capacity(buffer.len());
    let mut box_shows = Vec::with_capacity(buffer.len());
    let backdrop = Backdrop::new(buffer);
    for record in buffer.records() {
        let above = record.parent().and_then(|parent| states.get(parent)).copied().unwrap_or(State::ROOT);
        let state = match record.kind() {
            Kind::Element => above.enter(&record),
            Kind::ScrollRegion => {
                // The scroll container's content may lie anywhere in its region.
                if let (Some(container), Some(region)) =
                    (record.parent().and_then(|at| states.get_mut(at)), record.rect())
                {
                    container.scroll(region);
                }
                above
            }
            Kind::Document => State {
                flow: record.rect().unwrap_or(Rect::ALL),
                absolute: record.rect().unwrap_or(Rect::ALL),
                ..State::ROOT
            },
            Kind::Viewport => {
                if let (Some(document), Some(view)) = (states.first_mut(), record.rect()) {
                    document.fixed = view;
                }
                above
            }
            Kind::Text | Kind::ShadowRoot => above,
        };
        let shows = !state.gone && (record.rect().is_none() || state.shows_box(&record));
        states.push(state);
        seen.push(match record.kind() {
            Kind::Text => state.shows_text(&record) && !backdrop.swallows(&record),
            _ => !state.gone && (shows || is_container(&record)),
        });
        box_shows.push(shows);
    }
    Sight { visible: seen, box_shows }
}

fn is_container(record: &Record<'_>) -> bool {
    !super::roles::is_replaced(record.tag())
}

/// What a record hands down.
#[derive(Clone, Copy, Debug)]
struct State {
    gone: bool,
    opacity: f32,
    /// Whether the element contains its absolutely positioned descendants.
    contains_absolute: bool,
    /// Where in-flow content shows.
    flow: Rect,
    /// Where absolutely positioned content shows.
    absolute: Rect,
    /// Where fixed content shows: the viewport.
    fixed: Rect,
}

impl State {
    const ROOT: Self = Self {
        gone: false,
        opacity: 1.0,
        contains_absolute: true,
        flow: Rect::ALL,
        absolute: Rect::ALL,
        fixed: Rect::ALL,
    };

    /// The state inside an element.
    fn enter(self, record: &Record<'_>) -> Self {
        let position = record.position();
        let base = match position {
            Position::Static | Position::Relative => self.flow,
            Position::Absolute => self.absolute,
            Position::Fixed => self.fixed,
        };
        let filter = record.attribute(attribute::FILTER).map_or(1.0, shape::filter_opacity);
        let mut inside = Self {
            opacity: self.opacity * record.opacity() * filter,
            contains_absolute: position != Position::Static,
            flow: base,
            ..self
        };
        inside.gone |= record.display() == Display::None
            || record.has(flag::NOT_RENDERED)
            || inside.opacity < FAINT
            || record.attribute(attribute::CLIP).is_some_and(shape::clip_hides)
            || record
                .attribute(attribute::CLIP_PATH)
                .is_some_and(|path| shape::clip_path_hides(path, record.rect()));
        if let Some(rect) = record.rect() {
            if record.has(flag::SCROLLS) && is_sliver(rect.and(base)) {
                inside.gone = true;
            }
            if record.has(flag::CLIPS_X) {
                inside.flow = inside.flow.and(Rect { top: Rect::ALL.top, bottom: Rect::ALL.bottom, ..rect });
            }
            if record.has(flag::CLIPS_Y) {
                inside.flow = inside.flow.and(Rect { left: Rect::ALL.left, right: Rect::ALL.right, ..rect });
            }
        }
        if inside.contains_absolute {
            inside.absolute = inside.flow;
        }
        inside
    }

    fn scroll(&mut self, region: Rect) {
        self.flow = region;
        if self.contains_absolute {
            self.absolute = region;
        }
    }

    fn shows_box(&self, record: &Record<'_>) -> bool {
        record.rect().is_some_and(|rect| !is_sliver(rect.and(self.flow)))
    }

    /// A text without a box stands in the flow of what is around it: the content script measures all others.
    fn shows_text(&self, record: &Record<'_>) -> bool {
        !self.gone
            && !record.has(flag::NOT_RENDERED | flag::COVERED)
            && record.font_size() >= TINY_FONT
            && record.rect().is_none_or(|rect| self.has_room(record, rect))
            && colour::alpha(record.colour()) * self.opacity >= FAINT
    }

    fn has_room(&self, record: &Record<'_>, rect: Rect) -> bool {
        let characters = record.text().chars().filter(|c| !c.is_whitespace()).count().max(1) as f32;
        let room = rect.width() * rect.height() / characters;
        (room >= TINY_CHARACTER || record.has(flag::TRIMMED)) && !is_sliver(rect.and(self.flow))
    }
}

/// Whether too little is left of a box to see anything. One edge may be as thin as a narrow letter.
fn is_sliver(rect: Rect) -> bool {
    let (width, height) = (rect.width(), rect.height());
    width < 1.0 || height < 1.0 || width.max(height) < SLIVER + 1.0 || height < SLIVER
}

#[cfg(test)]
mod tests {
    use super::super::build::Build;
    use super::*;

    /// Whether the one text of the frame is visible.
    fn shows(build: &Build) -> bool {
        let (nodes, table) = build.parts();
        let strings = super::super::buffer::split_strings(&table);
        let buffer = Buffer::new(&nodes, &strings);
        let seen = visible(&buffer);
        buffer.records().any(|record| record.kind() == Kind::Text && seen[record.index])
    }

    #[test]
    fn plain_text_shows() {
        let mut build = Build::page();
        build.open("p").text("Hello");
        assert!(shows(&build));
    }

    #[test]
    fn opacity_adds_up() {
        let mut build = Build::page();
        build.open("div").opacity(300).open("p").opacity(300).text("Hello");
        assert!(!shows(&build));
    }

    #[test]
    fn text_off_the_document_is_hidden() {
        for (x, y) in [(-9999, 10), (10, -500), (5000, 10)] {
            let mut build = Build::page();
            build.open("p").text_at("Hello", x, y, 200, 18);
            assert!(!shows(&build), "{x} {y}");
        }
    }

    #[test]
    fn text_in_a_box_without_room_is_hidden_and_in_a_scroller_it_shows() {
        let mut build = Build::page();
        build
            .open("div")
            .rect(10, 10, 200, 1)
            .flags(flag::CLIPS_X | flag::CLIPS_Y)
            .text_at("Hello", 10, 10, 200, 18);
        assert!(!shows(&build));
        let mut build = Build::page();
        build.open("div").rect(10, 10, 200, 50).flags(flag::SCROLLS).region(10, 10, 200, 900);
        build.text_at("Hello", 10, 800, 100, 18);
        assert!(shows(&build));
    }

    #[test]
    fn absolute_text_escapes_a_clip_that_does_not_contain_it() {
        let mut build = Build::page();
        build.open("div").rect(10, 10, 200, 10).flags(flag::CLIPS_X | flag::CLIPS_Y);
        build.open("div").position(2).text_at("Menu", 10, 60, 100, 18);
        assert!(shows(&build));
    }

    #[test]
    fn tiny_and_squeezed_text_is_hidden() {
        let mut build = Build::page();
        build.open("p").text("Hello").last_font(2);
        assert!(!shows(&build));
        let mut build = Build::page();
        build.open("p").text_at("Hello there, this is scaled down", 10, 10, 8, 2);
        assert!(!shows(&build));
    }

    #[test]
    fn text_like_its_background_is_hidden_unless_a_picture_lies_there() {
        let mut build = Build::page();
        build.open("p").text("Hello").last_colour(0xFFFF_FEFF);
        assert!(!shows(&build));
        let mut build = Build::page();
        build.open("div").rect(0, 0, 900, 300).flags(flag::PAINTED).close();
        build.open("p").text("Hello").last_colour(0xFFFF_FFFF);
        assert!(shows(&build));
    }
}
