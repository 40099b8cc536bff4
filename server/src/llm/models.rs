use axum::extract::State;
use serde_json::{Value, json};

use super::OFFLINE_MODEL;
use crate::app::App;
use crate::auth::{Operation, PersonOrKey};
use crate::platform::body::Json;
use crate::platform::problem::ApiResult;
use api_types::Problem;

/// OpenAI-compatible list of models.
#[utoipa::path(get, path = "/api/v1/models", tag = "models", operation_id = "list_models",
    responses((status = 200, description = "As the OpenAI API answers", body = Object), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn models(State(app): State<App>, PersonOrKey(caller): PersonOrKey) -> ApiResult<Json<Value>> {
    caller.require(Operation::Ask)?;
    let id = app.llm.model();
    let owner = if id == OFFLINE_MODEL { "legwork" } else { "upstream" };
    Ok(Json(
        json!({ "object": "list", "data": [{ "id": id, "object": "model", "created": 0, "owned_by": owner }] }),
    ))
}
