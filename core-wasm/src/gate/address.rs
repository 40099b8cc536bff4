//! Which addresses nobody goes to, whatever the contract says.
//!
//! An allow-list of schemes, and hosts read by the WHATWG parser, so that `0x7f.1`, `2130706433` and `127.0.0.1` are one
//! thing. Names that only resolve to private networks are known by a list; a name that resolves there without being on
//! it is not seen here: an extension can not look names up.

use super::origin::Origin;
use serde::Serialize;
use std::net::{Ipv4Addr, Ipv6Addr};
use tagged::DeserializeTagged;
use url::{Host, Url};

/// `local SUFFIX` and `store HOST`, one a line.
const HOSTS: &str = include_str!("data/hosts.txt");
/// No browser shows more of an address, and no honest one is longer.
const LONGEST: usize = 8192;

/// Why an address is blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged, thiserror::Error)]
#[serde(tag = "blocked", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the messages say it")]
pub enum Blocked {
    #[error("not an absolute address")]
    NotAnAddress {},
    #[error("addresses of kind {scheme}: are not gone to")]
    Scheme { scheme: String },
    #[error("the address has a user name or password in it")]
    Credentials {},
    #[error("{host} is a number, not a name")]
    IpLiteral { host: String },
    #[error("{host} is in a private network")]
    PrivateNetwork { host: String },
    #[error("{host} is an extension store")]
    ExtensionStore { host: String },
}

/// Parses an address and checks it. `home` is the origin of the task's own page: on a host in a private network, or a
/// bare number, a task stays possible, and from there other private hosts may be reached too, if the contract has them.
///
/// # Errors
///
/// Why it is blocked.
pub fn check(address: &str, home: Option<&Origin>) -> Result<(Url, Origin), Blocked> {
    if address.len() > LONGEST {
        return Err(Blocked::NotAnAddress {});
    }
    let url = Url::parse(address).map_err(|_| Blocked::NotAnAddress {})?;
    let origin = Origin::of(&url).ok_or_else(|| Blocked::Scheme { scheme: url.scheme().to_owned() })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Blocked::Credentials {});
    }
    check_origin(&origin, home)?;
    Ok((url, origin))
}

/// The part of [`check`] that is about the host.
///
/// # Errors
///
/// Why it is blocked.
pub fn check_origin(origin: &Origin, home: Option<&Origin>) -> Result<(), Blocked> {
    let host = origin.host().to_owned();
    match zone(origin) {
        Zone::Store => Err(Blocked::ExtensionStore { host }),
        Zone::Name => Ok(()),
        Zone::Private if home.is_some_and(|home| zone(home) == Zone::Private) => Ok(()),
        Zone::Private => Err(Blocked::PrivateNetwork { host }),
        Zone::Number if home.is_some_and(|home| home.host() == host) => Ok(()),
        Zone::Number => Err(Blocked::IpLiteral { host }),
    }
}

/// Where a host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// A public name.
    Name,
    /// A public IP literal.
    Number,
    /// A private network or this machine, by number or by name.
    Private,
    /// An extension store.
    Store,
}

fn zone(origin: &Origin) -> Zone {
    match origin.parsed_host() {
        Some(Host::Ipv4(address)) if is_private_v4(address) => Zone::Private,
        Some(Host::Ipv6(address)) if is_private_v6(address) => Zone::Private,
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => Zone::Number,
        Some(Host::Domain(name)) => zone_of_name(&name),
        // Not reached for what the parser made; in doubt the strictest.
        None => Zone::Private,
    }
}

fn zone_of_name(name: &str) -> Zone {
    // `localhost.` is localhost; DNS says so, although the origins differ.
    let name = name.trim_end_matches('.');
    if !name.contains('.') {
        return Zone::Private;
    }
    HOSTS
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find_map(|(kind, suffix)| match kind {
            "local" if is_or_is_under(name, suffix) => Some(Zone::Private),
            "store" if name == suffix => Some(Zone::Store),
            _ => None,
        })
        .unwrap_or(Zone::Name)
}

fn is_or_is_under(name: &str, suffix: &str) -> bool {
    name.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Not globally reachable, IANA IPv4 Special-Purpose Address Registry, and multicast.
fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    matches!(
        (a, b, c),
        (0 | 10 | 127, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
            | (224.., ..)
    )
}

/// Everything but global unicast, and every form that carries an IPv4 address in it: mapped, compatible, NAT64, 6to4,
/// Teredo. IANA IPv6 Special-Purpose Address Registry.
fn is_private_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let global_unicast = segments[0] & 0xE000 == 0x2000;
    !global_unicast
        || segments[0] == 0x2002
        || (segments[0] == 0x2001 && (segments[1] < 0x0200 || segments[1] == 0x0DB8))
        || segments[0] == 0x3FFF
}
