//! A database of its own in the private Postgres that `./build.sh test` starts.

use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, Executor as _};

/// Makes an empty database; its address.
pub async fn new_postgres_database() -> String {
    let server = std::env::var("LEGWORK_TEST_POSTGRES")
        .expect("LEGWORK_TEST_POSTGRES is not set: run the tests with ./build.sh test rust");
    let pool = PgPoolOptions::new().max_connections(1).connect(&format!("{server}/postgres")).await.unwrap();
    let name = format!("test_{}", uuid::Uuid::new_v4().simple());
    pool.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    pool.close().await;
    format!("{server}/{name}")
}
