use axum::extract::State;
use serde_json::{Value, json};

use super::OFFLINE_MODEL;
use crate::app::App;
use crate::auth::Caller;
use crate::platform::body::Json;
use api_types::Problem;

/// OpenAI-compatible list of models.
#[utoipa::path(get, path = "/api/v1/models", tag = "models", operation_id = "list_models",
    responses((status = 200, description = "As the OpenAI API answers", body = Object), (status = 401, body = Problem)))]
pub async fn models(State(app): State<App>, _caller: Caller) -> Json<Value> {
    let id = app.llm.model();
    let owner = if id == OFFLINE_MODEL { "legwork" } else { "upstream" };
    Json(
        json!({ "object": "list", "data": [{ "id": id, "object": "model", "created": 0, "owned_by": owner }] }),
    )
}
