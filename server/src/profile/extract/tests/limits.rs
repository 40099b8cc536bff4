//! Documents past a limit end quickly, with the reason that fits.

use std::time::{Duration, Instant};

use lopdf::Stream;

use super::made;
use crate::profile::extract::{Extracted, FILE_BYTES, Unreadable, extract};

fn soon(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let began = Instant::now();
    let read = extract(bytes, "resume");
    // The child has 10 s; an unoptimised test build is several times slower than a release.
    assert!(began.elapsed() < Duration::from_secs(10), "took {:?}", began.elapsed());
    read
}

fn with_header(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(length, 0);
    bytes
}

#[test]
fn fifty_megabytes_of_zeros_are_too_large_and_five_are_damaged() {
    assert_eq!(soon(&with_header(50 << 20)), Err(Unreadable::TooLarge));
    assert_eq!(soon(&with_header(FILE_BYTES)), Err(Unreadable::Damaged));
}

#[test]
fn more_than_two_hundred_pages_are_too_many() {
    let page: &[u8] = b"BT /F 12 Tf 50 700 Td (page) Tj ET";
    assert!(soon(&made::pdf(&[page; 200], None)).is_ok());
    assert_eq!(soon(&made::pdf(&[page; 201], None)), Err(Unreadable::TooManyPages));
}

#[test]
fn more_text_than_the_limit_is_too_long_in_every_kind() {
    assert!(soon("é".repeat(200_000).as_bytes()).is_ok());
    assert_eq!(soon("é".repeat(200_001).as_bytes()), Err(Unreadable::TooLong));
    let page = format!("BT /F 12 Tf 50 700 Td ({}) Tj ET", "a ".repeat(101_000));
    assert_eq!(soon(&made::pdf(&[page.as_bytes(); 3], None)), Err(Unreadable::TooLong));
    let body = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "b".repeat(300_000));
    assert_eq!(soon(&made::docx(&body)), Err(Unreadable::TooLong));
}

#[test]
fn a_page_that_inflates_past_the_limit_is_too_complex() {
    let bomb = vec![b' '; 20 << 20];
    assert_eq!(soon(&made::pdf(&[&bomb], None)), Err(Unreadable::TooComplex));
}

#[test]
fn a_form_that_paints_itself_many_times_is_too_complex() {
    let form = lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Form" };
    let form = Stream::new(form, b"/X Do ".repeat(40));
    assert_eq!(soon(&made::pdf(&[b"/X Do"], Some(form))), Err(Unreadable::TooComplex));
}

#[test]
fn a_docx_that_unpacks_a_hundredfold_is_too_complex() {
    let zeros = vec![b' '; 60 << 20];
    assert_eq!(soon(&made::zip(&[("word/document.xml", &zeros)])), Err(Unreadable::TooComplex));
    assert_eq!(soon(&made::zip(&[("word/document.xml", &zeros[..2 << 20])])), Err(Unreadable::TooComplex));
}

#[test]
fn a_docx_that_lies_about_its_size_gains_nothing() {
    let zeros = vec![b' '; 60 << 20];
    let mut bytes = made::zip(&[("word/document.xml", &zeros)]);
    let claimed = (zeros.len() as u32).to_le_bytes();
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == claimed {
            bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
        }
    }
    assert!(matches!(soon(&bytes), Err(Unreadable::TooComplex | Unreadable::Damaged)));
}

#[test]
fn deep_xml_is_too_complex() {
    let body = format!("{}{}", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000));
    assert_eq!(soon(&made::docx(&body)), Err(Unreadable::TooComplex));
}
