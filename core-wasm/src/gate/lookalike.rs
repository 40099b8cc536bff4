//! Names that read like other names. They are never "the same": comparing is [`Origin`]'s, this only tells whom to warn.

use super::fold;
use super::origin::Origin;

/// How a host reads: each character as the eye takes it, `1` as `l`, `0` as `o`, `rn` as `m`, `vv` as `w`.
fn reads(host: &str) -> String {
    fold::fold(host).replace('0', "o").replace(['1', '|'], "l").replace("rn", "m").replace("vv", "w")
}

/// The origin of `known` that a host reads like without being its host.
pub(super) fn twin_of<'a>(
    origin: &Origin,
    known: impl IntoIterator<Item = &'a Origin> + Clone,
) -> Option<&'a Origin> {
    // The same host on another port or scheme is another origin and no look-alike.
    if known.clone().into_iter().any(|known| known.host() == origin.host()) {
        return None;
    }
    let shown = origin.unicode_host().unwrap_or_else(|| origin.host().to_owned());
    let skeleton = reads(shown.trim_end_matches('.'));
    known.into_iter().find(|known| {
        let shown = known.unicode_host().unwrap_or_else(|| known.host().to_owned());
        reads(shown.trim_end_matches('.')) == skeleton
    })
}

/// How a host reads when one of its labels mixes scripts that no language mixes, or is made of another script's letters
/// that all read as Latin. UTS #39 §5.2 "Highly Restrictive", and its whole-script confusables against ASCII.
pub(super) fn disguise(origin: &Origin) -> Option<String> {
    let shown = origin.unicode_host()?;
    shown.split('.').any(is_disguised).then(|| reads(&shown))
}

fn is_disguised(label: &str) -> bool {
    mixes_scripts(label)
        || (label.chars().any(|c| script(c) != Script::Common && script(c) != Script::Latin)
            && label.chars().filter_map(fold::fold_char).all(|c| c.is_ascii()))
}

/// A script, as far as telling mixes needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Digits, hyphen, marks.
    Common,
    Latin,
    Han,
    Kana,
    Hangul,
    Bopomofo,
    /// Any other, by the block of its letters: scripts do not share blocks.
    Other(u32),
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x00..=0x40
        | 0x5B..=0x60
        | 0x7B..=0xA9
        | 0xB7
        | 0x0300..=0x036F
        | 0x3005..=0x3007
        | 0x30FB..=0x30FC => Script::Common,
        0x41..=0x02AF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF | 0xAB30..=0xAB6F => {
            Script::Latin
        }
        0x0370..=0x03FF | 0x1F00..=0x1FFF => Script::Other(0x0370),
        0x0400..=0x052F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Other(0x0400),
        0x0600..=0x06FF | 0x0750..=0x077F | 0x08A0..=0x08FF => Script::Other(0x0600),
        0x3040..=0x30FF | 0x31F0..=0x31FF => Script::Kana,
        0x3100..=0x312F | 0x31A0..=0x31BF => Script::Bopomofo,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7FF => Script::Hangul,
        0x2E80..=0x2FDF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Script::Han,
        code => Script::Other(code >> 7),
    }
}

/// Whether letters of scripts stand together that no language puts together. Latin goes with the East Asian ones.
pub(super) fn mixes_scripts(label: &str) -> bool {
    let mut scripts: Vec<Script> = Vec::new();
    for script in label.chars().map(script).filter(|script| *script != Script::Common) {
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    let within = |allowed: &[Script]| scripts.iter().all(|script| allowed.contains(script));
    scripts.len() > 1
        && !within(&[Script::Latin, Script::Han, Script::Kana])
        && !within(&[Script::Latin, Script::Han, Script::Hangul])
        && !within(&[Script::Latin, Script::Han, Script::Bopomofo])
}

/// Whether a character is of a script written without spaces between words and names.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Kana | Script::Hangul | Script::Bopomofo)
        || matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3000..=0x303F | 0xFF00..=0xFFEF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(host: &str) -> Origin {
        Origin::parse(&format!("https://{host}/")).expect("an origin")
    }

    #[test]
    fn twins_are_recognised() {
        for (host, known) in [
            ("аpple.com", "apple.com"),
            ("аррӏе.com", "apple.com"),
            ("paypa1.com", "paypal.com"),
            ("rnicrosoft.com", "microsoft.com"),
            ("g00gle.com", "google.com"),
            ("müller.de", "muller.de"),
            ("exаmple.co.uk", "example.co.uk"),
            ("νοdafone.com", "vodafone.com"),
            ("ınstagram.com", "instagram.com"),
            ("vvikipedia.org", "wikipedia.org"),
        ] {
            let known = [origin(known)];
            assert_eq!(twin_of(&origin(host), &known), Some(&known[0]), "{host}");
        }
    }

    #[test]
    fn others_are_no_twins() {
        let known = [origin("example.com"), origin("münchen.de")];
        for host in
            ["example.com:8443", "example.org", "example.com.evil.net", "münchen.de", "sub.example.com"]
        {
            assert_eq!(twin_of(&origin(host), &known), None, "{host}");
        }
    }

    #[test]
    fn disguises_are_recognised_and_languages_are_not() {
        for host in ["аpple.com", "аррӏе.com", "сор.com", "goоgle.com", "ο.com", "аbc例.com", "ｆoo例а.jp"]
        {
            assert!(disguise(&origin(host)).is_some(), "{host}");
        }
        for host in [
            "apple.com",
            "münchen.de",
            "пример.рф",
            "例え.jp",
            "日本語ドメイン.jp",
            "한국.kr",
            "tokyo東京.jp",
            "παράδειγμα.gr",
            "مثال.com",
            "ไทย.com",
            "straße.de",
        ] {
            assert_eq!(disguise(&origin(host)), None, "{host}");
        }
    }
}
