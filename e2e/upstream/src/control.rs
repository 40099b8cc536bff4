//! The upstream's own endpoints: script it, look at what it saw.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::server::{Shared, held};
use crate::{Rule, Seen, Stats};

pub(crate) const MODEL: &str = "scripted-1";

/// `POST /_script`: adds a list of rules.
pub(crate) async fn add(State(shared): State<Arc<Shared>>, Json(rules): Json<Vec<Rule>>) -> StatusCode {
    let mut script = held(&shared.script);
    rules.into_iter().for_each(|rule| script.add(rule));
    StatusCode::NO_CONTENT
}

/// `DELETE /_script`: forgets rules, counts and requests.
pub(crate) async fn clear(State(shared): State<Arc<Shared>>) -> StatusCode {
    held(&shared.script).clear();
    *held(&shared.obedience) = Default::default();
    held(&shared.seen).clear();
    shared.counters.reset();
    StatusCode::NO_CONTENT
}

/// `GET /_script/stats`
pub(crate) async fn stats(State(shared): State<Arc<Shared>>) -> Json<Stats> {
    Json(shared.counters.read())
}

/// `GET /_script/requests`
pub(crate) async fn requests(State(shared): State<Arc<Shared>>) -> Json<Vec<Seen>> {
    Json(held(&shared.seen).clone())
}

/// `GET /_script/obeyed?goal=WORDS`: how many orders were obeyed in the errand whose goal has the words.
pub(crate) async fn obeyed(State(shared): State<Arc<Shared>>, Query(errand): Query<Errand>) -> Json<usize> {
    Json(held(&shared.obedience).obeyed(&errand.goal))
}

#[derive(Deserialize)]
pub(crate) struct Errand {
    goal: String,
}

/// `GET /v1/models`
pub(crate) async fn models() -> Json<Value> {
    Json(json!({
        "object": "list",
        "data": [{ "id": MODEL, "object": "model", "created": 1_700_000_000, "owned_by": "scripted-upstream" }],
    }))
}
