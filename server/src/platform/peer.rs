//! The network address of who calls: the connection's, or the one that proxies of the operator's own passed on.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use tower_governor::GovernorError;
use tower_governor::key_extractor::KeyExtractor;

/// Who calls. Without a connection (a test that calls the router itself) nobody's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddress(pub IpAddr);

/// Reads `10.0.0.0/8, 127.0.0.1`. `Err` names the part that is no address.
pub fn parse_proxies(text: &str) -> Result<Vec<IpNet>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let network = part.parse().or_else(|_| part.parse::<IpAddr>().map(|ip| ip.to_canonical().into()));
            network.map_err(|_| part.to_owned())
        })
        .collect()
}

/// Puts a [`PeerAddress`] into every request; `proxies` are the operator's own.
pub async fn find(State(proxies): State<Arc<[IpNet]>>, mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let connection = connection.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let address = client(&proxies, connection, request.headers());
    request.extensions_mut().insert(PeerAddress(address));
    next.run(request).await
}

/// The last address that none of the `proxies` has. Only what they wrote themselves is believed: a caller may send a header too.
fn client(proxies: &[IpNet], connection: IpAddr, headers: &HeaderMap) -> IpAddr {
    let is_ours = |address: &IpAddr| proxies.iter().any(|network| network.contains(&address.to_canonical()));
    let mut client = connection.to_canonical();
    // What is no text is no address either: the walk ends there.
    let lines = headers.get_all("x-forwarded-for").iter();
    let lines: Vec<_> = lines.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    let forwarded: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).map(str::trim).collect();
    for part in forwarded.into_iter().rev() {
        if !is_ours(&client) {
            break;
        }
        let bare = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(part);
        let address = bare.parse().or_else(|_| part.parse::<SocketAddr>().map(|with_port| with_port.ip()));
        let Ok(address) = address else { break };
        client = IpAddr::to_canonical(&address);
    }
    client
}

impl<S: Send + Sync> FromRequestParts<S> for PeerAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let nobody = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(parts.extensions.get().copied().unwrap_or(nobody))
    }
}

/// What one caller has to himself: an IPv6 address is one of 2^64 that he may use.
pub fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

/// Limits by the network of a [`PeerAddress`].
#[derive(Clone, Debug)]
pub struct ByPeer;

impl KeyExtractor for ByPeer {
    type Key = IpAddr;

    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<IpAddr, GovernorError> {
        let found = request.extensions().get::<PeerAddress>();
        found.map(|peer| network_of(peer.0)).ok_or(GovernorError::UnableToExtractKey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(proxies: &str, connection: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        client(&parse_proxies(proxies).unwrap(), connection.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_header_is_believed_only_from_a_trusted_proxy() {
        assert_eq!(found("", "127.0.0.1", &["203.0.113.9"]), "127.0.0.1");
        assert_eq!(found("10.0.0.0/8", "198.51.100.2", &["203.0.113.9"]), "198.51.100.2");
        assert_eq!(found("127.0.0.1", "127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(found("127.0.0.1", "::ffff:127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn what_the_caller_wrote_before_the_first_proxy_is_not() {
        let proxies = "127.0.0.1, 10.0.0.0/8";
        assert_eq!(found(proxies, "127.0.0.1", &["1.1.1.1, 203.0.113.9, 10.1.2.3"]), "203.0.113.9");
        assert_eq!(found(proxies, "127.0.0.1", &["1.1.1.1", "203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(found(proxies, "127.0.0.1", &["1.1.1.1, unknown"]), "127.0.0.1");
        assert_eq!(found(proxies, "127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(found("fd00::/8", "fd00::1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(found("::ffff:127.0.0.1", "127.0.0.1", &["[2001:db8::7]"]), "2001:db8::7");
        assert_eq!(network_of("2001:db8::7".parse().unwrap()).to_string(), "2001:db8::");
    }

    #[test]
    fn what_is_no_address_is_named() {
        assert_eq!(parse_proxies("10.0.0.0/8, nginx"), Err("nginx".into()));
    }
}
