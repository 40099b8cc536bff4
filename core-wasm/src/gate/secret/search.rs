//! Finding values in a text: plain, base64 in both alphabets and at all three offsets, hex, reversed; behind percent,
//! JSON and HTML escapes, two deep; spaced out and set apart; in any case where the encoding has none.

use super::Secret;
use super::view::{View, is_ink};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE};
use std::ops::Range;

/// Shorter values are only found standing by themselves: three digits stand in every text.
const SHORT: usize = 4;
/// Shorter ones are not found across spaces unless every character is set apart.
const ACROSS: usize = 6;
/// Escapes in escapes are undone this deep.
const DEPTH: usize = 2;

/// A value found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span<'a> {
    pub(super) name: &'a str,
    /// In bytes.
    pub(super) range: Range<usize>,
}

/// Every place a value stands, in order, none across another.
pub(super) fn find<'a>(secrets: impl Iterator<Item = &'a Secret>, text: &str) -> Vec<Span<'a>> {
    let mut spans: Vec<Span<'a>> = Vec::new();
    let needles: Vec<Needles<'a>> = secrets.map(Needles::new).collect();
    if needles.is_empty() {
        return spans;
    }
    let mut view = Some(View::plain(text));
    for _ in 0..=DEPTH {
        let Some(current) = view else { break };
        search(&needles, &current, text, &mut spans);
        view = current.unescaped();
    }
    // Of those that lie across each other the longer, so that none of it is left over.
    spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
    let mut apart: Vec<Span<'a>> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.range.start < last.range.end => {
                last.range.end = last.range.end.max(span.range.end)
            }
            _ => apart.push(span),
        }
    }
    apart
}

/// What one value looks like.
struct Needles<'a> {
    name: &'a str,
    /// In lower case, to be found in any case.
    any_case: Vec<String>,
    /// To be found as they are.
    exact: Vec<String>,
    /// In lower case, letters and digits only.
    bare: Vec<String>,
    /// Whether it is only found standing by itself.
    short: bool,
}

impl<'a> Needles<'a> {
    fn new(secret: &'a Secret) -> Self {
        let value = secret.value.0.trim();
        let lower = value.to_lowercase();
        let short = value.chars().count() < SHORT;
        let reversed: String = lower.chars().rev().collect();
        let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
        let plus = lower.replace(' ', "+");
        let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (any_case, exact, bare) = if short {
            (vec![lower], Vec::new(), Vec::new())
        } else {
            let bare = vec![bare(&lower), bare(&reversed), hex.clone()];
            (vec![lower, reversed, hex, plus], base64_forms(value.as_bytes()), bare)
        };
        Self { name: &secret.name, any_case, exact, bare, short }
    }
}

/// The digits of base64 that a value alone decides, when it begins at each of the three offsets in what is encoded.
fn base64_forms(value: &[u8]) -> Vec<String> {
    let mut forms = Vec::new();
    for offset in 0..3usize {
        let padded = [&[0, 0][..offset.min(2)], value].concat();
        let from = (offset * 8).div_ceil(6);
        let to = (offset + value.len()) * 8 / 6;
        for engine in [&BASE64_STANDARD, &BASE64_URL_SAFE] {
            let digits = engine.encode(&padded).get(from..to).unwrap_or("").to_owned();
            if digits.len() >= SHORT && !forms.contains(&digits) {
                forms.push(digits);
            }
        }
    }
    forms
}

fn search<'a>(needles: &[Needles<'a>], view: &View, text: &str, spans: &mut Vec<Span<'a>>) {
    let lower = view.lower();
    let inked = view.only(is_ink);
    let inked_lower = inked.lower();
    let bare = inked_lower.only(char::is_alphanumeric);
    for needles in needles {
        let mut add = |range: Range<usize>| spans.push(Span { name: needles.name, range });
        for needle in &needles.any_case {
            let alone = |range: &Range<usize>| !needles.short || stands_alone(text, range);
            lower.find(needle).filter(alone).for_each(&mut add);
        }
        for needle in &needles.exact {
            view.find(needle).for_each(&mut add);
        }
        if needles.short {
            continue;
        }
        let squeezed =
            |needle: &String, keep: fn(char) -> bool| needle.chars().filter(|c| keep(*c)).collect::<String>();
        for needle in &needles.any_case {
            let needle = squeezed(needle, is_ink);
            inked_lower.find(&needle).filter(|range| is_apart(&needle, text, range)).for_each(&mut add);
        }
        for needle in &needles.exact {
            inked.find(needle).filter(|range| is_apart(needle, text, range)).for_each(&mut add);
        }
        for needle in needles.bare.iter().filter(|needle| needle.len() >= SHORT) {
            bare.find(needle).filter(|range| is_apart(needle, text, range)).for_each(&mut add);
        }
    }
}

