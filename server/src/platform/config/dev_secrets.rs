//! Secrets that `--dev` makes for itself and keeps in the data folder.

use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use secrecy::SecretString;

use crate::platform::secret::new_token;

/// Reads `data/secrets/name`, or makes it, readable by its owner only.
pub fn load_or_make(data: &Path, name: &str) -> io::Result<SecretString> {
    let dir = data.join("secrets");
    std::fs::create_dir_all(&dir)?;
    let path = dir.join(name);
    match std::fs::read_to_string(&path) {
        Ok(secret) if secret.trim().len() >= 32 => return Ok(secret.trim().into()),
        Ok(_) => std::fs::remove_file(&path)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let secret = new_token();
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    io::Write::write_all(&mut file, secret.as_bytes())?;
    Ok(secret.into())
}
