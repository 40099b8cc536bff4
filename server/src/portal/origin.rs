//! Where a form was sent from. A page of another site must not be able to act with the portal's cookie.

use axum::http::{HeaderMap, Method, header};
use url::Url;

/// Whether a request may change something: reading always, else only from a page of this site. Browsers say which page
/// a form was on in `Sec-Fetch-Site`, older ones in `Origin`; a request that says neither is refused.
pub fn is_same_site(method: &Method, headers: &HeaderMap, public_url: &str) -> bool {
    if method.is_safe() {
        return true;
    }
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (value("sec-fetch-site"), value(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => is_ours(origin, value(header::HOST.as_str()), public_url),
        (None, None) => false,
    }
}

/// Ours is the configured address, and the one the browser itself connected to.
fn is_ours(origin: &str, host: Option<&str>, public_url: &str) -> bool {
    let Ok(origin) = Url::parse(origin) else { return false };
    if Url::parse(public_url).is_ok_and(|ours| ours.origin() == origin.origin()) {
        return true;
    }
    let connected = host.and_then(|host| Url::parse(&format!("{}://{host}", origin.scheme())).ok());
    connected.is_some_and(|ours| ours.origin() == origin.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        is_same_site(&Method::POST, &headers, "https://legwork.example")
    }

    #[test]
    fn a_form_of_this_site_may_be_sent() {
        assert!(may(&[("sec-fetch-site", "same-origin"), ("origin", "https://legwork.example")]));
        assert!(may(&[("origin", "https://legwork.example")]));
        assert!(may(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")]));
    }

    #[test]
    fn a_form_of_another_site_may_not() {
        for site in ["cross-site", "same-site", "none"] {
            assert!(!may(&[("sec-fetch-site", site), ("origin", "https://legwork.example")]), "{site}");
        }
        assert!(!may(&[("origin", "https://evil.example"), ("host", "legwork.example")]));
        assert!(!may(&[("origin", "null")]));
        assert!(!may(&[]));
    }

    #[test]
    fn anybody_may_read() {
        assert!(is_same_site(&Method::GET, &HeaderMap::new(), "https://legwork.example"));
    }
}
