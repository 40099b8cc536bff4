//! `/account/resume`.

use api_types::Code;
use api_types::profile::Resume;
use askama::Template;
use axum::Router;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};

use super::{MAX_UPLOAD_BYTES, delete, load, save};
use crate::app::App;
use crate::auth::SignedIn;
use crate::platform::problem::{ApiError, ApiResult};
use crate::portal::{FormErrors, Here, Layout, Said, filters, go, page, page_as, text};

/// More than this is not even read to its end.
const MOST_READ: usize = 64 << 20;

#[derive(Template)]
#[template(path = "account/resume.html")]
struct ResumePage {
    layout: Layout,
    resume: Option<Resume>,
    errors: FormErrors,
}

/// Pages of the feature.
pub fn router() -> Router<App> {
    Router::new()
        .route("/account/resume", get(show).post(upload).layer(DefaultBodyLimit::max(MOST_READ)))
        .route("/account/resume/delete", post(submit_delete))
}

async fn show(State(app): State<App>, signed_in: SignedIn, Query(said): Query<Said>) -> ApiResult<Response> {
    let layout = signed_in.layout(Here::Resume).notice(said.done.as_deref());
    let resume = load(&app, &signed_in.caller).await?;
    page(&ResumePage { layout, resume, errors: FormErrors::default() })
}

async fn upload(State(app): State<App>, signed_in: SignedIn, form: Multipart) -> ApiResult<Response> {
    let saved = match read_file(form).await {
        Ok((name, bytes)) => save(&app, &signed_in.caller, &name, bytes).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let Err(error) = saved else { return Ok(go("/account/resume?done=resume_saved")) };
    let message = match error.problem.code {
        Code::Invalid => text("field_error.file_required"),
        Code::TooLarge => text("problem.too_large"),
        Code::UnsupportedMediaType => text("problem.unsupported_media_type"),
        Code::UnreadableDocument => error.problem.detail.clone(),
        _ => return Err(error),
    };
    let layout = signed_in.layout(Here::Resume);
    let resume = load(&app, &signed_in.caller).await?;
    let errors = FormErrors::field("file", message);
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &ResumePage { layout, resume, errors })
}

async fn read_file(mut form: Multipart) -> ApiResult<(String, Vec<u8>)> {
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = read_field(field).await?;
            if !bytes.is_empty() {
                return Ok((name, bytes));
            }
        }
    }
    Err(ApiError::new(Code::Invalid, text("field_error.file_required")))
}

/// A file that is too large is read to its end and dropped: a browser that is still sending hears no answer.
async fn read_field(mut field: Field<'_>) -> ApiResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut too_large = false;
    while let Some(part) = field.chunk().await.map_err(|_| broken())? {
        too_large |= bytes.len() + part.len() > MAX_UPLOAD_BYTES;
        if too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&part);
        }
    }
    if too_large { Err(ApiError::new(Code::TooLarge, text("problem.too_large"))) } else { Ok(bytes) }
}

fn broken() -> ApiError {
    ApiError::new(Code::TooLarge, text("problem.too_large"))
}

async fn submit_delete(State(app): State<App>, signed_in: SignedIn) -> ApiResult<Response> {
    match delete(&app, &signed_in.caller.scope).await {
        // Deleted in another window: what was wanted is so.
        Err(error) if error.problem.code != Code::NotFound => Err(error),
        _ => Ok(go("/account/resume?done=resume_deleted")),
    }
}
