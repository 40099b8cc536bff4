//! Boundary of the views bundle: every `#[wasm_bindgen]` of it, nothing else.

use leptos::mount::mount_to;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::ui::{self, Port};

#[wasm_bindgen]
extern "C" {
    /// What a view needs of the browser: `extension/shared/view-host.ts`.
    pub type ViewHost;

    /// Sends a `ViewCall` to the background.
    #[wasm_bindgen(method)]
    pub fn call(this: &ViewHost, call: JsValue);
    /// Calls back for each `ViewReply`, each `{event: ViewEvent}`, and `{lost: true}` when the connection broke.
    #[wasm_bindgen(method)]
    pub fn on_message(this: &ViewHost, callback: &js_sys::Function);
    /// The text of `key` with its places filled.
    #[wasm_bindgen(method)]
    pub fn t(this: &ViewHost, key: &str, substitutions: Vec<String>) -> String;
    /// The tab the view acts for.
    #[wasm_bindgen(method)]
    pub fn tab(this: &ViewHost) -> i32;
    /// Calls back with the tab the view acts for, each time it is another; a view of one tab never does.
    #[wasm_bindgen(method)]
    pub fn on_tab(this: &ViewHost, callback: &js_sys::Function);
    /// The nonce that binds an overlay; empty elsewhere.
    #[wasm_bindgen(method)]
    pub fn nonce(this: &ViewHost) -> String;
    /// Language tag for numbers and dates.
    #[wasm_bindgen(method)]
    pub fn language(this: &ViewHost) -> String;
    /// What was typed and not sent the last time the popup was open.
    #[wasm_bindgen(method)]
    pub fn draft(this: &ViewHost) -> JsValue;
    /// Keeps what is typed and not sent.
    #[wasm_bindgen(method)]
    pub fn save_draft(this: &ViewHost, draft: JsValue);
    /// The keys that open the overlay; empty when there are none.
    #[wasm_bindgen(method)]
    pub fn shortcut(this: &ViewHost) -> String;
    /// Asks the browser to let the extension reach the server at `url`; resolves to whether it may.
    #[wasm_bindgen(method)]
    pub fn allow_server(this: &ViewHost, url: &str) -> js_sys::Promise;
    /// Whether frames of other sites may be read; resolves to yes or no.
    #[wasm_bindgen(method)]
    pub fn may_read_frames(this: &ViewHost) -> js_sys::Promise;
    /// Asks the browser to let the extension read frames of other sites; must follow a press.
    #[wasm_bindgen(method)]
    pub fn allow_frames(this: &ViewHost) -> js_sys::Promise;
    /// Gives that permission back.
    #[wasm_bindgen(method)]
    pub fn close_frames(this: &ViewHost) -> js_sys::Promise;
    /// Whether this edition can press keys and buttons of the browser's own.
    #[wasm_bindgen(method)]
    pub fn offers_trusted_input(this: &ViewHost) -> bool;
    /// Whether the person switched that on; resolves to yes or no.
    #[wasm_bindgen(method)]
    pub fn has_trusted_input(this: &ViewHost) -> js_sys::Promise;
    /// Switches it on or off.
    #[wasm_bindgen(method)]
    pub fn switch_trusted_input(this: &ViewHost, on: bool) -> js_sys::Promise;
    /// Puts `text` on the clipboard; resolves to whether it went there.
    #[wasm_bindgen(method)]
    pub fn copy(this: &ViewHost, text: &str) -> js_sys::Promise;
    /// Opens the popup's page in a window of its own.
    #[wasm_bindgen(method)]
    pub fn open_popup(this: &ViewHost);
    /// Opens the side panel beside `tab`; must follow a press.
    #[wasm_bindgen(method)]
    pub fn open_panel(this: &ViewHost, tab: i32);
    /// Saves `text` as the browser saves downloads.
    #[wasm_bindgen(method)]
    pub fn save_file(this: &ViewHost, name: &str, media_type: &str, text: &str);
    /// Whether this popup closes when the browser's file dialog opens.
    #[wasm_bindgen(method)]
    pub fn closes_for_files(this: &ViewHost) -> bool;
    /// Closes the popup.
    #[wasm_bindgen(method)]
    pub fn close(this: &ViewHost);
}

/// Draws the popup into `root`.
#[wasm_bindgen]
pub fn mount_popup(host: ViewHost, root: HtmlElement) {
    let port = Port::open(host);
    mount_to(root, move || ui::Popup(ui::PopupProps { port })).forget();
}

/// Draws the overlay into `root`; nothing is shown until the background knows its nonce.
#[wasm_bindgen]
pub fn mount_overlay(host: ViewHost, root: HtmlElement) {
    let port = Port::open(host);
    mount_to(root, move || ui::Overlay(ui::OverlayProps { port })).forget();
}

/// Draws the side panel into `root`.
#[wasm_bindgen]
pub fn mount_panel(host: ViewHost, root: HtmlElement) {
    let port = Port::open(host);
    mount_to(root, move || ui::Panel(ui::PanelProps { port })).forget();
}

/// Draws the options page into `root`.
#[wasm_bindgen]
pub fn mount_options(host: ViewHost, root: HtmlElement) {
    let port = Port::open(host);
    mount_to(root, move || ui::Options(ui::OptionsProps { port })).forget();
}
