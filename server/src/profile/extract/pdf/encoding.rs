//! What the 256 codes of a simple font mean: a base encoding and its differences (ISO 32000-1 §9.6.6).

use lopdf::{Dictionary, Document, Object};

/// Text of every code; empty where unknown.
pub fn simple_encoding(document: &Document, font: &Dictionary) -> Vec<String> {
    let named = |name: &[u8]| base(document, Object::Name(name.to_vec()));
    let default: &[u8] = match font.get(b"Subtype").and_then(Object::as_name) {
        Ok(b"TrueType") => b"WinAnsiEncoding",
        _ => b"StandardEncoding",
    };
    match font.get_deref(b"Encoding", document) {
        Ok(Object::Name(name)) => named(name),
        Ok(Object::Dictionary(encoding)) => {
            let name =
                encoding.get_deref(b"BaseEncoding", document).and_then(Object::as_name).unwrap_or(default);
            let mut table = named(name);
            if let Ok(Object::Array(differences)) = encoding.get_deref(b"Differences", document) {
                apply(document, differences, &mut table);
            }
            table
        }
        _ => named(default),
    }
}

fn base(document: &Document, name: Object) -> Vec<String> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", name);
    let Ok(encoding) = font.get_font_encoding(document) else { return vec![String::new(); 256] };
    (0..=u8::MAX).map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default()).collect()
}

fn apply(document: &Document, differences: &[Object], table: &mut [String]) {
    let mut code = 0usize;
    for item in differences {
        match item {
            Object::Integer(next) => code = usize::try_from(*next).unwrap_or(table.len()),
            Object::Name(name) => {
                if let Some(slot) = table.get_mut(code) {
                    *slot = glyph_text(document, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

/// Text of a glyph's name, after the Adobe Glyph List specification §2.
fn glyph_text(document: &Document, name: &[u8]) -> String {
    let name = name.split(|&byte| byte == b'.').next().unwrap_or_default();
    name.split(|&byte| byte == b'_').map(|part| component(document, part)).collect()
}

fn component(document: &Document, name: &[u8]) -> String {
    let listed = listed(document, name);
    if !listed.is_empty() {
        return listed;
    }
    let Ok(name) = std::str::from_utf8(name) else { return String::new() };
    let units = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len().is_multiple_of(4));
    if let Some(digits) = units.filter(|digits| digits.is_ascii()) {
        let units = digits.as_bytes().chunks(4).filter_map(|four| hex(std::str::from_utf8(four).ok()?));
        return units.filter_map(char::from_u32).collect();
    }
    let point = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hex);
    point.and_then(char::from_u32).map(String::from).unwrap_or_default()
}

fn hex(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16).ok()
}

/// The glyph list itself is lopdf's; its only door is an encoding with one difference.
fn listed(document: &Document, name: &[u8]) -> String {
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(0), Object::Name(name.to_vec())]);
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    let text = font.get_font_encoding(document).and_then(|encoding| encoding.bytes_to_string(&[0]));
    text.unwrap_or_default().replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names_become_text() {
        let document = Document::new();
        for (name, text) in [
            ("A", "A"),
            ("eacute", "é"),
            ("fi", "ﬁ"),
            ("f_f_i", "ffi"),
            ("uni00E9", "é"),
            ("u1F600", "😀"),
            ("a.sc", "a"),
            ("g37", ""),
            (".notdef", ""),
        ] {
            assert_eq!(glyph_text(&document, name.as_bytes()), text, "{name}");
        }
    }

    #[test]
    fn one_unknown_name_does_not_spoil_the_others() {
        let document = Document::new();
        let mut table = base(&document, Object::Name(b"WinAnsiEncoding".to_vec()));
        let names = [Object::Integer(1), Object::Name(b"strange99".to_vec()), Object::Name(b"Euro".to_vec())];
        apply(&document, &names, &mut table);
        assert_eq!((table[1].as_str(), table[2].as_str(), table[65].as_str()), ("", "€", "A"));
    }
}
