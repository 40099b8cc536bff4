//! What the engine needs of the browser. `engine.rs` implements it over `extension/background/host.ts`, tests over
//! plain data.

use futures::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use tagged::DeserializeTagged;

use crate::page::{FrameChange, RawFrame};
use crate::protocol::{ContentCall, ContentReply, OverlayLabels, Rect, ViewEvent, ViewReply};

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// In memory, until the browser closes; survives the background being stopped.
    Session,
    /// On disk; in a private window in memory too.
    Local,
    /// The same, for what is large: nothing of it is read at the start.
    Archive,
}

/// Number of a connected view's port.
pub type ViewId = u32;

/// A tab as far as Legwork may see it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tab {
    /// Address; absent without access to the page.
    pub url: Option<String>,
    /// Title.
    #[serde(default)]
    pub title: Option<String>,
    /// Whether it is in a private window.
    #[serde(default)]
    pub incognito: bool,
    /// The document's media type, when a script may run in it.
    #[serde(default)]
    pub content_type: Option<String>,
    /// Whether the person lets Legwork read local files.
    #[serde(default)]
    pub files_allowed: bool,
}

/// Why the browser could not do something in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// No script may run in the page.
    Closed,
    /// The tab, frame or document is gone, or its script does not answer.
    Gone,
}

/// What can be done with a tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged)]
#[serde(tag = "steer", rename_all = "snake_case")]
pub enum Steer {
    /// Load an address.
    Navigate {
        /// The address.
        url: String,
    },
    /// One page back.
    Back,
    /// One page forward.
    Forward,
    /// Load again.
    Reload,
    /// Bring to the front of its window.
    Show,
    /// Close.
    Close,
}

/// A dialog that a page's script opened. The page stands still until it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialog {
    /// Which kind.
    pub kind: DialogKind,
    /// Its words: the page's.
    pub message: String,
    /// Address of the document whose script opened it.
    pub url: String,
}

/// Kinds of dialogs (HTML, 8.10.1 simple dialogs, 7.4.2.4 prompting before unload).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DialogKind {
    Alert,
    Confirm,
    Prompt,
    Beforeunload,
}

/// One frame that was read.
pub struct FrameRead {
    /// The frame, for the page model.
    pub frame: RawFrame,
    /// With it the frame has no records and strings of its own: they follow from the read before.
    pub change: Option<FrameChange>,
    /// The document's media type.
    pub content_type: String,
}

/// A message to a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ToView {
    /// The reply to a call.
    Reply(ViewReply),
    /// An event.
    Event {
        /// What happened.
        event: ViewEvent,
    },
}

/// What a read may build on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadBase {
    /// Nothing: all is read as it is now.
    Nothing,
    /// What was read ahead, if that was a short while ago.
    Ahead,
    /// The read with this serial; it and the next are kept to read on from. 0 begins.
    Read(u32),
}

/// The browser, as the background sees it. Everything runs on one thread.
#[allow(async_fn_in_trait)]
pub trait Browser: 'static {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> f64;
    /// 128 random bits in hexadecimal, from the system's generator.
    fn random(&self) -> String;
    /// Waits.
    async fn sleep(&self, ms: u32);
    /// Runs `task` to its end, whoever stops waiting for it.
    fn spawn(&self, task: LocalBoxFuture<'static, ()>);

    /// Address of the server this build is made for.
    fn built_in_server(&self) -> String;
    /// Whether the person granted access to the origin.
    async fn may_reach(&self, origin: &str) -> bool;

    /// A stored text.
    async fn load(&self, area: Area, key: &str) -> Option<String>;
    /// Stores a text, or removes it; `false` when that failed.
    async fn save(&self, area: Area, key: &str, text: Option<&str>) -> bool;
    /// Encrypts with a key that never leaves the browser's key store.
    async fn seal(&self, text: &str) -> Option<String>;
    /// Decrypts what `seal` made.
    async fn unseal(&self, sealed: &str) -> Option<String>;

    /// The tab, if it is still there. With `probe`, the document's media type too.
    async fn tab(&self, tab: i32, probe: bool) -> Option<Tab>;
    /// Puts the content script into every frame that lets it: frame ids, the top frame's (0) first.
    async fn inject(&self, tab: i32) -> Result<Vec<i32>, PageError>;
    /// Reads one frame. A document that was not read before numbers its elements from `above` on.
    async fn read(&self, tab: i32, frame: i32, above: u32, base: ReadBase) -> Result<FrameRead, PageError>;
    /// Any other call of a content script.
    async fn content(&self, tab: i32, frame: i32, call: ContentCall) -> Result<ContentReply, PageError>;
    /// Address of the overlay's page for `nonce`.
    fn overlay_url(&self, nonce: &str) -> String;
    /// Names of what is drawn around the overlay.
    fn overlay_labels(&self) -> OverlayLabels;
    /// Opens a tab for the person.
    async fn open_tab(&self, url: &str);
    /// Opens a tab beside `tab` and gives its number.
    async fn open_beside(&self, tab: i32, url: &str) -> Option<i32>;
    /// Does something with a tab.
    async fn steer(&self, tab: i32, steer: &Steer) -> Result<(), PageError>;
    /// Waits until the tab's document is loaded, `ms` at most; `false` when it was not by then.
    async fn loaded(&self, tab: i32, ms: u32) -> bool;
    /// Tabs that pages in `tab` opened and that are still there.
    async fn opened_by(&self, tab: i32) -> Vec<i32>;
    /// Debugs the tab from now on, when the person switched that on; whether it is debugged.
    async fn attach(&self, tab: i32) -> bool;
    /// Debugs it no longer.
    async fn detach(&self, tab: i32);
    /// Sends a command of the debugger protocol to a debugged tab; whether it was carried out.
    async fn debug(&self, tab: i32, method: &str, params: &serde_json::Value) -> bool;
    /// Whether the tab is debugged.
    fn is_debugged(&self, tab: i32) -> bool;
    /// Lets the content script of a debugged tab know which elements listen for clicks.
    async fn find_listeners(&self, tab: i32);
    /// The dialog that is open in a debugged tab.
    fn dialog(&self, tab: i32) -> Option<Dialog>;
    /// Whether the engine is told when documents are loaded in tabs.
    fn watch_loads(&self, on: bool);
    /// A small picture of the tab as a data URL, with `covered` (of a view `width` CSS pixels wide) painted over; `None`
    /// when it is not the tab in front, or may not be pictured.
    async fn picture(&self, tab: i32, width: f64, covered: &[Rect]) -> Option<String>;
    /// A picture of all of a debugged page, also of what is not in view; `None` when it can not be had.
    async fn whole_picture(&self, tab: i32) -> Option<String>;
    /// Opens the popup for `tab`.
    async fn open_popup(&self, tab: i32);

    /// Sends to a view; a view that is gone is no error.
    fn post(&self, view: ViewId, message: &ToView);
}
