//! What a file is, by its content. The name decides only between text and Markdown, which look alike.

use serde::{Deserialize, Serialize};

use super::Unreadable;

/// The kinds of documents that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Portable Document Format.
    Pdf,
    /// Word, Office Open XML.
    Docx,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
}

/// Readers accept a PDF header that does not stand at the very start (ISO 32000-1, annex H.3.4.1).
const PDF_HEADER_WITHIN: usize = 1024;

impl Kind {
    /// Media type of the kind.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
        }
    }

    /// The kind of `bytes`. Whether a ZIP archive really is a DOCX shows when it is opened.
    pub fn of(bytes: &[u8], file_name: &str) -> Result<Self, Unreadable> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Ok(Self::Docx);
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            // Office wraps a DOCX with a password in the old container, in a stream of this name.
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let encrypted = bytes.windows(name.len()).any(|window| window == name);
            return Err(if encrypted { Unreadable::Encrypted } else { Unreadable::UnknownKind });
        }
        let head = &bytes[..bytes.len().min(PDF_HEADER_WITHIN)];
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if bytes.starts_with(b"{\\rtf") {
            return Err(Unreadable::UnknownKind);
        }
        let extension = file_name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        Ok(match extension.as_deref() {
            Some("md" | "markdown" | "mdown" | "mkd") => Self::Markdown,
            _ => Self::Text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_not_the_name() {
        assert_eq!(Kind::of(b"%PDF-1.7\n", "cv.txt"), Ok(Kind::Pdf));
        assert_eq!(Kind::of(b"\xEF\xBB\xBF\n%PDF-1.7\n", "cv"), Ok(Kind::Pdf));
        assert_eq!(Kind::of(b"PK\x03\x04rest", "cv.pdf"), Ok(Kind::Docx));
        assert_eq!(Kind::of(b"# Me", "cv.pdf"), Ok(Kind::Text));
    }

    #[test]
    fn the_name_tells_markdown_from_text() {
        assert_eq!(Kind::of(b"# Me", "Resume.MD"), Ok(Kind::Markdown));
        assert_eq!(Kind::of(b"# Me", "md"), Ok(Kind::Text));
        assert_eq!(Kind::of(b"# Me", ""), Ok(Kind::Text));
    }

    #[test]
    fn old_word_and_rtf_are_not_read_and_a_password_is_named() {
        let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        assert_eq!(Kind::of(&old, "cv.doc"), Err(Unreadable::UnknownKind));
        assert_eq!(Kind::of(b"{\\rtf1", "cv.rtf"), Err(Unreadable::UnknownKind));
        let mut locked = old;
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(Kind::of(&locked, "cv.docx"), Err(Unreadable::Encrypted));
    }
}
