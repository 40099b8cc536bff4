use api_types::plans::PlanList;

use super::catalogue;
use crate::platform::body::Json;

/// The plan catalogue, cheapest first.
#[utoipa::path(get, path = "/api/v1/plans", tag = "plans", operation_id = "list_plans", security(()),
    responses((status = 200, body = PlanList)))]
pub async fn list() -> Json<PlanList> {
    Json(PlanList { plans: catalogue().to_vec() })
}
