//! The document reader as the server runs it: the real binary, in its own process, under its limits.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::path::Path;
use std::time::{Duration, Instant};

use legwork::profile::extract::{Extracted, Unreadable, extract, extract_in_child};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

async fn read(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    extract_in_child(Path::new(env!("CARGO_BIN_EXE_legwork")), bytes.to_vec(), name).await
}

/// A page with one huge array as operand: 15 kB that take more memory to hold than the child has.
fn operand_bomb() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let mut content =
        Stream::new(Dictionary::new(), [b"BT [".as_slice(), &b"0 ".repeat(7_500_000), b"] TJ ET"].concat());
    content.compress().unwrap();
    let content = document.add_object(content);
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content });
    let kids: Vec<Object> = vec![page.into()];
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn the_child_reads_what_the_library_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    for file in ["resume.pdf", "resume.docx", "standard-fonts.pdf", "password.pdf", "scan.pdf"] {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        assert_eq!(read(&bytes, file).await, extract(&bytes, file), "{file}");
    }
    assert_eq!(read(b"# Me\n", "a name\nwith lines.md").await.unwrap().text, "# Me");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_takes_more_memory_than_allowed_ends_only_its_reader() {
    let began = Instant::now();
    assert_eq!(read(&operand_bomb(), "bomb.pdf").await, Err(Unreadable::TooComplex));
    assert!(began.elapsed() < Duration::from_secs(20), "took {:?}", began.elapsed());
    assert!(read(b"still here", "a.txt").await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn several_documents_wait_for_their_turn() {
    let readers = (0..8).map(|_| read(b"text", "a.txt"));
    for answer in futures::future::join_all(readers).await {
        assert!(answer.is_ok(), "{answer:?}");
    }
}
