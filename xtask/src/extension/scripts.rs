//! The TypeScript bundles: one a context, by esbuild.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::stamp::Inputs;

/// Contexts: source, module format. A content script can not be a module.
const ENTRIES: [(&str, &str); 6] = [
    ("background/main.ts", "esm"),
    ("content/content.ts", "iife"),
    ("popup/popup.ts", "esm"),
    ("overlay/overlay.ts", "esm"),
    ("panel/panel.ts", "esm"),
    ("options/options.ts", "esm"),
];

/// Installs the npm packages of the lock file when they are missing or older than it.
pub fn install(root: &Path) -> Result<()> {
    let extension = root.join("extension");
    let installed = extension.join("node_modules/.legwork-lock");
    Inputs::default().path(&extension.join("package-lock.json"))?.run(
        &installed,
        &extension.join("node_modules/esbuild"),
        || {
            println!("installing npm packages");
            let status = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
                .current_dir(&extension)
                .status()
                .context("npm is needed to bundle the extension (Debian: apt install npm)")?;
            if !status.success() {
                bail!("npm ci failed");
            }
            Ok(())
        },
    )
}

/// Bundles every context into a folder laid out like the extension.
pub fn bundle(root: &Path, dist: &Path, server: &str) -> Result<PathBuf> {
    let extension = root.join("extension");
    let out = dist.join(".scripts");
    let inputs = Inputs::default().value(server).path(&extension)?;
    inputs.run(&dist.join(".stamps/scripts"), &out, || {
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        ENTRIES.iter().try_for_each(|(entry, format)| esbuild(&extension, &out, entry, format, server))
    })?;
    Ok(out)
}

fn esbuild(extension: &Path, out: &Path, entry: &str, format: &str, server: &str) -> Result<()> {
    // Through `.bin`: with install scripts the package's own program is native, without them a script.
    let status = Command::new(extension.join("node_modules/.bin/esbuild"))
        .arg(entry)
        .args(["--bundle", "--minify-syntax", "--target=es2022", "--charset=utf8", "--log-level=warning"])
        .arg(format!("--format={format}"))
        .arg(format!("--outfile={}", out.join(entry).with_extension("js").display()))
        .arg(format!("--define:__SERVER_URL__={}", serde_json::to_string(server)?))
        // What wasm-bindgen writes is loaded beside the bundle, not into it.
        .args(["--external:./engine.js", "--external:../views/views.js"])
        .current_dir(extension)
        .status()
        .context("node is needed to bundle the extension (Debian: apt install nodejs)")?;
    if !status.success() {
        bail!("esbuild failed on extension/{entry}");
    }
    Ok(())
}
