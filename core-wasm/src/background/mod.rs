//! What runs in the background: the one place with state. It answers the views' calls, keeps the conversations, reads
//! pages and asks the server. It knows the browser and the network through their traits only, so that all of it is
//! tested natively.
//!
//! It may be stopped at any time. What must outlive that is written before it is acted on: an answer that was under way
//! is shown as failed, never as still coming.

#![allow(clippy::result_large_err, reason = "a failure is made once a call: boxing it would only be noise")]

mod account;
mod asking;
mod files;
mod filling;
mod hands;
mod history;
mod limbs;
mod overlays;
mod pictures;
mod quotes;
mod reach;
mod reading;
mod recipes;
mod resume;
mod running;
mod secrets;
mod storage;
mod talks;
mod views;
mod world;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use api_types::info::ServerInfo;
use futures::future::AbortHandle;

use crate::api::{Client, Transport};
use crate::browser::{Area, Browser, ViewId};
use crate::chat::anchors::Anchors;
use filling::Filling;
pub use hands::Hands;
use history::History;
use limbs::Limbs;
use overlays::Overlay;
use recipes::Recipes;
use running::Runs;
use secrets::Secrets;
use talks::Talk;
use views::View;
pub use views::{Sender, ViewKind};

/// Turns under way by conversation, with what stops them.
type Running = HashMap<String, (u32, AbortHandle)>;

/// The background.
pub struct Background<B: Browser, T: Transport> {
    browser: Rc<B>,
    client: Rc<Client<B, T>>,
    views: RefCell<HashMap<ViewId, View>>,
    overlays: RefCell<Vec<Overlay>>,
    talks: RefCell<HashMap<String, Rc<Talk>>>,
    running: RefCell<Running>,
    runs: Runs,
    recipes: Recipes,
    history: History,
    filling: Filling,
    secrets: Secrets,
    anchors: RefCell<Anchors>,
    info: RefCell<Option<(f64, ServerInfo)>>,
}

impl<B: Browser, T: Transport> Background<B, T> {
    /// Starts with what is stored.
    pub async fn start(browser: B, transport: T) -> Rc<Self> {
        let browser = Rc::new(browser);
        let client = Client::open(Rc::clone(&browser), transport).await;
        let overlays = storage::load(&*browser, Area::Session, overlays::KEY).await.unwrap_or_default();
        let anchors = storage::load(&*browser, Area::Session, quotes::KEY).await.unwrap_or_default();
        let secrets = Secrets::load(&*browser).await;
        Rc::new(Self {
            browser,
            client,
            views: RefCell::default(),
            overlays: RefCell::new(overlays),
            talks: RefCell::default(),
            running: RefCell::default(),
            runs: Runs::default(),
            recipes: Recipes::default(),
            history: History::default(),
            filling: Filling::default(),
            secrets,
            anchors: RefCell::new(anchors),
            info: RefCell::default(),
        })
    }

    /// Takes up the runs of the life before, with the browser's own pages and tabs as their eyes and hands.
    pub async fn take_up_runs(self: &Rc<Self>) {
        self.give_hands(Rc::new(Limbs::new(Rc::clone(&self.browser)))).await;
        self.take_up_recordings().await;
    }

    /// What was kept for a tab that is gone is of no use any more. A run in it ends by itself.
    pub async fn tab_closed(&self, tab: i32) {
        self.filling.forget(tab);
        self.forget_run(tab).await;
        reading::forget(&*self.browser, tab).await;
    }
}

#[cfg(test)]
mod tests;
