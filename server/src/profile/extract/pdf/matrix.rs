//! Transformations of ISO 32000-1 §8.3: `[a b c d e f]`, points as row vectors.

use lopdf::{Document, Object};

/// A transformation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f32; 6]);

impl Matrix {
    /// Leaves points where they are.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves by `x`, `y`.
    pub const fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `next`.
    pub fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point comes to lie.
    pub fn apply(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

/// A number, integer or real, direct or referred to.
pub fn number(document: &Document, object: &Object) -> Option<f32> {
    let found = document.dereference(object).ok()?.1.as_float().ok()?;
    found.is_finite().then_some(found)
}

/// Exactly `N` numbers of an array.
pub fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f32; N]> {
    let array = document.dereference(object).ok()?.1.as_array().ok()?;
    let found: Vec<f32> = array.iter().take(N).filter_map(|item| number(document, item)).collect();
    found.try_into().ok()
}
