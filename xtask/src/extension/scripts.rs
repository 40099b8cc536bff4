//! The TypeScript bundles and the pages of the views, by esbuild: one script and one style sheet a page, for each file
//! that a page waits for costs it milliseconds.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::stamp::Inputs;

/// Contexts: source, module format. A content script can not be a module.
const CONTEXTS: [(&str, &str); 2] = [("background/main.ts", "esm"), ("content/content.ts", "iife")];
const VIEWS: [&str; 4] = ["popup", "overlay", "panel", "options"];
/// What every page of a view is made of.
const PAGE: &str = "shared/view.html";

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

/// Bundles every context and view into a folder laid out like the extension. `views` is what wasm-bindgen made.
pub fn bundle(root: &Path, dist: &Path, views: &Path, server: &str) -> Result<PathBuf> {
    let extension = root.join("extension");
    let out = dist.join(".scripts");
    let glue = views.join("views.js");
    let inputs = Inputs::default()
        .value(server)
        .path(&root.join("xtask/src/extension"))?
        .path(&extension)?
        .path(&glue)?;
    inputs.run(&dist.join(".stamps/scripts"), &out, || {
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let build = |entry: &str, format: &str| esbuild(&extension, &out, &glue, entry, format, server);
        CONTEXTS.iter().try_for_each(|(entry, format)| build(entry, format))?;
        let page = fs::read_to_string(extension.join(PAGE))?;
        VIEWS.iter().try_for_each(|view| {
            build(&format!("{view}/{view}.ts"), "esm")?;
            fs::write(out.join(view).join(format!("{view}.html")), page.replace("{view}", view))?;
            Ok(())
        })
    })?;
    Ok(out)
}

/// A page is read once and at once: V8 compiles the content script's functions when it is loaded, not each when it is called.
fn eager(entry: &str) -> Option<&'static str> {
    entry.starts_with("content/").then_some("--banner:js=//# allFunctionsCalledOnLoad")
}

fn esbuild(extension: &Path, out: &Path, glue: &Path, entry: &str, format: &str, server: &str) -> Result<()> {
    // Through `.bin`: with install scripts the package's own program is native, without them a script.
    let status = Command::new(extension.join("node_modules/.bin/esbuild"))
        .arg(entry)
        .args([
            "--bundle",
            "--minify-syntax",
            "--minify-whitespace",
            "--target=es2022",
            "--charset=utf8",
            "--log-level=warning",
        ])
        .args(eager(entry))
        .arg(format!("--format={format}"))
        .arg(format!("--outfile={}", out.join(entry).with_extension("js").display()))
        .arg(format!("--define:__SERVER_URL__={}", serde_json::to_string(server)?))
        .arg(format!("--alias:views={}", glue.display()))
        // The engine's is loaded beside the bundle, not into it.
        .arg("--external:./engine.js")
        .current_dir(extension)
        .status()
        .context("node is needed to bundle the extension (Debian: apt install nodejs)")?;
    if !status.success() {
        bail!("esbuild failed on extension/{entry}");
    }
    Ok(())
}
