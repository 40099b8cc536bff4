//! Starting, running and stopping a server.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use secrecy::ExposeSecret as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::platform::clock::{DAY, now};
use crate::platform::config::{Database, Settings};
use crate::platform::db::Db;
use crate::usage::Metering;
use crate::{auth, idempotency, usage};

/// Streams under way may take this long to end after a stop.
const DRAIN: Duration = Duration::from_secs(30);

/// Opens the configured database.
pub async fn open_database(settings: &Settings) -> anyhow::Result<Db> {
    match &settings.database {
        Database::Sqlite => {
            Db::open_sqlite(&settings.data).await.context("opening SQLite in the data folder")
        }
        Database::Postgres(url) => {
            Db::open_postgres(url.expose_secret()).await.context("connecting to Postgres (DATABASE_URL)")
        }
    }
}

/// A server that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its handlers share.
    pub app: App,
    stopping: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
    writer: JoinHandle<()>,
}

/// Migrates the database, starts the tasks and listens.
pub async fn start(settings: Settings) -> anyhow::Result<Running> {
    let db = open_database(&settings).await?;
    db.migrate().await.context("migrating the database")?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("listening on {}", settings.listen))?;
    let address = listener.local_addr()?;
    let mut settings = settings;
    if settings.dev && settings.listen.port() == 0 {
        settings.public_url = settings.public_url.replace(":0", &format!(":{}", address.port()));
    }
    let stopping = CancellationToken::new();
    let (metering, writer) = Metering::start(db.clone(), &settings);
    let app = App::new(settings, db, metering, stopping.clone())?;
    let stop = stopping.clone();
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move { stop.cancelled().await });
    let tasks = vec![
        tokio::spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "listening");
            }
        }),
        tokio::spawn(app.mailer.clone().run(stopping.clone())),
        tokio::spawn(tidy(app.clone(), stopping.clone())),
    ];
    Ok(Running { address, app, stopping, tasks, writer })
}

impl Running {
    /// Stops listening, lets streams end, commits what is metered, closes the database.
    pub async fn stop(self) {
        self.stopping.cancel();
        let tasks = futures::future::join_all(self.tasks);
        if tokio::time::timeout(DRAIN, tasks).await.is_err() {
            tracing::warn!("streams were cut after {} seconds", DRAIN.as_secs());
        }
        let db = self.app.db.clone();
        // The writer ends when the last hold and the last handle of the meter are gone.
        drop(self.app);
        let _ = tokio::time::timeout(Duration::from_secs(5), self.writer).await;
        db.close().await;
    }
}

/// Deletes what nobody needs any more, once an hour.
async fn tidy(app: App, stop: CancellationToken) {
    loop {
        let sessions = auth::delete_expired(&app).await;
        let claims = idempotency::delete_older_than(&app.db, now() - DAY).await;
        let days = usage::delete_past_days(&app.db, now() - 3 * DAY).await;
        if let Err(error) = sessions.and(claims).and(days) {
            tracing::error!(%error, "tidying");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
        }
    }
}
