//! The `legwork` program: `serve`, `migrate`, `doctor`, `admin`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use legwork::platform::config::{Flags, Settings, Source};
use legwork::{admin, profile, serve};

/// The Legwork server. Every setting can also come from the environment or the file named by --config.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
struct Common {
    /// Development: makes its own secrets, writes mail to files shown at /dev/mail.
    #[arg(long, global = true)]
    dev: bool,
    /// Address to listen on [default: 127.0.0.1:8080].
    #[arg(long, global = true)]
    listen: Option<SocketAddr>,
    /// Folder for the database and what --dev keeps [default: ./data].
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// TOML file with settings.
    #[arg(long, global = true, env = "LEGWORK_CONFIG")]
    config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve(Common),
    /// Bring the database up to date.
    Migrate(Common),
    /// Check the configuration and say what to fix.
    Doctor(Common),
    /// Commands of the operator.
    Admin {
        #[command(subcommand)]
        command: Admin,
        #[command(flatten)]
        common: Common,
    },
    /// Reads a document from standard input (the server starts this itself).
    #[command(hide = true)]
    ExtractDocument,
}

#[derive(Subcommand)]
enum Admin {
    /// Put the workspaces that an address owns on a plan.
    SetPlan {
        /// Address of the owner.
        email: String,
        /// Key of the plan: free, pro, team, enterprise.
        plan: String,
    },
    /// Confirm an address without a mail.
    VerifyEmail {
        /// The address.
        email: String,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::ExtractDocument) {
        return profile::extract::run_child();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = runtime.map_err(anyhow::Error::from).and_then(|runtime| runtime.block_on(run(cli.command)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("legwork: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    // Only one TLS provider is compiled in; a second call would be a fault of ours and changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("LOG").unwrap_or_else(|_| "info,sqlx=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match command {
        Command::Serve(common) => {
            let Some((settings, _)) = settings(&common)? else { return Ok(ExitCode::FAILURE) };
            run_server(settings).await?;
        }
        Command::Migrate(common) => {
            let Some((settings, _)) = settings(&common)? else { return Ok(ExitCode::FAILURE) };
            let db = serve::open_database(&settings).await?;
            db.migrate().await?;
            say(&format!("{} is up to date.", db.engine()));
        }
        Command::Doctor(common) => return doctor(&common).await,
        Command::Admin { command, common } => {
            let Some((settings, _)) = settings(&common)? else { return Ok(ExitCode::FAILURE) };
            let db = serve::open_database(&settings).await?;
            db.migrate().await?;
            match command {
                Admin::SetPlan { email, plan } => {
                    let count = admin::set_plan(&db, &email, &plan).await?;
                    say(&format!("{count} workspace(s) of {email} are on the plan {plan}."));
                }
                Admin::VerifyEmail { email } => {
                    admin::verify_email(&db, &email).await?;
                    say(&format!("{email} is confirmed."));
                }
            }
        }
        Command::ExtractDocument => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The checked settings; `None` after naming every fault.
fn settings(common: &Common) -> anyhow::Result<Option<(Settings, Flags)>> {
    let source = Source::load(common.config.as_deref())?;
    let flags = flags(common);
    match Settings::load(&flags, &source) {
        Ok(settings) => Ok(Some((settings, flags))),
        Err(faults) => {
            eprintln!("legwork: the configuration is not complete:");
            for fault in faults {
                eprintln!("  - {fault}");
            }
            eprintln!("To try it out, use `legwork serve --dev`: it makes its own secrets.");
            Ok(None)
        }
    }
}

fn flags(common: &Common) -> Flags {
    Flags { dev: common.dev, listen: common.listen, data: common.data.clone() }
}

async fn doctor(common: &Common) -> anyhow::Result<ExitCode> {
    let source = Source::load(common.config.as_deref())?;
    let mut healthy = true;
    for finding in admin::examine(&flags(common), &source).await {
        match finding.result {
            Ok(text) => say(&format!("ok    {}: {text}", finding.subject)),
            Err(text) => {
                healthy = false;
                say(&format!("FIX   {}: {text}", finding.subject));
            }
        }
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn run_server(settings: Settings) -> anyhow::Result<()> {
    let running = serve::start(settings).await?;
    say(&format!("Legwork listens on http://{}", running.address));
    stop_signal().await?;
    tracing::info!("stopping: streams under way may end");
    running.stop().await;
    Ok(())
}

async fn stop_signal() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result,
        _ = terminate.recv() => Ok(()),
    }
}

#[allow(clippy::print_stdout, reason = "the answers of commands")]
fn say(line: &str) {
    println!("{line}");
}
