//! Delays after failed sign-ins, by mail address and by network address.

use std::net::IpAddr;

use api_types::Code;

use super::{rules, store};
use crate::platform::clock::{Millis, now};
use crate::platform::db::Db;
use crate::platform::peer::{PeerAddress, network_of};
use crate::platform::problem::ApiError;
use crate::platform::secret::digest;

/// Whom a request comes from.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Network address.
    pub address: IpAddr,
    /// The client's own name for itself, shortened.
    pub device: String,
}

/// The two subjects a sign-in is counted under.
pub struct Subjects {
    mail: String,
    peer: String,
}

/// Hashed, so that the table holds no addresses.
pub fn subjects(email: &str, peer: &Peer) -> Subjects {
    Subjects {
        mail: digest(&[b"mail", rules::email_key(email).as_bytes()]),
        peer: digest(&[b"peer", network_of(peer.address).to_string().as_bytes()]),
    }
}

/// Refuses an attempt that comes too early.
pub async fn check(db: &Db, subjects: &Subjects) -> Result<(), ApiError> {
    let at = now();
    let mail = wait(store::failures(db, &subjects.mail).await?, rules::mail_delay, at);
    let peer = wait(store::failures(db, &subjects.peer).await?, rules::peer_delay, at);
    match mail.max(peer) {
        0 => Ok(()),
        wait => {
            let seconds = (wait as u64).div_ceil(1000);
            let detail = format!("Too many failed attempts. Try again in {seconds} seconds.");
            Err(ApiError::new(Code::TooManyRequests, detail).retry_after(seconds))
        }
    }
}

fn wait(failures: Option<(i64, Millis)>, delay: fn(i64) -> Millis, at: Millis) -> Millis {
    failures.map_or(0, |(count, last)| (last + delay(count) - at).max(0))
}

/// Counts a failure.
pub async fn failed(db: &Db, subjects: &Subjects) -> Result<(), ApiError> {
    for subject in [&subjects.mail, &subjects.peer] {
        store::count_failure(db, subject, now()).await?;
    }
    Ok(())
}

/// Forgets the failures of the mail address; those of the network address fade by themselves.
pub async fn succeeded(db: &Db, subjects: &Subjects) -> Result<(), ApiError> {
    Ok(store::forget_failures(db, &subjects.mail).await?)
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &S,
    ) -> Result<Self, Self::Rejection> {
        let PeerAddress(address) = PeerAddress::from_request_parts(parts, state).await?;
        let header = parts.headers.get(axum::http::header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self { address, device: header.unwrap_or("").chars().take(200).collect() })
    }
}
