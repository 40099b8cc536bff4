//! Boxes as the content script measured them.

/// Units of a coordinate in a CSS pixel.
pub const PER_PIXEL: f32 = 4.0;

/// A box in quarters of a CSS pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: i32,
    /// Top edge.
    pub top: i32,
    /// Right edge.
    pub right: i32,
    /// Bottom edge.
    pub bottom: i32,
}

impl Rect {
    /// Everything.
    pub const ALL: Self =
        Self { left: i32::MIN / 2, top: i32::MIN / 2, right: i32::MAX / 2, bottom: i32::MAX / 2 };

    /// What both share; empty boxes have no width or no height.
    pub fn and(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Width in pixels, 0 for an empty box.
    pub fn width(self) -> f32 {
        self.right.saturating_sub(self.left).max(0) as f32 / PER_PIXEL
    }

    /// Height in pixels, 0 for an empty box.
    pub fn height(self) -> f32 {
        self.bottom.saturating_sub(self.top).max(0) as f32 / PER_PIXEL
    }

    /// Whether `other` lies in this box.
    pub fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}
