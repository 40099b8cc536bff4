//! The scripted upstream as a program: prints its address, serves until stopped.

use std::io::Write;
use std::net::SocketAddr;

use clap::Parser;
use scripted_upstream::Upstream;

/// A server that speaks the OpenAI API for tests. Script it at `POST /_script`.
#[derive(Parser)]
struct Options {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Milliseconds between the chunks of a stream.
    #[arg(long, default_value_t = 2)]
    chunk_ms: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let upstream = Upstream::start_at(options.listen).await?;
    upstream.set_chunk_ms(options.chunk_ms);
    writeln!(std::io::stdout(), "{}", upstream.base_url())?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}
