//! One SQL text for SQLite and Postgres. The macros compile it for both engines; see `docs/SQL.md`.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgConnectOptions, PgPool, PgPoolOptions, PgTypeInfo};
use sqlx::sqlite::{
    SqliteArgumentsBuffer, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous, SqliteTypeInfo,
};
use sqlx::{Connection as _, Postgres, Sqlite, Transaction};

/// The database.
#[derive(Clone)]
pub enum Db {
    /// Embedded: readers beside one writer.
    Sqlite {
        /// Read connections.
        read: SqlitePool,
        /// The one write connection.
        write: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// A transaction. Dropped without commit it is rolled back.
pub enum Tx {
    /// On the one write connection.
    Sqlite(Transaction<'static, Sqlite>),
    /// On a connection of its own.
    Postgres(Transaction<'static, Postgres>),
}

/// Runs a statement on a [`Db`]: `execute!(db.read, sqlx::query(SQL))`, or `db.write`.
#[macro_export]
macro_rules! on {
    ($db:ident . read, |$conn:ident| $body:expr) => {
        match $db {
            $crate::platform::db::Db::Sqlite { read: $conn, .. } => $body.await,
            $crate::platform::db::Db::Postgres($conn) => $body.await,
        }
    };
    ($db:ident . write, |$conn:ident| $body:expr) => {
        match $db {
            $crate::platform::db::Db::Sqlite { write: $conn, .. } => $body.await,
            $crate::platform::db::Db::Postgres($conn) => $body.await,
        }
    };
}

/// Runs a statement in a [`Tx`]: `execute!(tx, sqlx::query(SQL))`.
#[macro_export]
macro_rules! in_tx {
    ($tx:ident, |$conn:ident| $body:expr) => {
        match $tx {
            $crate::platform::db::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body.await
            }
            $crate::platform::db::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body.await
            }
        }
    };
}

/// Runs a statement that returns no rows, on `db.write` or in a [`Tx`]; how many rows it touched:
/// `execute!(tx, sqlx::query(SQL).bind(id))`.
#[macro_export]
macro_rules! execute {
    ($db:ident . $way:ident, $query:expr) => {
        $crate::on!($db.$way, |c| async { $query.execute(c).await.map(|done| done.rows_affected()) })
    };
    ($tx:ident, $query:expr) => {
        $crate::in_tx!($tx, |c| async { $query.execute(c).await.map(|done| done.rows_affected()) })
    };
}

impl Db {
    /// Opens the SQLite file in `dir`, making both when missing.
    pub async fn open_sqlite(dir: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(dir)?;
        // FULL: an acknowledged write survives a power cut. Group commit keeps that affordable.
        let options = SqliteConnectOptions::new()
            .filename(dir.join("legwork.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(200);
        // A connection to a file does not break while it rests: asking it each time would cost as much as a read.
        let pool = |size| SqlitePoolOptions::new().max_connections(size).test_before_acquire(false);
        let write = pool(1).connect_with(options.clone()).await?;
        let read = pool(4).connect_with(options.read_only(true)).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Connects to Postgres.
    pub async fn open_postgres(url: &str) -> anyhow::Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        // A server that is frozen within a transaction must not hold its row locks for longer than others wait for them.
        let options = options.options([("idle_in_transaction_session_timeout", "3s")]);
        let pool = PgPoolOptions::new()
            .max_connections(20)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let migrator = sqlx::migrate!("../migrations");
        match self {
            Self::Sqlite { write, .. } => migrator.run(write).await?,
            Self::Postgres(pool) => migrator.run(pool).await?,
        }
        Ok(())
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite { read, .. } => read.acquire().await?.ping().await,
            Self::Postgres(pool) => pool.acquire().await?.ping().await,
        }
    }

    /// Starts a transaction that will write.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Closes every connection; SQLite's log is folded into its file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// `SQLite` or `Postgres`.
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres(_) => "Postgres",
        }
    }
}

impl Tx {
    /// Makes the writes durable.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

/// Many rows in one parameter: `FROM json_each($1) r`, with `r.key` counting up and `r.value ->> 'column'`. Both engines
/// know `json_each` of an object.
pub struct Many(String);

impl Many {
    /// The rows, in their order.
    pub fn of<T: Serialize>(rows: impl Iterator<Item = T>) -> Result<Self, sqlx::Error> {
        let mut text = Vec::from(*b"{");
        for (index, row) in rows.enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(text, "{separator}\"{index}\":")?;
            serde_json::to_writer(&mut text, &row).map_err(|error| sqlx::Error::Encode(error.into()))?;
        }
        text.push(b'}');
        String::from_utf8(text).map(Self).map_err(|error| sqlx::Error::Encode(error.into()))
    }
}

impl sqlx::Type<Postgres> for Many {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("json")
    }
}

impl sqlx::Encode<'_, Postgres> for Many {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        <&str as sqlx::Encode<'_, Postgres>>::encode_by_ref(&self.0.as_str(), buffer)
    }
}

impl sqlx::Type<Sqlite> for Many {
    fn type_info() -> SqliteTypeInfo {
        <String as sqlx::Type<Sqlite>>::type_info()
    }
}

impl sqlx::Encode<'_, Sqlite> for Many {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        <String as sqlx::Encode<'_, Sqlite>>::encode_by_ref(&self.0, buffer)
    }
}

/// Whether the error is a violation of the unique constraint `name`.
///
/// SQLite names the columns instead of the constraint; `columns` is how it writes them (`account.email_key`).
pub fn violates(error: &sqlx::Error, name: &str, columns: &str) -> bool {
    error.as_database_error().is_some_and(|error| {
        error.is_unique_violation() && (error.constraint() == Some(name) || error.message().contains(columns))
    })
}
