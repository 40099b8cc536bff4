//! Values in the browser's storage, as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::browser::{Area, Browser};

/// A stored value. What an older version wrote in another shape counts as absent.
pub async fn load<R: DeserializeOwned>(browser: &impl Browser, area: Area, key: &str) -> Option<R> {
    serde_json::from_str(&browser.load(area, key).await?).ok()
}

/// Stores a value.
pub async fn save(browser: &impl Browser, area: Area, key: &str, value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        browser.save(area, key, Some(&text)).await;
    }
}
