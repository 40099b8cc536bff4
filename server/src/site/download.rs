use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::filters;
use crate::app::App;
use crate::auth::Visitor;
use crate::platform::problem::{ApiError, ApiResult};
use crate::portal::{Here, Layout, page};

/// Packages that `build.sh` writes.
const PACKAGES: [&str; 2] = ["legwork-chrome.zip", "legwork-firefox.zip"];

#[derive(Template)]
#[template(path = "pages/download.html")]
struct DownloadPage {
    layout: Layout,
    built: bool,
    server_url: String,
}

/// How to install the extension and connect it to this server.
pub async fn show(State(app): State<App>, visitor: Visitor) -> ApiResult<Response> {
    let there = |package: &str| app.settings.extension_dir.join(package).is_file();
    page(&DownloadPage {
        layout: visitor.layout(Here::Download),
        built: PACKAGES.into_iter().all(there),
        server_url: app.settings.public_url.clone(),
    })
}

/// A package. Its name comes from the list, never from the request.
pub async fn file(State(app): State<App>, Path(name): Path<String>) -> ApiResult<Response> {
    let package = PACKAGES.into_iter().find(|package| *package == name).ok_or_else(ApiError::not_found)?;
    let bytes =
        tokio::fs::read(app.settings.extension_dir.join(package)).await.map_err(|_| ApiError::not_found())?;
    let disposition = format!("attachment; filename=\"{package}\"");
    let headers =
        [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, [(header::CACHE_CONTROL, "no-cache")], bytes).into_response())
}
