//! The portal's one cookie.

use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::super::COOKIE;

/// Longest life browsers allow. How long a session really lives, the server decides.
const LONGEST_LIFE_SECONDS: u32 = 400 * 24 * 3600;

/// Keeps the person signed in. `secret` is what the session was opened with.
pub fn set(response: Response, secret: &str) -> Response {
    with(response, secret, LONGEST_LIFE_SECONDS)
}

/// Forgets the person.
pub fn clear(response: Response) -> Response {
    with(response, "", 0)
}

/// `__Host-` makes the browser insist on Secure, Path=/ and no Domain; browsers take it from 127.0.0.1 without TLS.
fn with(mut response: Response, value: &str, max_age: u32) -> Response {
    let cookie = format!("{COOKIE}={value}; Path=/; Max-Age={max_age}; HttpOnly; Secure; SameSite=Lax");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
