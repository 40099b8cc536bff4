//! What a person tells Legwork about themselves: the resume, as text. The uploaded file itself is not kept.

pub mod extract;

pub mod pages;
mod resume;
mod store;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use resume::{delete, load, save};

use crate::app::App;
use crate::auth::TenantScope;
use crate::platform::problem::ApiResult;

/// Most bytes of a request that carries a resume: the file and the form around it.
pub const MAX_UPLOAD_BYTES: usize = 6 << 20;

/// Routes of the feature.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(resume::get_resume, resume::put_resume, resume::delete_resume))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD_BYTES))
}

/// Text of the person's resume, if there is one.
pub async fn text(app: &crate::app::App, scope: &TenantScope) -> ApiResult<Option<String>> {
    Ok(store::text_of(&app.db, scope).await?)
}
