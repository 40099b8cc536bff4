use api_types::Problem;
use api_types::me::{Me, Workspace};
use axum::extract::State;

use super::store;
use crate::app::App;
use crate::auth::Caller;
use crate::plans;
use crate::platform::body::Json;
use crate::platform::clock::rfc3339;
use crate::platform::problem::ApiResult;

/// The signed-in person and the workspace in use.
#[utoipa::path(get, path = "/api/v1/me", tag = "account", operation_id = "get_me",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn me(State(app): State<App>, caller: Caller) -> ApiResult<Json<Me>> {
    load_me(&app, &caller).await.map(Json)
}

/// What `/me` tells.
pub async fn load_me(app: &App, caller: &Caller) -> ApiResult<Me> {
    let who = &caller.identity;
    let plan_name = plans::find(&who.plan).map_or_else(|| who.plan.clone(), |plan| plan.name.clone());
    Ok(Me {
        id: who.account_id.clone(),
        name: who.name.clone(),
        email: who.email.clone(),
        email_verified: who.email_verified_at.is_some(),
        created_at: rfc3339(who.created_at),
        workspace: Workspace {
            id: who.workspace_id.clone(),
            name: who.workspace_name.clone(),
            slug: who.workspace_slug.clone(),
            role: caller.role,
            plan: who.plan.clone(),
            plan_name,
        },
        has_resume: store::has_resume(&app.db, &caller.scope).await?,
    })
}
