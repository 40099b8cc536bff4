//! A server of its own for each test, and words to use it like a person does.

mod database;
mod person;
mod program;
mod server;

pub use database::new_postgres_database;
pub use person::{Answer, Person, question_about_museum};
pub use program::{Program, free_port};
pub use server::{PASSWORD, Server, Setup};

/// Runs one test on both databases: `on_both! { async fn a_sentence(setup) { … } }`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($setup:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "not every test uses everything of its file")]
            use super::*;

            async fn test($setup: $crate::harness::Setup) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                test($crate::harness::Setup::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                test($crate::harness::Setup::postgres().await).await;
            }
        }
    )*};
}
