//! `cargo xtask extension`: wasm bundles, TypeScript bundles, static files, manifest and zip of each browser.

mod manifest;
mod scripts;
mod statics;
mod wasm;
mod zipped;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

pub use manifest::Browser;

/// Options of `cargo xtask extension`.
#[derive(Args)]
pub struct Options {
    /// Which browser to build for.
    #[arg(long, value_enum, default_value = "all")]
    browser: Target,
    /// The server the extension talks to until the person chooses another.
    #[arg(long, env = "LEGWORK_SERVER", default_value = "http://127.0.0.1:8080")]
    server: String,
    /// Also make `dist/chrome-e2e` and `dist/firefox-e2e`: with host access to this machine's pages, because an
    /// automated browser can not give the gesture that grants `activeTab`. Otherwise the same.
    #[arg(long)]
    e2e: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Target {
    Chrome,
    Firefox,
    All,
}

impl Target {
    fn browsers(self) -> &'static [Browser] {
        match self {
            Target::Chrome => &[Browser::Chrome],
            Target::Firefox => &[Browser::Firefox],
            Target::All => &[Browser::Chrome, Browser::Firefox],
        }
    }
}

/// Builds what `options` ask for.
pub fn build(options: &Options) -> Result<()> {
    let server = origin(&options.server)?;
    let root = crate::root();
    let dist = root.join("dist");
    scripts::install(&root)?;
    let bundles = wasm::build(&root, &dist)?;
    let scripts = scripts::bundle(&root, &dist, &server)?;

    for &browser in options.browser.browsers() {
        for e2e in [false, true] {
            if e2e && !options.e2e {
                continue;
            }
            let name = if e2e { format!("{}-e2e", browser.name()) } else { browser.name().to_owned() };
            let folder = dist.join(&name);
            let manifest = manifest::of(&root, browser, &server, e2e)?;
            assemble(&root, &folder, &bundles, &scripts, &manifest)?;
            if !e2e {
                zipped::write(&folder, &dist.join(format!("legwork-{name}.zip")))?;
            }
            report(&root, &folder)?;
        }
    }
    bundles.report(&root)
}

/// Puts a loadable folder together. Files that are already right stay untouched, gone ones go.
fn assemble(
    root: &Path,
    folder: &Path,
    bundles: &wasm::Bundles,
    scripts: &Path,
    manifest: &str,
) -> Result<()> {
    let mut folder = statics::Folder::open(folder);
    folder.add_tree(scripts, Path::new(""))?;
    folder.add_tree(&bundles.engine, Path::new("background"))?;
    folder.add_tree(&bundles.views, Path::new("views"))?;
    folder.add_statics(&root.join("extension"))?;
    folder.add_bytes(Path::new("manifest.json"), manifest.as_bytes())?;
    folder.finish()
}

/// The origin of the server's address: the manifest and the engine must name the same one.
fn origin(server: &str) -> Result<String> {
    let url = url::Url::parse(server).with_context(|| format!("--server {server} is no address"))?;
    if !matches!(url.scheme(), "http" | "https") || url.path() != "/" || url.query().is_some() {
        bail!("--server takes an origin such as https://legwork.example, not {server}");
    }
    Ok(url.origin().ascii_serialization())
}

fn report(root: &Path, folder: &Path) -> Result<()> {
    let bytes: u64 =
        crate::stamp::files(folder).iter().filter_map(|f| fs::metadata(f).ok()).map(|m| m.len()).sum();
    println!("{:<24} {:>6} kB", folder.strip_prefix(root)?.display(), bytes / 1000);
    Ok(())
}
