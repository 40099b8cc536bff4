use api_types::Problem;
use api_types::auth::{Done, LogoutRequest};
use axum::extract::State;

use super::{Caller, sessions};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::problem::ApiResult;

/// Sign out, here or everywhere.
#[utoipa::path(post, path = "/api/v1/auth/logout", tag = "auth", operation_id = "logout",
    request_body = LogoutRequest, responses((status = 200, body = Done), (status = 401, body = Problem)))]
pub async fn logout(
    State(app): State<App>,
    caller: Caller,
    Json(request): Json<LogoutRequest>,
) -> ApiResult<Json<Done>> {
    if request.everywhere {
        sessions::revoke_all(&app, &caller.scope).await?;
    } else if let Some(session_id) = caller.session_id() {
        sessions::revoke_session(&app, &caller.scope, session_id).await?;
    }
    Ok(Json(Done { done: true }))
}
