//! Ids: UUIDv7 as text, so that rows sort by age and both engines store them alike.

/// A new id.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
