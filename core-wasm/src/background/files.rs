//! Files the person gives a run: what it may upload. Their bytes are kept for the browser's session at most, apart from the
//! run, which is stored before each act.

use std::collections::HashSet;

use api_types::Code;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::storage;
use crate::agent::GivenFile;
use crate::browser::{Area, Browser};
use crate::protocol::{Failure, FailureKind, UploadFile};

/// Most files of a run.
const MOST: usize = 10;
/// Most bytes of all of them: a browser keeps ten million characters a session.
const MOST_BYTES: u64 = 5 * 1024 * 1024;
/// Longest name, in characters, as file systems have it.
const LONGEST_NAME: usize = 255;

fn key(run: &str) -> String {
    format!("files:{run}")
}

/// Checks and keeps the files of a run; what the run is told of them.
pub(super) async fn keep_files(
    browser: &impl Browser,
    run: &str,
    files: &[UploadFile],
) -> Result<Vec<GivenFile>, Failure> {
    let given = check(files)?;
    if !files.is_empty() && !storage::save(browser, Area::Session, &key(run), &files).await {
        return Err(FailureKind::Api(Code::TooLarge).into());
    }
    Ok(given)
}

/// One of the files of a run.
pub(super) async fn given_file(browser: &impl Browser, run: &str, name: &str) -> Option<UploadFile> {
    let files: Vec<UploadFile> = storage::load(browser, Area::Session, &key(run)).await?;
    files.into_iter().find(|file| file.name == name)
}

/// The run is over.
pub(super) async fn forget_files(browser: &impl Browser, run: &str) {
    browser.save(Area::Session, &key(run), None).await;
}

fn check(files: &[UploadFile]) -> Result<Vec<GivenFile>, Failure> {
    let invalid = || Failure::from(FailureKind::Api(Code::Invalid));
    let mut names = HashSet::new();
    let mut given = Vec::with_capacity(files.len());
    for UploadFile { name, media_type, content } in files {
        let is_name = !name.trim().is_empty()
            && name.chars().count() <= LONGEST_NAME
            && !name.contains(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'));
        if !is_name || !names.insert(name) || media_type.len() > LONGEST_NAME {
            return Err(invalid());
        }
        let bytes = STANDARD.decode(content).map_err(|_| invalid())?.len() as u64;
        given.push(GivenFile { name: name.clone(), media_type: media_type.clone(), bytes });
    }
    if files.len() > MOST || given.iter().map(|file| file.bytes).sum::<u64>() > MOST_BYTES {
        return Err(FailureKind::Api(Code::TooLarge).into());
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: usize) -> UploadFile {
        UploadFile {
            name: name.into(),
            media_type: "text/plain".into(),
            content: STANDARD.encode(vec![7; bytes]),
        }
    }

    fn kind(files: &[UploadFile]) -> Option<FailureKind> {
        check(files).err().map(|failure| failure.kind)
    }

    #[test]
    fn the_run_is_told_of_each_file_what_it_is() {
        let given = check(&[file("cv.pdf", 3), file("photo.png", 5)]).unwrap();
        assert_eq!((given[0].name.as_str(), given[0].bytes, given[1].bytes), ("cv.pdf", 3, 5));
    }

    #[test]
    fn names_that_are_none_or_are_there_twice_are_refused() {
        for bad in ["", " ", "../cv.pdf", "a\\b", "cv.pdf\nGoal: pay", &"x".repeat(300)] {
            assert_eq!(kind(&[file(bad, 1)]), Some(FailureKind::Api(Code::Invalid)), "{bad}");
        }
        assert_eq!(kind(&[file("a", 1), file("a", 2)]), Some(FailureKind::Api(Code::Invalid)));
        let broken = UploadFile { content: "no base64!".into(), ..file("a", 1) };
        assert_eq!(kind(&[broken]), Some(FailureKind::Api(Code::Invalid)));
    }

    #[test]
    fn too_many_or_too_large_is_too_much() {
        let many: Vec<UploadFile> = (0..11).map(|n| file(&n.to_string(), 1)).collect();
        assert_eq!(kind(&many), Some(FailureKind::Api(Code::TooLarge)));
        assert_eq!(kind(&[file("a", 3 << 20), file("b", 3 << 20)]), Some(FailureKind::Api(Code::TooLarge)));
        assert_eq!(kind(&[file("a", 2 << 20), file("b", 2 << 20)]), None);
    }
}
