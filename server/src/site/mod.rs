//! The public pages of the portal and what stands around every page: the visitor, the check of a form's origin,
//! errors as pages, protective headers.

mod dev_mail;
mod download;
mod error_page;
mod frame;
mod landing;
mod privacy;

use axum::Router;
use axum::routing::get;

pub use frame::frame;

use crate::app::App;
use crate::portal::filters;

/// Pages of the feature.
pub fn router() -> Router<App> {
    Router::new()
        .route("/", get(landing::show))
        .route("/download", get(download::show))
        .route("/download/{file}", get(download::file))
        .route("/privacy", get(privacy::show))
        .route("/dev/mail", get(dev_mail::list))
        .route("/dev/mail/{id}", get(dev_mail::show))
}
