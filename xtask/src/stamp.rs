//! Skips a step whose inputs did not change: the digest of the inputs is kept beside the outputs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// Digest of everything a step reads.
#[derive(Default)]
pub struct Inputs(Sha256);

impl Inputs {
    /// A value that decides about the output: an option, a version.
    pub fn value(mut self, value: &str) -> Self {
        self.0.update((value.len() as u64).to_le_bytes());
        self.0.update(value);
        self
    }

    /// A file, or every file of a folder except `node_modules`.
    pub fn path(mut self, path: &Path) -> Result<Self> {
        for file in files(path) {
            self = self.value(&file.to_string_lossy());
            self.0.update(fs::read(&file).with_context(|| file.display().to_string())?);
        }
        Ok(self)
    }

    /// Runs `step` unless it ran with the same inputs before and `output` is still there.
    pub fn run(self, stamp: &Path, output: &Path, step: impl FnOnce() -> Result<()>) -> Result<()> {
        let digest: String = self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        if output.exists() && fs::read_to_string(stamp).is_ok_and(|kept| kept == digest) {
            return Ok(());
        }
        step()?;
        if let Some(folder) = stamp.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(stamp, digest)?;
        Ok(())
    }
}

/// Every file below `path` in a stable order, without `node_modules`.
pub fn files(path: &Path) -> Vec<PathBuf> {
    WalkDir::new(path)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.file_name() != "node_modules")
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}
