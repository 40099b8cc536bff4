//! DOCX: a ZIP of XML parts. Headers first, then the body, then footers and notes.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Unreadable, limits};

mod walk;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Usual place of the body; the relationships part may name another.
const BODY: &str = "word/document.xml";

/// The text of a DOCX.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let names = check(&mut archive)?;
    let body = body_part(&mut archive, &names)?;
    let folder = body.rsplit_once('/').map_or("", |(folder, _)| folder);
    let parts = |kind: &str| -> Vec<String> {
        let prefix = if folder.is_empty() { kind.to_owned() } else { format!("{folder}/{kind}") };
        names.iter().filter(|name| name.starts_with(&prefix) && name.ends_with(".xml")).cloned().collect()
    };
    let mut order = parts("header");
    order.push(body.clone());
    order.extend(parts("footer").into_iter().chain(parts("footnotes")).chain(parts("endnotes")));

    let mut budget = limits::UNPACKED_BYTES;
    let mut seen = BTreeSet::new();
    let mut out = String::new();
    for name in order {
        let xml = unpack(&mut archive, &name, &mut budget)?;
        let text = match walk::text_of(&xml) {
            Ok(text) => text,
            Err(Unreadable::Damaged) if name != body => continue,
            Err(reason) => return Err(reason),
        };
        // First, odd and even pages often repeat one header.
        if !text.trim().is_empty() && (name == body || seen.insert(text.clone())) {
            out.push_str(&text);
            out.push('\n');
        }
        if out.len() > 4 * limits::RAW_CHARS {
            return Err(Unreadable::TooLong);
        }
    }
    Ok(out)
}

/// Checks what the archive says about its parts before anything is unpacked, and returns their names.
fn check(archive: &mut Archive<'_>) -> Result<BTreeSet<String>, Unreadable> {
    if archive.len() > limits::PARTS {
        return Err(Unreadable::TooComplex);
    }
    let mut names = BTreeSet::new();
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| Unreadable::Damaged)?;
        if part.encrypted() {
            return Err(Unreadable::Encrypted);
        }
        let (packed, unpacked) = (part.compressed_size(), part.size());
        total = total.saturating_add(unpacked);
        let bomb = unpacked > limits::RATIO_FREE_BYTES && unpacked / packed.max(1) > limits::UNPACK_RATIO;
        if bomb || total > limits::UNPACKED_BYTES {
            return Err(Unreadable::TooComplex);
        }
        names.insert(part.name().map_err(|_| Unreadable::Damaged)?.into_owned());
    }
    Ok(names)
}

/// The part that holds the body; an archive without one is something else (a spreadsheet, photos).
fn body_part(archive: &mut Archive<'_>, names: &BTreeSet<String>) -> Result<String, Unreadable> {
    if names.contains(BODY) {
        return Ok(BODY.to_owned());
    }
    let rels = "_rels/.rels";
    if !names.contains(rels) {
        return Err(Unreadable::UnknownKind);
    }
    let xml = unpack(archive, rels, &mut limits::RATIO_FREE_BYTES.clone())?;
    let target = relationship_target(&xml).ok_or(Unreadable::UnknownKind)?;
    let is_word = target.starts_with("word/") && names.contains(&target);
    if is_word { Ok(target) } else { Err(Unreadable::UnknownKind) }
}

fn relationship_target(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        let (Event::Start(element) | Event::Empty(element)) = (match reader.read_event().ok()? {
            Event::Eof => return None,
            event => event,
        }) else {
            continue;
        };
        let value = |name: &str| walk::attribute(&element, name);
        if value("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
            return Some(value("Target")?.trim_start_matches('/').to_owned());
        }
    }
}

/// One part, unpacked within what is left of the budget, whatever size the archive claims.
fn unpack(archive: &mut Archive<'_>, name: &str, budget: &mut u64) -> Result<String, Unreadable> {
    let part = archive.by_name(name).map_err(|_| Unreadable::Damaged)?;
    let mut bytes = Vec::new();
    part.take(*budget + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
    *budget = budget.checked_sub(bytes.len() as u64).ok_or(Unreadable::TooComplex)?;
    // XML parts are UTF-8 in practice; UTF-16 is allowed and has a mark.
    super::plain::read(&bytes).map_err(|_| Unreadable::Damaged)
}
