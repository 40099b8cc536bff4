//! `/profile/resume`.

use std::rc::Rc;

use api_types::profile::Resume;
use api_types::{Code, Problem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{ApiError, Client, Method, Request, Transport};
use crate::browser::Browser;

const PATH: &str = "/profile/resume";
/// Largest file the server takes.
const MAX_FILE: usize = 5 << 20;

impl<B: Browser, T: Transport> Client<B, T> {
    /// The stored resume, if there is one.
    pub async fn resume(self: &Rc<Self>) -> Result<Option<Resume>, ApiError> {
        absent_is_none(self.get(PATH).await)
    }

    /// Uploads or replaces the resume; `content` is the file as base64.
    pub async fn put_resume(self: &Rc<Self>, file_name: &str, content: &str) -> Result<Resume, ApiError> {
        if content.len() > MAX_FILE.div_ceil(3) * 4 {
            return Err(ApiError::Problem(Box::new(Problem::new(Code::TooLarge, String::new()))));
        }
        let bytes = STANDARD.decode(content).map_err(|_| ApiError::Malformed)?;
        let boundary = format!("legwork-{}", self.browser.random());
        let request = Request::new(Method::Post, PATH).body(
            format!("multipart/form-data; boundary={boundary}"),
            multipart(&boundary, file_name, &bytes),
        );
        self.whole_signed(request).await
    }

    /// Deletes the resume.
    pub async fn delete_resume(self: &Rc<Self>) -> Result<(), ApiError> {
        absent_is_none(self.send_signed(Request::new(Method::Delete, PATH)).await.map(|_| ()))?;
        Ok(())
    }
}

fn absent_is_none<R>(answer: Result<R, ApiError>) -> Result<Option<R>, ApiError> {
    match answer {
        Err(ApiError::Problem(problem)) if problem.code == Code::NotFound => Ok(None),
        answer => answer.map(Some),
    }
}

/// A form with one file (RFC 7578). The name is escaped as browsers do it.
fn multipart(boundary: &str, file_name: &str, bytes: &[u8]) -> Vec<u8> {
    let file_name = file_name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_can_not_forge_a_header() {
        let body = String::from_utf8(multipart("b", "a\"\r\nX: y.txt", b"text")).unwrap();
        assert!(body.contains("filename=\"a%22%0D%0AX: y.txt\"\r\nContent-Type"));
        assert!(body.ends_with("\r\n\r\ntext\r\n--b--\r\n"));
    }
}
