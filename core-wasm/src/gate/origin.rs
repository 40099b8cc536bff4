//! Origins, compared as (scheme, punycode host, port) and in no other way.
//!
//! HTML §7.1.1, URL §4.7. Only `http` and `https` have one here: everything else is opaque and equal to nothing.

use serde::{Deserialize, Serialize};
use std::fmt;
use url::{Host, Url};

/// The origin of an `http` or `https` address. Serialised as `https://host:port`, the port always there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin {
    secure: bool,
    /// As the URL parser wrote it: lower case, punycode, IPv4 in dots, IPv6 in brackets.
    host: String,
    port: u16,
}

/// The text is no `http` or `https` address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an http or https address")]
pub struct NoOrigin;

impl Origin {
    /// The origin of an address.
    #[must_use]
    pub fn of(url: &Url) -> Option<Self> {
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self { secure, host: url.host_str()?.to_owned(), port: url.port_or_known_default()? })
    }

    /// The origin of an address in text, parsed as browsers do.
    ///
    /// # Errors
    ///
    /// When it is no absolute `http` or `https` address.
    pub fn parse(address: &str) -> Result<Self, NoOrigin> {
        Url::parse(address).ok().as_ref().and_then(Self::of).ok_or(NoOrigin)
    }

    /// Whether it is `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The host, in punycode.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, also when it is the scheme's default.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The host in its own script, when that is another text than [`Origin::host`]. To be shown beside it, never
    /// instead.
    #[must_use]
    pub fn unicode_host(&self) -> Option<String> {
        let unicode = url::quirks::domain_to_unicode(&self.host);
        (!unicode.is_empty() && unicode != self.host).then_some(unicode)
    }

    /// The host as the parser understands it.
    #[must_use]
    pub(super) fn parsed_host(&self) -> Option<Host> {
        Host::parse(&self.host).ok()
    }

    /// The `https` origin of the same host on the default port, of an `http` one on its default port: where sites
    /// send their visitors on.
    #[must_use]
    pub(super) fn upgraded(&self) -> Option<Self> {
        (!self.secure && self.port == 80).then(|| Self { secure: true, port: 443, ..self.clone() })
    }

    fn is_default_port(&self) -> bool {
        self.port == if self.secure { 443 } else { 80 }
    }

    fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }
}

/// As browsers write it, the default port left out; the host in punycode.
impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}://{}", self.scheme(), self.host)?;
        if self.is_default_port() { Ok(()) } else { write!(out, ":{}", self.port) }
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        format!("{}://{}:{}", origin.scheme(), origin.host, origin.port)
    }
}

impl TryFrom<String> for Origin {
    type Error = NoOrigin;

    fn try_from(text: String) -> Result<Self, NoOrigin> {
        let url = Url::parse(&text).map_err(|_| NoOrigin)?;
        // An origin and nothing after it: a stored contract says what it means.
        if url.path() != "/"
            || url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
        {
            return Err(NoOrigin);
        }
        Self::of(&url).ok_or(NoOrigin)
    }
}
