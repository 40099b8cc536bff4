//! A folder in `dist/`: written only where something changed, so that a browser that watches it is not disturbed.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::stamp::files;

/// Kinds of files that go into the extension as they are.
const STATIC: [&str; 3] = ["svg", "png", "json"];
/// Files of these kinds that are about building, not about running.
const NOT_STATIC: [&str; 3] = ["package.json", "package-lock.json", "tsconfig.json"];

/// A folder that is being brought up to date.
pub struct Folder {
    path: PathBuf,
    wanted: HashSet<PathBuf>,
}

impl Folder {
    /// Starts with whatever is there.
    pub fn open(path: &Path) -> Self {
        Self { path: path.to_owned(), wanted: HashSet::new() }
    }

    /// Every file of `source`, below `into`.
    pub fn add_tree(&mut self, source: &Path, into: &Path) -> Result<()> {
        files(source)
            .iter()
            .try_for_each(|file| self.add_bytes(&into.join(file.strip_prefix(source)?), &fs::read(file)?))
    }

    /// The files of the extension's source that need no building.
    pub fn add_statics(&mut self, extension: &Path) -> Result<()> {
        for file in files(extension) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let kind = file.extension().unwrap_or_default().to_string_lossy();
            if STATIC.contains(&kind.as_ref()) && !NOT_STATIC.contains(&name.as_ref()) {
                self.add_bytes(file.strip_prefix(extension)?, &fs::read(&file)?)?;
            }
        }
        Ok(())
    }

    /// One file.
    pub fn add_bytes(&mut self, name: &Path, bytes: &[u8]) -> Result<()> {
        let target = self.path.join(name);
        if fs::read(&target).ok().as_deref() != Some(bytes) {
            fs::create_dir_all(target.parent().context("a file has a folder")?)?;
            fs::write(&target, bytes)?;
        }
        self.wanted.insert(target);
        Ok(())
    }

    /// Removes what was not added.
    pub fn finish(self) -> Result<()> {
        for file in files(&self.path) {
            if !self.wanted.contains(&file) {
                fs::remove_file(file)?;
            }
        }
        Ok(())
    }
}
