//! The session: which server, the access token (memory and `storage.session` only) and the refresh token (sealed, in
//! `storage.local`). Both stay in the background.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use api_types::auth::{RefreshRequest, TokenResponse};
use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use serde::{Deserialize, Serialize};

use super::{ApiError, Client, Transport};
use crate::browser::{Area, Browser};
use crate::tagged::from_json;

const SERVER: &str = "server";
const ACCESS: &str = "session.access";
const REFRESH: &str = "session.refresh";
/// A token is exchanged this long before it ends.
const MARGIN_MS: f64 = 30_000.0;

#[derive(Clone, Serialize, Deserialize)]
struct Access {
    token: String,
    ends_at_ms: f64,
}

type Exchange = Shared<LocalBoxFuture<'static, Result<(), ApiError>>>;

/// The session.
pub struct Session<B> {
    browser: Rc<B>,
    server: RefCell<String>,
    access: RefCell<Option<Access>>,
    exchange: RefCell<Option<Exchange>>,
    /// Grows with every sign-in and sign-out, so that an exchange that was under way meanwhile changes nothing.
    generation: Cell<u32>,
}

impl<B: Browser> Session<B> {
    /// What is stored.
    pub(super) async fn load(browser: Rc<B>) -> Self {
        let server = browser.load(Area::Local, SERVER).await.unwrap_or_else(|| browser.built_in_server());
        let access =
            browser.load(Area::Session, ACCESS).await.and_then(|text| from_json(text.as_bytes()).ok());
        Self {
            browser,
            server: RefCell::new(server),
            access: RefCell::new(access),
            exchange: RefCell::default(),
            generation: Cell::default(),
        }
    }

    /// Origin of the server.
    pub fn server(&self) -> String {
        self.server.borrow().clone()
    }

    /// Goes to another server, without a session there.
    pub async fn set_server(&self, origin: &str) {
        self.end().await;
        *self.server.borrow_mut() = origin.to_owned();
        self.browser.save(Area::Local, SERVER, Some(origin)).await;
    }

    /// Whether someone is signed in, as far as this browser knows.
    pub async fn is_open(&self) -> bool {
        self.access.borrow().is_some() || self.browser.load(Area::Local, REFRESH).await.is_some()
    }

    /// Takes the tokens of a sign-in.
    pub(super) async fn begin(&self, tokens: TokenResponse) {
        self.generation.set(self.generation.get() + 1);
        self.keep(tokens).await;
    }

    /// Forgets every token.
    pub(super) async fn end(&self) {
        self.generation.set(self.generation.get() + 1);
        self.access.take();
        self.exchange.take();
        self.browser.save(Area::Session, ACCESS, None).await;
        self.browser.save(Area::Local, REFRESH, None).await;
    }

    /// Forgets the access token the server refused, unless a newer one is there already.
    pub(super) fn forget_access(&self, refused: &str) {
        let mut access = self.access.borrow_mut();
        if access.as_ref().is_some_and(|access| access.token == refused) {
            *access = None;
        }
    }

    fn fresh_access(&self) -> Option<String> {
        let access = self.access.borrow();
        let fresh = access.as_ref().filter(|access| self.browser.now_ms() < access.ends_at_ms - MARGIN_MS);
        fresh.map(|access| access.token.clone())
    }

    async fn keep(&self, tokens: TokenResponse) {
        let ends_at_ms = self.browser.now_ms() + f64::from(tokens.expires_in) * 1000.0;
        let access = Access { token: tokens.access_token, ends_at_ms };
        // The refresh token first: it can be had only once.
        let sealed = self.browser.seal(&tokens.refresh_token).await;
        self.browser.save(Area::Local, REFRESH, sealed.as_deref()).await;
        if let Ok(text) = serde_json::to_string(&access) {
            self.browser.save(Area::Session, ACCESS, Some(&text)).await;
        }
        *self.access.borrow_mut() = Some(access);
    }
}

impl<B: Browser, T: Transport> Client<B, T> {
    /// A token that holds for the next request. Calls at the same time share one exchange.
    pub(super) async fn access_token(self: &Rc<Self>) -> Result<String, ApiError> {
        let session = self.session();
        if let Some(token) = session.fresh_access() {
            return Ok(token);
        }
        let running = session.exchange.borrow().clone();
        let exchange = running.unwrap_or_else(|| self.start_exchange());
        exchange.await?;
        session.access.borrow().as_ref().map(|access| access.token.clone()).ok_or(ApiError::SignedOut)
    }

    fn start_exchange(self: &Rc<Self>) -> Exchange {
        let client = Rc::clone(self);
        let exchange = async move {
            let done = client.exchange().await;
            client.session.exchange.take();
            done
        };
        let exchange = exchange.boxed_local().shared();
        *self.session.exchange.borrow_mut() = Some(exchange.clone());
        // It runs on when the question it was for is stopped: the new refresh token must not get lost.
        self.browser.spawn(exchange.clone().map(|_| ()).boxed_local());
        exchange
    }

    async fn exchange(&self) -> Result<(), ApiError> {
        let session = self.session();
        let generation = session.generation.get();
        let Some(sealed) = self.browser.load(Area::Local, REFRESH).await else {
            session.access.take();
            return Err(ApiError::SignedOut);
        };
        let Some(refresh_token) = self.browser.unseal(&sealed).await else {
            session.end().await;
            return Err(ApiError::SignedOut);
        };
        let request = self.post("/auth/refresh", &RefreshRequest { refresh_token })?;
        let answer = self.whole::<TokenResponse>(request).await;
        if session.generation.get() != generation {
            return Err(ApiError::SignedOut);
        }
        match answer {
            Ok(tokens) => session.keep(tokens).await,
            Err(ApiError::Problem(problem)) if matches!(problem.status, 400 | 401 | 403) => {
                session.end().await;
                return Err(ApiError::SignedOut);
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
