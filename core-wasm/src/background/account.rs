//! The account: state, sign-up, sign-in, sign-out, which server, the portal.

use std::net::IpAddr;
use std::rc::Rc;

use api_types::auth::{LoginRequest, RegisterRequest};
use api_types::info::ServerInfo;
use api_types::{Code, FieldError};
use url::{Host, Url};

use super::{Background, storage};
use crate::api::{ApiError, Transport};
use crate::browser::{Area, Browser};
use crate::protocol::{Account, Failure, FailureKind, State, ViewEvent, ViewResult};

/// The account as last seen, for when the server can not be reached.
const ACCOUNT: &str = "account";
/// How long what the server tells without sign-in is taken as known.
const INFO_MS: f64 = 60_000.0;

impl<B: Browser, T: Transport> Background<B, T> {
    /// State of the account, asked anew.
    pub(super) async fn state(&self) -> State {
        let (info, account) = futures::join!(self.info(), self.account());
        State { server_url: self.client.session().server(), info, account }
    }

    /// Tells every view the state.
    pub(super) async fn tell_state(&self) {
        let state = self.state().await;
        self.tell(&ViewEvent::State { state }, |_| true);
    }

    pub(super) async fn info(&self) -> Option<ServerInfo> {
        let now = self.browser.now_ms();
        let known = self.info.borrow().clone().filter(|(since, _)| now - since < INFO_MS);
        if let Some((_, info)) = known {
            return Some(info);
        }
        let info = self.client.info().await.ok();
        *self.info.borrow_mut() = info.clone().map(|info| (now, info));
        info
    }

    async fn account(&self) -> Option<Account> {
        if !self.client.session().is_open().await {
            self.browser.save(Area::Session, ACCOUNT, None).await;
            return None;
        }
        let asked = futures::join!(self.client.me(), self.client.usage());
        match asked {
            (Ok(me), Ok(usage)) => {
                let account = Account { me, usage };
                storage::save(&*self.browser, Area::Session, ACCOUNT, &account).await;
                Some(account)
            }
            (Err(ApiError::SignedOut), _) | (_, Err(ApiError::SignedOut)) => {
                self.browser.save(Area::Session, ACCOUNT, None).await;
                None
            }
            _ => storage::load(&*self.browser, Area::Session, ACCOUNT).await,
        }
    }

    pub(super) async fn register(
        self: &Rc<Self>,
        name: String,
        company: String,
        email: String,
        password: String,
    ) -> Result<ViewResult, Failure> {
        let company = Some(company.trim().to_owned()).filter(|company| !company.is_empty());
        let account = RegisterRequest { name, company, email: email.clone(), password: password.clone() };
        self.client.register(&account).await?;
        self.login(email, password).await
    }

    pub(super) async fn login(
        self: &Rc<Self>,
        email: String,
        password: String,
    ) -> Result<ViewResult, Failure> {
        self.client.login(&LoginRequest { email, password }).await?;
        // The session before may have ended by itself, and be another person's.
        self.forget_secrets().await;
        self.changed_state().await
    }

    /// Signs out; with the session goes what was kept of this person, the next one here is another.
    pub(super) async fn logout(self: &Rc<Self>, everywhere: bool) -> Result<ViewResult, Failure> {
        self.client.logout(everywhere).await?;
        self.forget_person().await;
        self.changed_state().await
    }

    async fn forget_person(&self) {
        self.forget_secrets().await;
        self.forget_conversations().await;
        self.forget_runs().await;
        self.forget_history().await;
    }

    pub(super) async fn set_server(self: &Rc<Self>, address: &str) -> Result<ViewResult, Failure> {
        let Some(origin) = server_origin(address) else {
            let field = FieldError { field: "url".into(), code: "malformed".into(), detail: String::new() };
            return Err(Failure { fields: vec![field], ..FailureKind::Api(Code::Invalid).into() });
        };
        if !self.browser.may_reach(&origin).await {
            return Err(FailureKind::NotAllowed.into());
        }
        if origin != self.client.session().server() {
            // Best effort: the old server may be the reason for going to another one.
            let _ = self.client.logout(false).await;
            self.client.session().set_server(&origin).await;
            self.info.take();
            self.forget_person().await;
        }
        self.changed_state().await
    }

    pub(super) async fn open_portal(&self, path: &str) -> Result<ViewResult, Failure> {
        let portal = self.info().await.map_or_else(|| self.client.session().server(), |info| info.portal_url);
        let address = portal_address(&portal, path).ok_or(FailureKind::NotAllowed)?;
        self.browser.open_tab(&address).await;
        Ok(ViewResult::Ok {})
    }

    async fn changed_state(&self) -> Result<ViewResult, Failure> {
        let state = self.state().await;
        self.tell(&ViewEvent::State { state: state.clone() }, |_| true);
        Ok(ViewResult::State { state })
    }
}

/// Origin of a server's address. Without encryption only on this machine: tokens go there.
fn server_origin(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let is_here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => IpAddr::V4(ip).is_loopback(),
        Host::Ipv6(ip) => IpAddr::V6(ip).is_loopback(),
    };
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    (safe && url.username().is_empty() && url.password().is_none())
        .then(|| url.origin().ascii_serialization())
}

/// Address of a page of the portal: a path below it, never another host.
fn portal_address(portal: &str, path: &str) -> Option<String> {
    let base = Url::parse(portal).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let url = base.join(path).ok()?;
    (path.starts_with('/') && url.origin() == base.origin()).then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_reached_encrypted_or_on_this_machine() {
        assert_eq!(server_origin(" https://legwork.example/x "), Some("https://legwork.example".into()));
        assert_eq!(server_origin("http://127.0.0.1:8080"), Some("http://127.0.0.1:8080".into()));
        assert_eq!(server_origin("http://[::1]:8080/"), Some("http://[::1]:8080".into()));
        for bad in
            ["http://legwork.example", "legwork.example", "ftp://x", "https://a:b@x.example", "javascript:1"]
        {
            assert_eq!(server_origin(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_portal_is_never_another_host() {
        let portal = "https://legwork.example";
        assert_eq!(portal_address(portal, "/pricing"), Some("https://legwork.example/pricing".into()));
        for bad in ["//evil.example/", "https://evil.example/", "/\\evil.example", "pricing", "javascript:1"]
        {
            assert_eq!(portal_address(portal, bad), None, "{bad}");
        }
        assert_eq!(portal_address("javascript:1", "/pricing"), None);
    }
}
