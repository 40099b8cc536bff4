//! Access tokens: JWT with one algorithm, a fixed key map, ten minutes of life.

use std::time::Duration;

use hkdf::Hkdf;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::platform::clock::{Millis, now};

const ISSUER: &str = "legwork";
const AUDIENCE: &str = "legwork-api";
const TYPE: &str = "at+jwt";
const KEY_ID: &str = "access-1";

/// Life of an access token.
pub const ACCESS_TOKEN_LIFE: Duration = Duration::from_secs(600);

/// Signs and checks access tokens.
pub struct AccessKeys {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl AccessKeys {
    /// The keys that derive from the server's secret. The purpose is part of the derivation.
    pub fn derive(secret: &[u8]) -> Self {
        let mut key = [0u8; 32];
        // 32 bytes is always a valid length for HKDF-SHA256.
        let _ = Hkdf::<Sha256>::new(None, secret).expand(b"legwork access token v1", &mut key);
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = 0;
        Self {
            encoding: EncodingKey::from_secret(&key),
            decoding: DecodingKey::from_secret(&key),
            validation,
        }
    }

    /// A token for the session.
    pub fn sign(&self, account_id: &str, session_id: &str) -> Result<String, jsonwebtoken::errors::Error> {
        self.sign_at(account_id, session_id, now())
    }

    fn sign_at(
        &self,
        account_id: &str,
        session_id: &str,
        at: Millis,
    ) -> Result<String, jsonwebtoken::errors::Error> {
        let seconds = at.div_euclid(1000);
        let header =
            Header { typ: Some(TYPE.into()), kid: Some(KEY_ID.into()), ..Header::new(Algorithm::HS256) };
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: account_id.into(),
            sid: session_id.into(),
            iat: seconds,
            nbf: seconds,
            exp: seconds + ACCESS_TOKEN_LIFE.as_secs() as i64,
        };
        jsonwebtoken::encode(&header, &claims, &self.encoding)
    }

    /// The session of a token that holds; `None` for every other.
    pub fn session(&self, token: &str) -> Option<String> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) || header.kid.as_deref() != Some(KEY_ID) {
            return None;
        }
        jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)
            .ok()
            .map(|data| data.claims.sid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::HOUR;

    fn keys() -> AccessKeys {
        AccessKeys::derive(b"a secret of a test")
    }

    #[test]
    fn a_fresh_token_names_its_session() {
        let token = keys().sign("account", "session").unwrap();
        assert_eq!(keys().session(&token).as_deref(), Some("session"));
    }

    #[test]
    fn tokens_of_the_past_the_future_and_other_secrets_do_not_hold() {
        for at in [now() - HOUR, now() + HOUR] {
            assert_eq!(keys().session(&keys().sign_at("a", "s", at).unwrap()), None);
        }
        let foreign = AccessKeys::derive(b"another secret").sign("a", "s").unwrap();
        assert_eq!(keys().session(&foreign), None);
    }

    #[test]
    fn an_altered_token_of_any_byte_does_not_hold() {
        let token = keys().sign("account", "session").unwrap();
        for index in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[index] = if bytes[index] == b'A' { b'z' } else { b'A' };
            let altered = String::from_utf8(bytes).unwrap();
            // The last character of a base64 part can carry unused bits.
            let same_bits = altered.len() - 1 == index || token.as_bytes().get(index + 1) == Some(&b'.');
            assert!(same_bits || keys().session(&altered).is_none(), "byte {index}");
        }
    }

    #[test]
    fn an_unsigned_token_does_not_hold() {
        let token = keys().sign("account", "session").unwrap();
        let payload = token.split('.').nth(1).unwrap();
        // {"alg":"none","typ":"at+jwt","kid":"access-1"}
        let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0Iiwia2lkIjoiYWNjZXNzLTEifQ.{payload}.");
        assert_eq!(keys().session(&none), None);
    }
}
