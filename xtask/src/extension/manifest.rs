//! The manifest of each browser, derived from the one at the repository's root, which is Chrome's.
//!
//! `"incognito": "split"`: in the spanning mode Chrome refuses to load extension pages, so the overlay, into private
//! tabs; and a private window must not share the session's storage. Firefox has no split mode.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// What is built for.
#[derive(Clone, Copy, PartialEq)]
pub enum Browser {
    /// Chrome and its relatives.
    Chrome,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// Name of its folder in `dist/`.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chrome => "chrome",
            Browser::Firefox => "firefox",
        }
    }
}

/// What an extension may do beyond what every edition may.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Rights {
    /// Host access to this machine's pages: an automated browser can not give the gesture that grants `activeTab`.
    pub local_pages: bool,
    /// The debugger, for input of the browser's own. Chrome grants it at installation or never: it can not be optional.
    pub debugger: bool,
}

/// Text of the manifest of `browser`, talking to `server` (an origin).
pub fn of(root: &Path, browser: Browser, server: &str, rights: Rights) -> Result<String> {
    let path = root.join("manifest.json");
    let source = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut manifest: Map<String, Value> = serde_json::from_str(&source).context("manifest.json")?;

    let mut hosts = vec![pattern(browser, server)];
    if rights.local_pages {
        hosts.extend(["http://127.0.0.1/*".to_owned(), "http://*.localhost/*".to_owned()]);
    }
    manifest.insert("host_permissions".into(), json!(hosts));
    if rights.debugger
        && browser == Browser::Chrome
        && let Some(Value::Array(permissions)) = manifest.get_mut("permissions")
    {
        permissions.push(json!("debugger"));
    }
    if browser == Browser::Firefox {
        for_firefox(&mut manifest);
    }
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// Match pattern of a server's origin. Firefox knows no ports in match patterns: there it is the host.
fn pattern(browser: Browser, server: &str) -> String {
    match server.rsplit_once(':') {
        Some((host, port)) if browser == Browser::Firefox && port.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{host}/*")
        }
        _ => format!("{server}/*"),
    }
}

fn for_firefox(manifest: &mut Map<String, Value>) {
    for chrome_only in ["minimum_chrome_version", "message_serialization", "incognito"] {
        manifest.remove(chrome_only);
    }
    for_sidebar(manifest);
    manifest.insert("background".into(), json!({"scripts": ["background/main.js"], "type": "module"}));
    if let Some(Value::Array(lists)) = manifest.get_mut("web_accessible_resources") {
        for list in lists.iter_mut().filter_map(Value::as_object_mut) {
            list.remove("use_dynamic_url");
        }
    }
    manifest.insert(
        "browser_specific_settings".into(),
        json!({"gecko": {
            "id": "legwork@legwork.example",
            "strict_min_version": "142.0",
            // A question carries text of the page to the server, an account has a name and a mail address.
            "data_collection_permissions": {
                "required": ["websiteContent", "personallyIdentifyingInfo", "authenticationInfo"]
            }
        }}),
    );
}

/// Firefox's side panel is a sidebar, which needs no permission.
fn for_sidebar(manifest: &mut Map<String, Value>) {
    let panel = manifest.remove("side_panel").unwrap_or_default();
    let title = manifest["action"]["default_title"].clone();
    manifest.insert(
        "sidebar_action".into(),
        json!({
            "default_panel": panel["default_path"],
            "default_title": title,
            "default_icon": manifest["icons"],
            "open_at_install": false,
        }),
    );
    if let Some(Value::Array(permissions)) = manifest.get_mut("permissions") {
        permissions.retain(|permission| permission != "sidePanel");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(browser: Browser, server: &str, local_pages: bool) -> Value {
        with(browser, server, Rights { local_pages, debugger: false })
    }

    fn with(browser: Browser, server: &str, rights: Rights) -> Value {
        serde_json::from_str(&of(&crate::root(), browser, server, rights).unwrap()).unwrap()
    }

    #[test]
    fn the_server_is_the_only_host_a_person_installs() {
        let manifest = parsed(Browser::Chrome, "https://legwork.example", false);
        assert_eq!(manifest["host_permissions"], json!(["https://legwork.example/*"]));
        let manifest = with(Browser::Chrome, "http://127.0.0.1:8080", Rights::default());
        assert_eq!(manifest["host_permissions"], json!(["http://127.0.0.1:8080/*"]));
        let manifest = with(Browser::Firefox, "http://127.0.0.1:8080", Rights::default());
        assert_eq!(manifest["host_permissions"], json!(["http://127.0.0.1/*"]));
    }

    #[test]
    fn the_e2e_variant_differs_in_host_access_only() {
        for browser in [Browser::Chrome, Browser::Firefox] {
            let mut plain = parsed(browser, "http://127.0.0.1:8080", false);
            let mut e2e = parsed(browser, "http://127.0.0.1:8080", true);
            assert_ne!(plain["host_permissions"], e2e["host_permissions"]);
            for manifest in [&mut plain, &mut e2e] {
                manifest.as_object_mut().unwrap().remove("host_permissions");
            }
            assert_eq!(plain, e2e);
        }
    }

    #[test]
    fn only_an_edition_for_chrome_may_debug() {
        let permissions = |browser, debugger| {
            let rights = Rights { debugger, ..Rights::default() };
            with(browser, "http://127.0.0.1:8080", rights)["permissions"].to_string().contains("debugger")
        };
        assert!(permissions(Browser::Chrome, true) && !permissions(Browser::Chrome, false));
        assert!(!permissions(Browser::Firefox, true));
    }

    #[test]
    fn the_side_panel_is_the_same_page_in_both() {
        let chrome = with(Browser::Chrome, "http://127.0.0.1:8080", Rights::default());
        let firefox = with(Browser::Firefox, "http://127.0.0.1:8080", Rights::default());
        assert_eq!(chrome["side_panel"]["default_path"], firefox["sidebar_action"]["default_panel"]);
        assert!(firefox.get("side_panel").is_none());
        let permissions = firefox["permissions"].as_array().unwrap();
        assert!(!permissions.contains(&json!("sidePanel")));
    }

    #[test]
    fn firefox_gets_an_event_page_and_no_chrome_keys() {
        let manifest = with(Browser::Firefox, "http://127.0.0.1:8080", Rights::default());
        assert_eq!(manifest["background"], json!({"scripts": ["background/main.js"], "type": "module"}));
        assert!(manifest["web_accessible_resources"][0].get("use_dynamic_url").is_none());
        assert!(manifest.get("message_serialization").is_none());
    }
}
