use api_types::profile::Resume;
use api_types::{Code, Problem};
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;

use super::extract;
use super::store::{self, ResumeRow};
use crate::app::App;
use crate::auth::{Caller, Operation, TenantScope};
use crate::platform::body::Json;
use crate::platform::clock::{now, rfc3339};
use crate::platform::problem::{ApiError, ApiResult};

/// The stored resume.
#[utoipa::path(get, path = "/api/v1/profile/resume", tag = "profile", operation_id = "get_resume",
    responses((status = 200, body = Resume), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn get_resume(State(app): State<App>, caller: Caller) -> ApiResult<Json<Resume>> {
    load(&app, &caller).await?.map(Json).ok_or_else(ApiError::not_found)
}

/// Upload a resume, replacing the one there was: PDF, DOCX, TXT or MD, 5 MB at most.
#[utoipa::path(post, path = "/api/v1/profile/resume", tag = "profile", operation_id = "put_resume",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Resume), (status = 401, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn put_resume(State(app): State<App>, caller: Caller, request: Request) -> ApiResult<Json<Resume>> {
    let mut form = Multipart::from_request(request, &app).await.map_err(|_| {
        ApiError::new(Code::UnsupportedMediaType, "Send a form (multipart/form-data) with the field file.")
    })?;
    while let Some(field) = form.next_field().await.map_err(broken_form)? {
        if field.name() != Some("file") {
            continue;
        }
        let file_name = field.file_name().unwrap_or("resume").to_owned();
        let bytes = field.bytes().await.map_err(broken_form)?;
        return save(&app, &caller, &file_name, bytes.into()).await.map(Json);
    }
    Err(ApiError::new(Code::Invalid, "The form has no field file."))
}

/// Form of an upload.
#[derive(utoipa::ToSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct UploadForm {
    /// The document.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Delete the resume.
#[utoipa::path(delete, path = "/api/v1/profile/resume", tag = "profile", operation_id = "delete_resume",
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn delete_resume(State(app): State<App>, caller: Caller) -> ApiResult<StatusCode> {
    delete(&app, &caller.scope).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The stored resume, if there is one.
pub async fn load(app: &App, caller: &Caller) -> ApiResult<Option<Resume>> {
    caller.require(Operation::OwnProfile)?;
    Ok(store::get(&app.db, &caller.scope).await?.map(resume))
}

/// Reads the document in a process of its own and keeps its text.
pub async fn save(app: &App, caller: &Caller, file_name: &str, bytes: Vec<u8>) -> ApiResult<Resume> {
    caller.require(Operation::OwnProfile)?;
    let file_bytes = bytes.len() as i64;
    let read =
        extract::extract_in_child(&app.settings.executable, bytes, file_name).await.map_err(|error| {
            let code = match error {
                extract::Unreadable::TooLarge => Code::TooLarge,
                extract::Unreadable::Unavailable => Code::Unavailable,
                _ => Code::UnreadableDocument,
            };
            ApiError::new(code, error.to_string())
        })?;
    let row = ResumeRow {
        file_name: display_name(file_name),
        media_type: read.kind.media_type().into(),
        file_bytes,
        body: read.text,
        uploaded_at: now(),
    };
    store::put(&app.db, &caller.scope, &row).await?;
    Ok(resume(row))
}

/// Deletes the resume. 404 when there is none.
pub async fn delete(app: &App, scope: &TenantScope) -> ApiResult<()> {
    if store::delete(&app.db, scope).await? { Ok(()) } else { Err(ApiError::not_found()) }
}

fn resume(row: ResumeRow) -> Resume {
    Resume {
        file_name: row.file_name,
        media_type: row.media_type,
        bytes: row.file_bytes as u64,
        text: row.body,
        uploaded_at: rfc3339(row.uploaded_at),
    }
}

/// The last part of the name, without control characters, 200 characters at most.
fn display_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or("");
    let name: String = text::clean(last).chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { "resume".into() } else { name }
}

fn broken_form(error: MultipartError) -> ApiError {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(Code::TooLarge, "The file is larger than 5 MB."),
        _ => ApiError::new(Code::InvalidBody, "The form broke off or is malformed."),
    }
}

#[cfg(test)]
mod tests {
    use super::display_name;

    #[test]
    fn only_the_last_part_of_a_name_is_kept() {
        assert_eq!(display_name("C:\\me\\cv.pdf"), "cv.pdf");
        assert_eq!(display_name("../../etc/passwd"), "passwd");
        assert_eq!(display_name("\u{202e}fdp.exe"), "fdp.exe");
        assert_eq!(display_name("/"), "resume");
    }
}
