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

use manifest::Rights;

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
    /// Also make `dist/chrome-trusted`, the edition that may debug tabs of runs when the person switches it on: for
    /// pages that take no input of scripts. `dist/chrome-e2e` may always.
    #[arg(long)]
    trusted: bool,
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
    let scripts = scripts::bundle(&root, &dist, &bundles.views, &server)?;

    for &browser in options.browser.browsers() {
        for (edition, rights) in editions(options, browser) {
            let name = format!("{}{edition}", browser.name());
            let folder = dist.join(&name);
            let manifest = manifest::of(&root, browser, &server, rights)?;
            assemble(&root, &folder, &bundles, &scripts, &manifest)?;
            if !rights.local_pages {
                zipped::write(&folder, &dist.join(format!("legwork-{name}.zip")))?;
            }
            report(&root, &folder)?;
        }
    }
    bundles.report(&root)
}

/// What is made for `browser`: the ending of its folder's name, and its rights.
fn editions(options: &Options, browser: Browser) -> Vec<(&'static str, Rights)> {
    let mut editions = vec![("", Rights::default())];
    if options.e2e {
        editions.push(("-e2e", Rights { local_pages: true, debugger: true }));
    }
    if options.trusted && browser == Browser::Chrome {
        editions.push(("-trusted", Rights { local_pages: false, debugger: true }));
    }
    editions
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
    folder.add_bytes(Path::new("views/views_bg.wasm"), &fs::read(bundles.views.join("views_bg.wasm"))?)?;
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
