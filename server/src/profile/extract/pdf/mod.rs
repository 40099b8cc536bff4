//! PDF: lopdf reads the file (cross references, object streams, decryption, filters), this module reads the pages.
//!
//! lopdf's own text extraction was tried, and so was the pdf-extract crate, on pages printed by Chromium: the first loses
//! Chinese and Indic text and breaks lines at every change of font, the second puts blanks into letter-spaced and kerned
//! words ("Y ears", "of fice"), and both leave Arabic and Hebrew backwards. Here every string is placed on the page with
//! its font's widths, and lines, blanks and reading direction follow from the places.

mod bidi;
mod cmap;
mod content;
mod encoding;
mod font;
mod layout;
mod matrix;

use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object};

use super::{Unreadable, limits};
use content::Interpreter;

/// Inherited entries are looked for this far up the page tree.
const TREE_DEPTH: usize = 50;

/// The text of a PDF, pages parted by blank lines.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    // Bytes before the header shift every offset in the file.
    let start = bytes.windows(5).position(|window| window == b"%PDF-").unwrap_or(0);
    // An empty user password (an owner's password only restricts printing and the like) is tried by lopdf itself.
    let options = LoadOptions::with_max_decompressed_size(limits::STREAM_BYTES);
    let document = Document::load_mem_with_options(&bytes[start..], options).map_err(reason)?;
    if document.trailer.has(b"Encrypt") {
        return Err(Unreadable::Encrypted);
    }
    let pages: Vec<_> = document.page_iter().take(limits::PAGES + 1).collect();
    if pages.len() > limits::PAGES {
        return Err(Unreadable::TooManyPages);
    }
    if pages.is_empty() {
        return Err(Unreadable::Damaged);
    }
    let empty = Dictionary::new();
    let mut interpreter = Interpreter::new(&document);
    let mut out = String::new();
    for id in pages {
        let Ok(page) = document.get_dictionary(id) else { continue };
        let content = document.get_page_content_with_limit(id, limits::STREAM_BYTES).map_err(reason)?;
        let resources =
            inherited(&document, page, b"Resources").and_then(|found| found.as_dict().ok()).unwrap_or(&empty);
        let sheet = interpreter.page(&content, resources)?;
        let frame = inherited(&document, page, b"MediaBox").and_then(|found| frame_of(&document, found));
        out.push_str(&layout::lay_out(sheet, frame));
        out.push_str("\n\n");
    }
    Ok(out)
}

/// Why lopdf gave up.
fn reason(error: Error) -> Unreadable {
    match error {
        Error::Decryption(_) | Error::InvalidPassword | Error::UnsupportedSecurityHandler(_) => {
            Unreadable::Encrypted
        }
        Error::Decompress(
            DecompressError::MemoryLimitExceeded { .. } | DecompressError::TooManyFilters { .. },
        )
        | Error::RecursionLimit
        | Error::ReferenceLimit => Unreadable::TooComplex,
        _ => Unreadable::Damaged,
    }
}

/// A page's entry, or that of the nearest node above it (ISO 32000-1 §7.7.3.4).
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..TREE_DEPTH {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// `[left, bottom, right, top]` of a rectangle with any two opposite corners.
fn frame_of(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let corners = matrix::numbers::<4>(document, object)?;
    let [x0, y0, x1, y1] = corners;
    let frame = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    // A degenerate box would hide everything.
    (frame[2] - frame[0] > 1.0 && frame[3] - frame[1] > 1.0).then_some(frame)
}
