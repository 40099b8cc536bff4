//! Values in the browser's storage, as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::browser::{Area, Browser};
use crate::tagged::from_json;

/// A stored value. What an older version wrote in another shape counts as absent.
pub async fn load<R: DeserializeOwned>(browser: &impl Browser, area: Area, key: &str) -> Option<R> {
    from_json(browser.load(area, key).await?.as_bytes()).ok()
}

/// Stores a value; `false` when that failed.
pub async fn save(browser: &impl Browser, area: Area, key: &str, value: &impl Serialize) -> bool {
    match serde_json::to_string(value) {
        Ok(text) => browser.save(area, key, Some(&text)).await,
        Err(_) => false,
    }
}
