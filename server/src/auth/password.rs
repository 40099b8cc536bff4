//! Argon2id with OWASP's parameters (19 MiB, two passes), off the async threads, a bounded number at a time.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::platform::problem::ApiError;

/// Each hash takes 19 MiB: two at a time keep the server small.
static SLOTS: Semaphore = Semaphore::const_new(2);

/// A hash nobody has the password of: verified when the mail is unknown, so that the time tells nothing.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now(&crate::platform::secret::new_token()).unwrap_or_default());

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

fn hash_now(password: &str) -> Result<String, String> {
    argon2()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| error.to_string())
}

/// PHC string of the password.
pub async fn hash(password: String) -> Result<String, ApiError> {
    in_slot(move || hash_now(&password)).await?.map_err(ApiError::internal)
}

/// Whether the password fits. `None` takes as long as a wrong password.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, ApiError> {
    in_slot(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        argon2().verify_password(password.as_bytes(), hash.as_str()).is_ok() && known
    })
    .await
}

async fn in_slot<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    let _slot = SLOTS.acquire().await.map_err(ApiError::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let stored = hash("correct horse".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("correct horse".into(), Some(stored.clone())).await.unwrap());
        assert!(!verify("correct hors".into(), Some(stored)).await.unwrap());
        assert!(!verify("anything".into(), None).await.unwrap());
    }
}
