//! Text and Markdown: UTF-8, UTF-16 with a byte order mark, or Windows-1252 where nothing else fits.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Unreadable;

/// The text of `bytes`; refuses what is not text at all.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok(UTF_16LE.decode_without_bom_handling(rest).0.into_owned());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok(UTF_16BE.decode_without_bom_handling(rest).0.into_owned());
    }
    if is_binary(bytes) {
        return Err(Unreadable::UnknownKind);
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    Ok(match std::str::from_utf8(rest) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(rest).0.into_owned(),
    })
}

/// Pictures, archives and programs hold NULs or many control bytes; text of any encoding but UTF-16 does not.
fn is_binary(bytes: &[u8]) -> bool {
    let odd = |byte: &&u8| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F);
    bytes.contains(&0) || bytes.iter().filter(odd).count() * 100 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_encoding_is_read() {
        let wanted = Ok("Zoë – 経歴".to_owned());
        assert_eq!(read("Zoë – 経歴".as_bytes()), wanted);
        assert_eq!(read("\u{FEFF}Zoë – 経歴".as_bytes()), wanted);
        let little = "\u{FEFF}Zoë – 経歴".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(read(&little), wanted);
        let big = "\u{FEFF}Zoë – 経歴".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        assert_eq!(read(&big), wanted);
        assert_eq!(read(b"Zo\xEB \x96 caf\xE9"), Ok("Zoë – café".to_owned()));
    }

    #[test]
    fn binary_is_refused() {
        assert_eq!(read(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), Err(Unreadable::UnknownKind));
        assert_eq!(read(b"\x7FELF\x02\x01\x01\x03\x02\x01"), Err(Unreadable::UnknownKind));
    }
}
