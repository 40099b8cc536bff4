//! Static files: compiled in, addressed with their hash, so that browsers may keep them for ever.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A static file.
pub struct Asset {
    /// Name under `/static/`.
    pub name: &'static str,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub content: &'static [u8],
    /// First 16 hexadecimal digits of the content's SHA-256.
    pub hash: String,
}

macro_rules! assets {
    ($($name:literal $media_type:literal $path:literal),* $(,)?) => {
        [$(Asset {
            name: $name,
            media_type: $media_type,
            content: include_bytes!(concat!("../../../", $path)),
            hash: hash(include_bytes!(concat!("../../../", $path))),
        }),*]
    };
}

static ASSETS: LazyLock<[Asset; 8]> = LazyLock::new(|| {
    assets![
        "tokens.css" "text/css; charset=utf-8" "extension/shared/tokens.css",
        "base.css" "text/css; charset=utf-8" "portal/static/base.css",
        "parts.css" "text/css; charset=utf-8" "portal/static/parts.css",
        "landing.css" "text/css; charset=utf-8" "portal/static/landing.css",
        "account.css" "text/css; charset=utf-8" "portal/static/account.css",
        "reference.css" "text/css; charset=utf-8" "portal/static/reference.css",
        "portal.js" "text/javascript; charset=utf-8" "portal/static/portal.js",
        "icon.svg" "image/svg+xml" "extension/icons/icon.svg",
    ]
});

/// The file `name`.
pub fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// Address of the file `name`, its hash included.
pub fn address(name: &str) -> String {
    match find(name) {
        Some(asset) => format!("/static/{name}?v={}", asset.hash),
        None => format!("/static/{name}"),
    }
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
