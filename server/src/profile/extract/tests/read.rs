//! What a person finds in the text of an honest document.

use super::made;
use crate::profile::extract::{Kind, Unreadable, extract};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tests/fixtures/documents/", $name)).as_slice()
    };
}

fn text(bytes: &[u8]) -> String {
    extract(bytes, "resume").unwrap().text
}

#[test]
fn a_page_printed_by_a_browser_reads_as_it_looked() {
    let read = extract(fixture!("resume.pdf"), "whatever.txt").unwrap();
    assert_eq!(read.kind, Kind::Pdf);
    let wanted = "Nadeesha Perera\nColombo · n@example.com\n\nSummary\nEngineer with eight years of Rust and SQL. \
        Built a billing system that settled\n40 million events a day, “exactly once”, and kept the office’s workflows\n\
        efficient — difficult work.\n\nSkill\tYears\nRust\t8\n\n中文经历\n\nمهندس برمجيات 2016\n\nשלום (Rust) עולם";
    assert_eq!(read.text, wanted);
}

#[test]
fn fonts_a_document_does_not_carry_are_read_with_their_known_widths() {
    let read = text(fixture!("standard-fonts.pdf"));
    for line in [
        "Jane Doe — café naïve résumé",
        "Letter spaced heading",
        "Line two (with parens)",
        "WORD",
        "Page two",
    ] {
        assert!(read.lines().any(|found| found == line), "{line:?} in {read:?}");
    }
    assert!(read.contains("Rotated text\nsecond rotated line"));
    assert_eq!(read.matches("painted twice").count(), 1);
}

#[test]
fn text_nobody_sees_is_left_out_of_a_pdf() {
    let read = text(fixture!("standard-fonts.pdf"));
    assert!(!read.contains("order"), "{read:?}");
}

#[test]
fn an_owner_password_and_packed_objects_do_not_hinder_reading() {
    let plain = text(fixture!("standard-fonts.pdf"));
    assert_eq!(text(fixture!("owner-password.pdf")), plain);
    assert_eq!(text(fixture!("object-streams.pdf")), plain);
}

#[test]
fn a_password_and_a_scan_are_named_as_such() {
    assert_eq!(extract(fixture!("password.pdf"), "a.pdf"), Err(Unreadable::Encrypted));
    assert_eq!(extract(fixture!("scan.pdf"), "a.pdf"), Err(Unreadable::NoText));
}

#[test]
fn the_recognised_text_of_a_scan_is_read() {
    let image = lopdf::Stream::new(lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Image" }, vec![0]);
    let page = b"/X Do BT /F 12 Tf 3 Tr 50 700 Td (Recognised words) Tj ET";
    assert_eq!(text(&made::pdf(&[page], Some(image))), "Recognised words");
}

#[test]
fn kerning_parts_words_and_line_moves_part_lines() {
    let page = b"BT /F 12 Tf 14 TL 50 700 Td [(Two) -300 (w) 20 (ords)] TJ T* (next) Tj (line) ' 0 -60 Td (later) Tj ET";
    assert_eq!(text(&made::pdf(&[page], None)), "Two words\nnext\nline\n\nlater");
}

#[test]
fn a_word_document_is_read_once_and_in_order() {
    let read = extract(fixture!("resume.docx"), "resume.pdf").unwrap();
    assert_eq!(read.kind, Kind::Docx);
    let wanted = "zoe@example.com\n\nZoë Müller\nR&D <lead> café\tsince 2016\nnext line\nseen again\n• Rust\n\
        Skill\tYears\nSQL\t10\nkept\nbefore box\nin the box\nafter box";
    assert_eq!(read.text, wanted);
}

#[test]
fn markdown_and_text_stay_as_they_are() {
    let read = extract("# Me\r\n\r\n* Rust\r\n".as_bytes(), "cv.md").unwrap();
    assert_eq!((read.kind, read.text.as_str()), (Kind::Markdown, "# Me\n\n* Rust"));
}

#[test]
fn other_archives_and_pictures_are_an_unknown_kind() {
    let sheet = made::zip(&[("xl/workbook.xml", b"<a/>")]);
    assert_eq!(extract(&sheet, "cv.docx"), Err(Unreadable::UnknownKind));
    assert_eq!(extract(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "cv.txt"), Err(Unreadable::UnknownKind));
    assert_eq!(extract(b"", "cv.txt"), Err(Unreadable::Empty));
    assert_eq!(extract(b" \n\t\n", "cv.txt"), Err(Unreadable::NoText));
}