/// Whether a text with gaps is meant to be one: long enough to be no coincidence, or with a gap after each character.
fn is_apart(needle: &str, text: &str, range: &Range<usize>) -> bool {
    let wanted = needle.chars().count();
    let there = text.get(range.clone()).map_or(0, |found| found.chars().count());
    wanted >= ACROSS || there >= 2 * wanted - 1
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::super::{SecretKind, SecretValue, Vault};
    use super::*;
    use crate::gate::Origin;
    use proptest::prelude::*;

    fn vault(value: &str) -> Vault {
        let origin = Origin::parse("https://shop.test").expect("an origin");
        let value = SecretValue::new(value);
        Vault::new([Secret { name: "shop".to_owned(), origin, kind: SecretKind::Password, value }])
    }

    /// Every way to write a value that must not leave.
    fn forms(value: &str) -> Vec<String> {
        let bytes = value.as_bytes();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let percent: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
        let joined = |by: &str| value.chars().map(String::from).collect::<Vec<_>>().join(by);
        let base64 = |before: &str, after: &str| BASE64_STANDARD.encode([before, value, after].concat());
        vec![
            value.to_owned(),
            value.to_uppercase(),
            value.chars().rev().collect(),
            hex.to_uppercase(),
            hex.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair)).collect::<Vec<_>>().join(" "),
            hex.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair)).collect::<Vec<_>>().join(":"),
            hex,
            percent.replace('%', "%25"),
            percent,
            base64("", ""),
            base64("x", "yz"),
            base64("xy", "z"),
            base64("user:", "\n"),
            BASE64_URL_SAFE.encode(format!("u:{value}")),
            base64("a long text in front of it, and ", " behind")
                .as_bytes()
                .chunks(7)
                .map(String::from_utf8_lossy)
                .collect::<Vec<_>>()
                .join("\n"),
            serde_json::to_string(value).expect("JSON"),
            serde_json::to_string(&serde_json::to_string(value).expect("JSON")).expect("JSON"),
            value.chars().map(|c| format!("\\u{:04x}", c as u32)).collect(),
            value.chars().map(|c| format!("&#{};", c as u32)).collect(),
            value.chars().map(|c| format!("&#x{:x};", c as u32)).collect(),
            joined(" "),
            joined("-"),
            joined("\u{200B}"),
            joined("\n"),
        ]
    }

    #[test]
    fn no_form_of_a_value_leaves_or_stays_unmasked() {
        for value in [
            "hunter2!",
            "correct horse battery",
            "Tr0ub4dor&3\"\\",
            "4111 1111 1111 1111",
            "pässwörd",
            "s3cr",
            "ab?>~ÿ12",
        ] {
            let vault = vault(value);
            for form in forms(value) {
                let prompt = format!("Page: \"{form}\". Do it.");
                assert!(vault.check_outgoing(&prompt).is_err(), "{value}: {prompt}");
                let masked = vault.mask(&prompt);
                assert!(masked.contains("{{secret:shop}}"), "{value}: {masked}");
                assert_eq!(vault.check_outgoing(&masked), Ok(()), "{value}: {masked}");
            }
        }
    }

    #[test]
    fn honest_text_stays_what_it_is() {
        let vault = vault("hunter2!");
        for text in ["a hunter in 2 woods", "{\"a\":\"b\\n%20&amp;\"}", "order 4111 1111 1111 1111", ""] {
            assert_eq!(vault.mask(text), text);
        }
    }

    #[test]
    fn short_values_are_found_by_themselves_only() {
        let vault = vault("123");
        assert_eq!(vault.mask("CVC: 123."), "CVC: {{secret:shop}}.");
        assert_eq!(vault.mask("91234 1 2 3"), "91234 1 2 3");
    }

    #[test]
    fn only_the_value_is_masked() {
        assert_eq!(
            vault("hunter2!").mask("ä hunter2! ö h u n t e r 2 ! ü"),
            "ä {{secret:shop}} ö {{secret:shop}} ü"
        );
    }

    proptest! {
        #[test]
        fn any_value_in_any_form_is_found(value in "[a-zA-Z0-9!?+/~ äÿ]{5,24}", which in 0usize..24, before in "[a-z ]{0,9}") {
            prop_assume!(value.trim() == value && value.chars().filter(|c| c.is_alphanumeric()).count() >= 5);
            let form = forms(&value).swap_remove(which);
            let vault = vault(&value);
            prop_assert!(vault.check_outgoing(&format!("{before} {form}")).is_err(), "{}", form);
        }

        #[test]
        fn any_text_is_masked_until_it_may_leave(text in "\\PC{0,80}", value in "[a-z0-9]{4,6}", at in 0usize..80) {
            let vault = vault(&value);
            let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let masked = vault.mask(&format!("{}{value}{}", &text[..at], &text[at..]));
            prop_assert_eq!(vault.check_outgoing(&masked), Ok(()));
        }
    }
}
