//! Which pages Legwork can read.

use url::Url;

use super::Background;
use crate::api::Transport;
use crate::browser::{Browser, Tab};
use crate::protocol::{Failure, FailureKind, PageCheck};

/// Hosts where browsers let no extension in.
const CLOSED_HOSTS: [&str; 14] = [
    "chromewebstore.google.com",
    "addons.mozilla.org",
    "accounts.firefox.com",
    "accounts-static.cdn.mozilla.net",
    "addons.cdn.mozilla.net",
    "api.accounts.firefox.com",
    "content.cdn.mozilla.net",
    "discovery.addons.mozilla.org",
    "oauth.accounts.firefox.com",
    "profile.accounts.firefox.com",
    "support.mozilla.org",
    "sync.services.mozilla.com",
    "install.mozilla.org",
    "microsoftedge.microsoft.com",
];

impl<B: Browser, T: Transport> Background<B, T> {
    /// Whether the page in `tab` can be read.
    pub(super) async fn check_page(&self, tab: i32) -> Result<PageCheck, Failure> {
        Ok(check(&self.browser.tab(tab, true).await.ok_or(FailureKind::PageGone)?))
    }
}

/// Whether the page of a probed tab can be read.
pub(super) fn check(tab: &Tab) -> PageCheck {
    // No address: the browser does not let us know even that.
    let Some(url) = tab.url.as_deref().and_then(|url| Url::parse(url).ok()) else {
        return PageCheck::BrowserPage;
    };
    let looks_like_pdf = url.path().to_ascii_lowercase().ends_with(".pdf");
    match url.scheme() {
        "file" if !tab.files_allowed => return PageCheck::LocalFile,
        "http" | "https" | "file" => {}
        "about" if url.path() == "blank" => {}
        _ => return PageCheck::BrowserPage,
    }
    let store = url.host_str() == Some("chrome.google.com") && url.path().starts_with("/webstore");
    if store || url.host_str().is_some_and(|host| CLOSED_HOSTS.contains(&host)) {
        return PageCheck::BrowserPage;
    }
    match tab.content_type.as_deref() {
        Some(media_type) => check_media(media_type),
        None if looks_like_pdf => PageCheck::Pdf,
        None => PageCheck::BrowserPage,
    }
}

/// Whether a document of this media type has text to read.
pub(super) fn check_media(media_type: &str) -> PageCheck {
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media_type.as_str() {
        "application/pdf" | "application/x-pdf" | "text/pdf" => PageCheck::Pdf,
        "application/json" | "application/javascript" | "image/svg+xml" => PageCheck::Readable,
        kind if kind.starts_with("text/") || kind.ends_with("/xml") || kind.ends_with("+xml") => {
            PageCheck::Readable
        }
        kind if kind.ends_with("+json") => PageCheck::Readable,
        _ => PageCheck::NotADocument,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(url: &str, content_type: Option<&str>) -> PageCheck {
        check(&Tab { url: Some(url.into()), content_type: content_type.map(Into::into), ..Tab::default() })
    }

    #[test]
    fn each_kind_of_page_is_told_apart() {
        use PageCheck as P;
        let table = [
            ("https://news.example/a", Some("text/html"), P::Readable),
            ("https://news.example/feed", Some("application/rss+xml"), P::Readable),
            ("https://x.example/paper.PDF?x=1", None, P::Pdf),
            ("https://x.example/paper", Some("application/pdf"), P::Pdf),
            // A page about a PDF, and a server that names its pages so.
            ("https://x.example/about.pdf", Some("text/html; charset=utf-8"), P::Readable),
            ("https://x.example/cat", Some("image/png"), P::NotADocument),
            ("https://x.example/film", Some("video/mp4"), P::NotADocument),
            ("chrome://settings/", None, P::BrowserPage),
            ("about:addons", None, P::BrowserPage),
            ("view-source:https://x.example/", None, P::BrowserPage),
            ("moz-extension://1/popup.html", None, P::BrowserPage),
            ("https://chromewebstore.google.com/detail/x", None, P::BrowserPage),
            ("https://chrome.google.com/webstore/x", None, P::BrowserPage),
            ("https://addons.mozilla.org/", None, P::BrowserPage),
            ("file:///home/anna/letter.html", None, P::LocalFile),
        ];
        for (url, content_type, expected) in table {
            assert_eq!(checked(url, content_type), expected, "{url}");
        }
        assert_eq!(check(&Tab::default()), P::BrowserPage);
    }
}
