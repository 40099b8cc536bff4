//! Boundary of the background's bundle. It converts, nothing else: `Host` is `extension/background/host.ts`, `Engine`
//! is what `extension/background/main.ts` drives.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use js_sys::{Array, Date, Int32Array, Reflect};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::api::fetch::Fetch;
use crate::background::{Background, Sender, ViewKind};
use crate::browser::{Area, Browser, Dialog, FrameRead, PageError, ReadBase, Steer, Tab, ToView, ViewId};
use crate::page::{FrameChange, RawFrame};
use crate::protocol::{ContentCall, ContentEvent, ContentReply, OverlayLabels, Rect, ViewCall};
use crate::tagged::from_js;

#[wasm_bindgen]
extern "C" {
    /// The browser's half of the background.
    pub type Host;

    #[wasm_bindgen(method)]
    fn random(this: &Host) -> String;
    #[wasm_bindgen(method)]
    fn built_in_server(this: &Host) -> String;
    #[wasm_bindgen(method, catch)]
    async fn may_reach(this: &Host, origin: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn load(this: &Host, area: &str, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn save(this: &Host, area: &str, key: &str, text: Option<String>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn seal(this: &Host, text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn unseal(this: &Host, sealed: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn tab(this: &Host, tab: i32, probe: bool) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn inject(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn content(this: &Host, tab: i32, frame: i32, call: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn overlay_url(this: &Host, nonce: &str) -> String;
    #[wasm_bindgen(method)]
    fn overlay_labels(this: &Host) -> JsValue;
    #[wasm_bindgen(method, catch)]
    async fn open_tab(this: &Host, url: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn open_beside(this: &Host, tab: i32, url: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn steer(this: &Host, tab: i32, steer: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn loaded(this: &Host, tab: i32, ms: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn opened_by(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn is_debugged(this: &Host, tab: i32) -> bool;
    #[wasm_bindgen(method)]
    fn watch_loads(this: &Host, on: bool);
    #[wasm_bindgen(method, catch)]
    async fn attach(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn detach(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn find_listeners(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn debug(this: &Host, tab: i32, method: &str, params: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn dialog(this: &Host, tab: i32) -> JsValue;
    #[wasm_bindgen(method, catch)]
    async fn picture(this: &Host, tab: i32, width: f64, covered: JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn whole_picture(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn open_popup(this: &Host, tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn post(this: &Host, view: u32, message: JsValue);
}

/// [`Browser`] over [`Host`].
struct HostBrowser(Host);

/// `Read`'s reply without its buffers.
#[derive(Deserialize)]
struct ReadReply {
    serial: u32,
    base: u32,
    replaced: Vec<(u32, String)>,
    document: String,
    last_ref: u32,
    url: String,
    title: String,
    language: String,
    content_type: String,
    strings: String,
    frames: u32,
    selection: String,
    truncated: bool,
    elapsed_ms: f64,
}

impl Browser for HostBrowser {
    fn now_ms(&self) -> f64 {
        Date::now()
    }

    fn random(&self) -> String {
        self.0.random()
    }

    async fn sleep(&self, ms: u32) {
        gloo_timers::future::TimeoutFuture::new(ms).await;
    }

    fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        spawn_local(task);
    }

    fn built_in_server(&self) -> String {
        self.0.built_in_server()
    }

    async fn may_reach(&self, origin: &str) -> bool {
        self.0.may_reach(origin).await.is_ok_and(|yes| yes.is_truthy())
    }

    async fn load(&self, area: Area, key: &str) -> Option<String> {
        self.0.load(name(area), key).await.ok()?.as_string()
    }

    async fn save(&self, area: Area, key: &str, text: Option<&str>) -> bool {
        // A full disk costs memory of the past, not the work at hand. Only a run needs to know.
        self.0.save(name(area), key, text.map(str::to_owned)).await.is_ok()
    }

    async fn seal(&self, text: &str) -> Option<String> {
        self.0.seal(text).await.ok()?.as_string()
    }

    async fn unseal(&self, sealed: &str) -> Option<String> {
        self.0.unseal(sealed).await.ok()?.as_string()
    }

    async fn tab(&self, tab: i32, probe: bool) -> Option<Tab> {
        from_js(self.0.tab(tab, probe).await.ok()?).ok()
    }

    async fn inject(&self, tab: i32) -> Result<Vec<i32>, PageError> {
        let frames = self.0.inject(tab).await.map_err(page_error)?;
        Ok(Array::from(&frames).iter().filter_map(|frame| frame.as_f64()).map(|frame| frame as i32).collect())
    }

    async fn read(&self, tab: i32, frame: i32, above: u32, base: ReadBase) -> Result<FrameRead, PageError> {
        let ahead = base == ReadBase::Ahead;
        let base = if let ReadBase::Read(serial) = base { Some(serial) } else { None };
        let call = to_js(&ContentCall::Read { above, base, ahead });
        let reply = self.0.content(tab, frame, call).await.map_err(page_error)?;
        let numbers = |name: &str| -> Result<Vec<i32>, PageError> {
            let buffer = Reflect::get(&reply, &JsValue::from_str(name)).map_err(page_error)?;
            Ok(Int32Array::new(&buffer).to_vec())
        };
        let (mut nodes, runs, patches) = (numbers("nodes")?, numbers("runs")?, numbers("patches")?);
        let mut read: ReadReply = serde_wasm_bindgen::from_value(reply).map_err(|_| PageError::Gone)?;
        let change = (read.base != 0).then(|| FrameChange {
            base: read.base,
            runs,
            patches,
            nodes: std::mem::take(&mut nodes),
            strings: std::mem::take(&mut read.strings),
            replaced: std::mem::take(&mut read.replaced),
        });
        let frame = RawFrame {
            frame_id: frame,
            document: read.document,
            last_ref: read.last_ref,
            serial: read.serial,
            url: read.url,
            title: read.title,
            language: read.language,
            nodes,
            strings: read.strings,
            frames: read.frames,
            selection: read.selection,
            truncated: read.truncated,
            elapsed_ms: read.elapsed_ms,
        };
        Ok(FrameRead { frame, change, content_type: read.content_type })
    }

    async fn content(&self, tab: i32, frame: i32, call: ContentCall) -> Result<ContentReply, PageError> {
        let reply = self.0.content(tab, frame, to_js(&call)).await.map_err(page_error)?;
        from_js(reply).map_err(|_| PageError::Gone)
    }

    fn overlay_url(&self, nonce: &str) -> String {
        self.0.overlay_url(nonce)
    }

    fn overlay_labels(&self) -> OverlayLabels {
        from_js(self.0.overlay_labels()).unwrap_or_default()
    }

    async fn open_tab(&self, url: &str) {
        let _ = self.0.open_tab(url).await;
    }

    async fn open_beside(&self, tab: i32, url: &str) -> Option<i32> {
        self.0.open_beside(tab, url).await.ok()?.as_f64().map(|opened| opened as i32)
    }

    async fn steer(&self, tab: i32, steer: &Steer) -> Result<(), PageError> {
        self.0.steer(tab, to_js(steer)).await.map(drop).map_err(page_error)
    }

    async fn loaded(&self, tab: i32, ms: u32) -> bool {
        self.0.loaded(tab, ms).await.is_ok_and(|loaded| loaded.is_truthy())
    }

    async fn opened_by(&self, tab: i32) -> Vec<i32> {
        let tabs = self.0.opened_by(tab).await.map(|tabs| Array::from(&tabs)).unwrap_or_default();
        tabs.iter().filter_map(|tab| tab.as_f64()).map(|tab| tab as i32).collect()
    }

    async fn attach(&self, tab: i32) -> bool {
        self.0.attach(tab).await.is_ok_and(|yes| yes.is_truthy())
    }

    async fn detach(&self, tab: i32) {
        let _ = self.0.detach(tab).await;
    }

    fn is_debugged(&self, tab: i32) -> bool {
        self.0.is_debugged(tab)
    }

    async fn find_listeners(&self, tab: i32) {
        let _ = self.0.find_listeners(tab).await;
    }

    async fn debug(&self, tab: i32, method: &str, params: &serde_json::Value) -> bool {
        self.0.debug(tab, method, to_js(params)).await.is_ok()
    }

    fn dialog(&self, tab: i32) -> Option<Dialog> {
        from_js(self.0.dialog(tab)).ok()
    }

    fn watch_loads(&self, on: bool) {
        self.0.watch_loads(on);
    }

    async fn picture(&self, tab: i32, width: f64, covered: &[Rect]) -> Option<String> {
        self.0.picture(tab, width, to_js(&covered)).await.ok()?.as_string()
    }

    async fn whole_picture(&self, tab: i32) -> Option<String> {
        self.0.whole_picture(tab).await.ok()?.as_string()
    }

    async fn open_popup(&self, tab: i32) {
        let _ = self.0.open_popup(tab).await;
    }

    fn post(&self, view: ViewId, message: &ToView) {
        self.0.post(view, to_js(message));
    }
}

fn name(area: Area) -> &'static str {
    match area {
        Area::Session => "session",
        Area::Local => "local",
        Area::Archive => "archive",
    }
}

/// The host rejects with the text `closed` where no script may run, with anything else where the page is gone.
fn page_error(error: JsValue) -> PageError {
    if error.as_string().as_deref() == Some("closed") { PageError::Closed } else { PageError::Gone }
}

/// Plain objects as JSON would make them: absent values are `null`.
fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// The background's engine.
#[wasm_bindgen]
pub struct Engine(Rc<Background<HostBrowser, Fetch>>);

#[wasm_bindgen]
impl Engine {
    /// Starts with what is stored.
    pub async fn start(host: Host) -> Engine {
        let background = Background::start(HostBrowser(host), Fetch).await;
        background.take_up_runs().await;
        Engine(background)
    }

    /// A view connected; `popup` or `overlay` by the address of its page.
    pub fn view_connected(
        &self,
        view: u32,
        is_overlay: bool,
        tab: Option<i32>,
        document: String,
        incognito: bool,
    ) {
        let kind = if is_overlay { ViewKind::Overlay } else { ViewKind::Popup };
        self.0.connected(view, Sender { kind, tab, document, incognito });
    }

    /// A view's port is closed.
    pub fn view_disconnected(&self, view: u32) {
        self.0.disconnected(view);
    }

    /// A message of a view; `false` when it is not of the protocol.
    pub fn view_called(&self, view: u32, message: JsValue) -> bool {
        let Ok(call) = from_js::<ViewCall>(message) else { return false };
        let background = Rc::clone(&self.0);
        spawn_local(async move { background.called(view, call).await });
        true
    }

    /// What the content script of a frame tells, with the records of the page it tells of; `false` when it is not of the
    /// protocol. Only gestures come from child frames.
    pub fn content_told(&self, tab: i32, frame: i32, message: JsValue, nodes: Vec<i32>) -> bool {
        let Ok(event) = from_js::<ContentEvent>(message) else { return false };
        if frame != 0 && !matches!(event, ContentEvent::Recorded { .. }) {
            return false;
        }
        let background = Rc::clone(&self.0);
        spawn_local(async move { background.content_event(tab, frame, event, nodes).await });
        true
    }

    /// A document is being loaded in a tab, or is there.
    pub fn tab_loads(&self, tab: i32) {
        let background = Rc::clone(&self.0);
        spawn_local(async move { background.tab_loads(tab).await });
    }

    /// A tab is gone.
    pub fn tab_closed(&self, tab: i32) {
        let background = Rc::clone(&self.0);
        spawn_local(async move { background.tab_closed(tab).await });
    }

    /// The command or the context menu, with the selected text.
    pub fn invoked(&self, tab: i32, prefill: Option<String>) {
        let background = Rc::clone(&self.0);
        spawn_local(async move { background.invoked(tab, prefill).await });
    }
}
