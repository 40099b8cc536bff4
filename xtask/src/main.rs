//! Tasks of this repository that are more than one command: `cargo xtask extension`, `cargo xtask lint`.

mod extension;
mod lint;
mod stamp;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Builds the extension and checks the source tree")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build `dist/chrome`, `dist/firefox` and their zips.
    Extension(extension::Options),
    /// Hold the layering rules, the locale keys and the TypeScript types.
    Lint,
}

fn main() -> Result<()> {
    match Cli::parse().task {
        Task::Extension(options) => extension::build(&options),
        Task::Lint => lint::run(),
    }
}

/// The repository's root: xtask is always run by cargo, from a checkout.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").components().fold(
        std::path::PathBuf::new(),
        |mut path, part| {
            if part == std::path::Component::ParentDir {
                path.pop();
            } else {
                path.push(part);
            }
            path
        },
    )
}
