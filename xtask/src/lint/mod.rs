//! `cargo xtask lint`: rules about the source tree that no compiler holds.

mod layers;
mod locales;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Runs every check; prints each break.
pub fn run() -> Result<()> {
    let root = crate::root();
    let mut breaks = layers::check(&root)?;
    breaks.extend(locales::check(&root)?);
    for found in &breaks {
        println!("{found}");
    }
    types(&root)?;
    if !breaks.is_empty() {
        bail!("{} breaks of the rules", breaks.len());
    }
    println!("layering, locales and types hold");
    Ok(())
}

/// The TypeScript compiler's own checks, the protocol's samples included.
fn types(root: &Path) -> Result<()> {
    let extension = root.join("extension");
    let status = Command::new("node")
        .args(["node_modules/typescript/bin/tsc", "--noEmit"])
        .current_dir(&extension)
        .status()
        .context("node is needed to check the extension's types")?;
    if !status.success() {
        bail!("tsc found errors in extension/");
    }
    Ok(())
}
