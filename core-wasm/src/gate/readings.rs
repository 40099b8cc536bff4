//! What a text says when it is decoded: percent, base64, hex, reversed, rotated letters, and one in the other.
//!
//! For recognising known text in what goes out. Decoding more than was meant costs time and harms nobody: a reading that
//! is nonsense matches nothing.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::collections::HashSet;

use super::fragments::WHOLE;

/// Decodings of decodings are read this deep: hex in base64 in percent.
const DEPTH: usize = 3;
/// No more than this is decoded in all, in bytes.
const MOST: usize = 1 << 18;
/// Shorter runs of base64 or hex digits are words.
const SHORTEST_RUN: usize = 5;
/// Up to this length of the text all 25 rotations are read, above only the one by 13.
const ROTATED: usize = 1024;

/// The text itself and everything it decodes to, each once.
pub(super) fn readings(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    let mut known: HashSet<String> = all.iter().cloned().collect();
    let mut spent = text.len();
    let mut from = 0;
    for _ in 0..DEPTH {
        let to = all.len();
        for at in from..to {
            let reading = all.get(at).cloned().unwrap_or_default();
            for decoded in decoded(&reading) {
                if spent + decoded.len() > MOST {
                    break;
                }
                if known.insert(decoded.clone()) {
                    spent += decoded.len();
                    all.push(decoded);
                }
            }
        }
        from = to;
    }
    let base = all.len();
    for at in 0..base {
        let Some(reading) = all.get(at).cloned() else { break };
        let letters = reading.chars().any(|c| c.is_ascii_alphabetic());
        let turns: &[u8] = match text.len().max(reading.len()) {
            _ if !letters => &[],
            0..=ROTATED => &ROTATIONS,
            _ => &[13],
        };
        for turned in std::iter::once(reading.chars().rev().collect())
            .chain(turns.iter().map(|by| rotate(&reading, *by)))
        {
            if spent + turned.len() > MOST * 2 {
                return all;
            }
            spent += turned.len();
            all.push(turned);
        }
    }
    all
}

const ROTATIONS: [u8; 25] =
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25];

/// One step of decoding. Reversing comes first too, so that reversed base64 is read.
fn decoded(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(plain) = percent(text) {
        found.push(plain);
    }
    let backwards: String = text.chars().rev().collect();
    for text in [text, &backwards] {
        for run in runs(text, |c| c.is_ascii_hexdigit()) {
            found.extend([run, &run[1..]].into_iter().filter_map(hex));
        }
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
        for run in runs(text, is_base64) {
            // Data that begins in the middle of a run is decoded from each of the four places it can.
            found.extend((0..4).filter_map(|skip| base64(run.get(skip..)?)));
        }
    }
    found
}

/// Percent-decoded, `+` as a space; `None` when that changes nothing.
pub(super) fn percent(text: &str) -> Option<String> {
    if !text.contains(['%', '+']) {
        return None;
    }
    let spaced = text.replace('+', " ");
    let mut bytes = Vec::with_capacity(spaced.len());
    let mut rest = spaced.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let value = match after {
            [high, low, ..] if first == b'%' => nibble(*high).zip(nibble(*low)).map(|(h, l)| h << 4 | l),
            _ => None,
        };
        bytes.push(value.unwrap_or(first));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn runs(text: &str, fits: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c| !fits(c)).filter(|run| run.len() >= SHORTEST_RUN)
}

fn hex(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run
        .as_bytes()
        .chunks_exact(2)
        .filter_map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?))
        .collect();
    readable(&bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn base64(run: &str) -> Option<String> {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let alphabet = if run.contains(['-', '_']) { &URL_SAFE } else { &STANDARD };
    // A last single digit holds no byte.
    let run = if run.len() % 4 == 1 { &run[..run.len() - 1] } else { run };
    readable(&GeneralPurpose::new(alphabet, LENIENT).decode(run).ok()?)
}

/// The part of decoded bytes that is text: of noise at either end, as wrong alignment leaves it, up to three bytes.
fn readable(bytes: &[u8]) -> Option<String> {
    (0..4).find_map(|from| {
        (0..4).find_map(|end| {
            let to = bytes.len().checked_sub(end)?;
            let text = std::str::from_utf8(bytes.get(from..to)?).ok()?;
            (text.len() >= WHOLE && !text.chars().any(|c| c.is_control() && !c.is_whitespace()))
                .then(|| text.to_owned())
        })
    })
}

fn rotate(text: &str, by: u8) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='z' => char::from((c as u8 - b'a' + by) % 26 + b'a'),
            'A'..='Z' => char::from((c as u8 - b'A' + by) % 26 + b'A'),
            _ => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    fn hex_of(text: &str) -> String {
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    fn is_read(text: &str, secret: &str) -> bool {
        readings(text).iter().any(|reading| reading.contains(secret))
    }

    #[test]
    fn what_is_encoded_is_read() {
        let secret = "order 4711 for Mx. Ngũgĩ";
        let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for text in [
            secret.to_owned(),
            percent.replace('%', "%25"),
            percent,
            hex_of(secret),
            hex_of(secret).to_uppercase(),
            BASE64_STANDARD.encode(secret),
            BASE64_URL_SAFE_NO_PAD.encode(secret),
            BASE64_STANDARD.encode(hex_of(secret)),
            hex_of(&BASE64_STANDARD.encode(secret)),
            secret.chars().rev().collect(),
            BASE64_STANDARD.encode(secret).chars().rev().collect(),
            rotate(secret, 13),
            rotate(secret, 4),
            format!("/x/{}/y?z=1", BASE64_URL_SAFE_NO_PAD.encode(secret)),
        ] {
            assert!(is_read(&text, secret), "{text}");
        }
    }

    proptest! {
        #[test]
        fn base64_is_read_wherever_it_begins(before in "[a-zA-Z0-9]{0,5}", secret in "[a-z]{12,20}") {
            let text = format!("{before}{}", BASE64_STANDARD.encode(&secret).trim_end_matches('='));
            prop_assert!(is_read(&text, &secret), "{}", text);
        }

        #[test]
        fn any_text_is_read_within_bounds(text in "\\PC{0,300}") {
            let read: usize = readings(&text).iter().map(String::len).sum();
            prop_assert!(read <= 3 * MOST);
        }
    }
}
