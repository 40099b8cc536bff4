//! The two wasm bundles of `core-wasm`: cargo, then wasm-bindgen as a library (no version skew with a CLI). `wasm-opt` on
//! top was tried: a tenth smaller, no view any sooner on screen, and Debian's breaks wasm-bindgen's tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::stamp::Inputs;

const TRIPLE: &str = "wasm32-unknown-unknown";

/// Folders with one bundle each.
pub struct Bundles {
    /// The background's.
    pub engine: PathBuf,
    /// The views'.
    pub views: PathBuf,
}

impl Bundles {
    /// Prints the sizes.
    pub fn report(&self, root: &Path) -> Result<()> {
        for file in [self.engine.join("engine_bg.wasm"), self.views.join("views_bg.wasm")] {
            println!(
                "{:<40} {:>6} kB",
                file.strip_prefix(root)?.display(),
                fs::metadata(&file)?.len() / 1000
            );
        }
        Ok(())
    }
}

/// Builds both bundles, beside each other: the last and longest step of each has one thread only.
pub fn build(root: &Path, dist: &Path) -> Result<Bundles> {
    let bundles = Bundles { engine: dist.join(".wasm/engine"), views: dist.join(".wasm/views") };
    thread::scope(|scope| {
        let engine = scope.spawn(|| bundle(root, dist, "engine", "engine", &bundles.engine));
        bundle(root, dist, "ui", "views", &bundles.views)?;
        engine.join().map_err(|_| anyhow!("the engine's build panicked"))?
    })?;
    Ok(bundles)
}

fn bundle(root: &Path, dist: &Path, feature: &str, name: &str, out: &Path) -> Result<()> {
    let wasm = compile(root, feature)?;
    let inputs = Inputs::default().value(env!("CARGO_PKG_VERSION")).path(&wasm)?;
    inputs.run(&dist.join(".stamps").join(name), out, || {
        fs::create_dir_all(out)?;
        let mut bindgen = Bindgen::new();
        bindgen.input_path(&wasm).out_name(name).typescript(false).remove_name_section(true);
        bindgen.remove_producers_section(true);
        bindgen.web(true)?.generate(out).with_context(|| format!("wasm-bindgen on {}", wasm.display()))
    })
}

/// Compiles `core-wasm` with `feature`. Each bundle has its target folder: cargo gives both the same file name, and
/// would otherwise link again each time.
fn compile(root: &Path, feature: &str) -> Result<PathBuf> {
    let base = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let target = root.join(base).join(format!("wasm-{feature}"));
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Where rustup can not fetch the target, build.sh names a compiler that has it (wasm-toolchain.sh).
    if let Some(rustc) = std::env::var_os("LEGWORK_WASM_RUSTC") {
        cargo.env("RUSTC", rustc);
    }
    let profile = if feature == "engine" { "wasm-engine" } else { "wasm" };
    let output = cargo
        .args(["build", "--package", "core-wasm", "--lib", "--profile", profile, "--target", TRIPLE])
        .args(["--features", feature, "--target-dir"])
        .arg(&target)
        .current_dir(root)
        .status()
        .context("cargo")?;
    if !output.success() {
        bail!(explain(feature));
    }
    Ok(target.join(TRIPLE).join(profile).join("core_wasm.wasm"))
}

/// Why the build failed: most often on a fresh machine the target is missing.
fn explain(feature: &str) -> String {
    let sysroot = Command::new("rustc").args(["--print", "target-libdir", "--target", TRIPLE]).output();
    let there = sysroot.is_ok_and(|out| Path::new(String::from_utf8_lossy(&out.stdout).trim()).exists());
    if there {
        format!("core-wasm with the feature {feature} does not compile")
    } else {
        format!("Rust's {TRIPLE} target is missing: run `rustup target add {TRIPLE}` (./build.sh does it)")
    }
}
