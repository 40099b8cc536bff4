//! The page model.
