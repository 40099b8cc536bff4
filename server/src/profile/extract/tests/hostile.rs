//! Broken and hostile files: whatever they hold, the reader answers and stays whole.

use proptest::prelude::*;

use super::made;
use crate::profile::extract::{Unreadable, extract};

const PDF: &[u8] = include_bytes!("../../../../tests/fixtures/documents/standard-fonts.pdf");
const PACKED: &[u8] = include_bytes!("../../../../tests/fixtures/documents/object-streams.pdf");
const DOCX: &[u8] = include_bytes!("../../../../tests/fixtures/documents/resume.docx");

/// A PDF of these objects, without a cross-reference table: readers rebuild it.
fn objects(bodies: &[&str]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    for (index, body) in bodies.iter().enumerate() {
        file.push_str(&format!("{} 0 obj\n{body}\nendobj\n", index + 1));
    }
    file.push_str("trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
    file.into_bytes()
}

#[test]
fn a_page_tree_that_bites_its_tail_ends() {
    let file = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 /Parent 3 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
    ]);
    assert!(extract(&file, "a.pdf").is_err());
}

#[test]
fn references_in_a_circle_end() {
    let file = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
        "<< /Type /Page /Parent 2 0 R /Resources 4 0 R /MediaBox 4 0 R /Contents 5 0 R >>",
        "5 0 R",
        "4 0 R",
    ]);
    assert!(extract(&file, "a.pdf").is_err());
}

#[test]
fn arrays_and_dictionaries_nested_a_hundred_thousand_deep_end() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("(", ")")] {
        let deep = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let file = objects(&["<< /Type /Catalog /Pages 2 0 R >>", &deep]);
        assert!(extract(&file, "a.pdf").is_err());
        assert!(extract(&made::pdf(&[deep.as_bytes()], None), "a.pdf").is_err());
    }
}

#[test]
fn every_truncation_of_a_document_is_answered() {
    for whole in [PDF, PACKED, DOCX] {
        for length in (0..whole.len()).step_by(7) {
            let _ = extract(&whole[..length], "a");
        }
    }
    assert_eq!(extract(&DOCX[..DOCX.len() / 2], "a.docx"), Err(Unreadable::Damaged));
}

#[test]
fn absurd_numbers_in_a_page_are_answered() {
    let page = b"BT /F 1e38 Tf 1e38 1e38 1e38 1e38 1e38 1e38 Tm 1e38 Tc 1e38 Tz (a) Tj [(b) -1e38 (c)] TJ 0 0 0 0 0 0 Tm (d) Tj ET";
    let _ = extract(&made::pdf(&[page], None), "a.pdf");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_never_panic(head in prop::sample::select(vec![&b""[..], b"%PDF-1.7\n", b"PK\x03\x04", b"\xFF\xFE"]),
                                tail in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = extract(&[head, &tail].concat(), "a.md");
    }

    #[test]
    fn random_content_never_panics(page in "([0-9.-]{1,6} |\\([a-z]{0,9}\\) |\\[\\(a\\) -?[0-9]{1,4}\\] |/F |/X |Tj |TJ |Tf |Td |Tm |BT |ET |q |Q |cm |Do |' |\" |T\\* |BDC |EMC |Tz |Tr |BI ID EI ){0,120}") {
        let _ = extract(&made::pdf(&[page.as_bytes()], None), "a.pdf");
    }

    #[test]
    fn altered_documents_never_panic(which in 0usize..3, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = [PDF, PACKED, DOCX][which].to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = extract(&bytes, "a");
    }
}
