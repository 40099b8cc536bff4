//! `/api/v1/profile/resume`.

use serde::{Deserialize, Serialize};

/// The stored resume. Uploaded as `multipart/form-data`, field `file`: PDF, DOCX, TXT or MD, 5 MB at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resume {
    /// Name of the uploaded file.
    pub file_name: String,
    /// Media type found by its content, not by its name.
    pub media_type: String,
    /// Size of the uploaded file in bytes.
    pub bytes: u64,
    /// The extracted text.
    pub text: String,
    /// When it was uploaded.
    pub uploaded_at: String,
}
