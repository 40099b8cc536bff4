//! Which addresses an answer may link to.

use super::Inline;

/// An address that may be followed, and where it leads in plain sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, normalised.
    pub href: String,
    /// What the reader sees of it: the host in punycode with its port, or the mail address.
    pub shown: String,
}

impl Link {
    /// `href` as a link, if it is an absolute http, https or mailto address without a user part.
    pub fn parse(href: &str) -> Option<Self> {
        let address = Address::parse(href)?;
        let shown = match address.scheme.as_str() {
            "http" | "https" if !address.host.is_empty() && !address.has_user => address.host,
            "mailto" if !address.path.is_empty() => address.path,
            _ => return None,
        };
        Some(Self { href: address.href, shown })
    }

    /// Whether `label` is a web address that says as plainly where the link leads.
    pub fn is_said_by(&self, label: &[Inline]) -> bool {
        let [Inline::Text(label)] = label else { return false };
        let Some((scheme, _)) = self.href.split_once("://") else { return false };
        let after = label.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://"));
        let after = after.and_then(|rest| rest.strip_prefix(&self.shown));
        after.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    }
}

/// The parts of an address as the WHATWG URL standard has them.
struct Address {
    href: String,
    scheme: String,
    host: String,
    path: String,
    has_user: bool,
}

impl Address {
    /// In the browser its own parser: the `url` crate's tables would double the bundle.
    #[cfg(target_arch = "wasm32")]
    fn parse(href: &str) -> Option<Self> {
        let url = web_sys::Url::new(href).ok()?;
        Some(Self {
            scheme: url.protocol().trim_end_matches(':').to_owned(),
            host: url.host(),
            path: url.pathname(),
            has_user: !url.username().is_empty() || !url.password().is_empty(),
            href: url.href(),
        })
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn parse(href: &str) -> Option<Self> {
        let url = url::Url::parse(href).ok()?;
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        Some(Self {
            scheme: url.scheme().to_owned(),
            host: url.host_str().map(|host| format!("{host}{port}")).unwrap_or_default(),
            path: url.path().to_owned(),
            has_user: !url.username().is_empty() || url.password().is_some(),
            href: url.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_where_a_link_leads_only_with_the_same_host_in_its_place() {
        let link = Link::parse("https://a.example/path").unwrap();
        for (label, said) in [
            ("https://a.example/path", true),
            ("https://a.example", true),
            ("a.example", false),
            ("https://a.example.evil", false),
            ("https://b.example/?https://a.example", false),
            ("b.example/?next=://a.example", false),
            ("http://a.example", false),
        ] {
            assert_eq!(link.is_said_by(&[Inline::Text(label.into())]), said, "{label}");
        }
    }

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        for (href, shown) in [
            ("https://example.com/a?b=c#d", Some("example.com")),
            ("http://example.com:8080/", Some("example.com:8080")),
            ("https://EXAMPLE.com", Some("example.com")),
            ("https://аррle.com/login", Some("xn--le-6kc8da.com")),
            ("mailto:anna@example.com", Some("anna@example.com")),
            ("https://bank.example@evil.example/", None),
            ("javascript:alert(1)", None),
            ("JaVaScRiPt:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,<script>alert(1)</script>", None),
            ("vbscript:x", None),
            ("file:///etc/passwd", None),
            ("chrome://settings", None),
            ("blob:https://example.com/1", None),
            ("//example.com/x", None),
            ("/relative", None),
            ("#fragment", None),
            ("", None),
        ] {
            assert_eq!(Link::parse(href).map(|link| link.shown).as_deref(), shown, "{href}");
        }
    }
}
