//! Recognising what the run holds in what is about to go out.
//!
//! A model's text has the labels of all it has read, so labels alone would make every act of a run over two sites
//! sensitive. What counts is what a text really contains: it (and all it decodes to) is cut into fragments, which are
//! looked for in the values held. A fragment that stands on the destination's own pages as well is at home there.

use super::fragments::{Squeezed, WHOLE};
use super::held::{Held, HeldValue};
use super::origin::Origin;
use super::readings::readings;
use super::taint::Taint;
use std::collections::BTreeSet;
use url::Url;

/// Labels of the held values that path, query or fragment of an address carry to `to`.
pub(super) fn carried(address: &Url, held: &Held<'_>, to: &Origin) -> Taint {
    let mut found = Found::among(held);
    for segment in address.path_segments().into_iter().flatten() {
        // One word of a path is a word, and a year a year: /documentation, /2024.
        let plain = segment.bytes().all(|byte| byte.is_ascii_alphabetic()) || is_year(segment);
        found.read(segment, if plain { Part::Word } else { Part::Whole });
    }
    for pair in address.query().into_iter().flat_map(|query| query.split('&')) {
        for part in pair.split('=') {
            found.read(part, Part::Whole);
        }
    }
    for part in address.fragment().into_iter().flat_map(|fragment| fragment.split(['/', '&', '=', '?'])) {
        found.read(part, Part::Whole);
    }
    // Cut up over several parts.
    let all = [address.path(), address.query().unwrap_or(""), address.fragment().unwrap_or("")].concat();
    found.read(&all, Part::Word);
    found.labels(to)
}

/// Labels of the held values that a text carries to `to`.
pub(super) fn moved(text: &str, held: &Held<'_>, to: &Origin) -> Taint {
    let mut found = Found::among(held);
    found.read(text, Part::Whole);
    found.labels(to)
}

/// What of a part counts besides its windows and numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of it together.
    Whole,
    /// Nothing.
    Word,
}

/// Shingles of a text, and of all it decodes to, that something held may have.
struct Found<'a> {
    held: &'a Held<'a>,
    shingles: BTreeSet<u64>,
}

impl<'a> Found<'a> {
    fn among(held: &'a Held<'a>) -> Self {
        Self { held, shingles: BTreeSet::new() }
    }

    fn read(&mut self, text: &str, part: Part) {
        if self.held.values.is_empty() {
            return;
        }
        for (place, reading) in readings(text).iter().enumerate() {
            let squeezed = Squeezed::new(reading);
            squeezed.windows().for_each(|window| self.look_for(window));
            // Encoded on purpose is more than a word, whatever it stands in.
            if part == Part::Whole || (place > 0 && reading.contains(' ')) {
                self.look_for_whole(&squeezed);
            }
            for word in reading.split(ends_word) {
                let tells = word.contains('@') || tells_by_digits(word);
                if tells {
                    self.look_for_whole(&Squeezed::new(word));
                }
            }
        }
    }

    fn look_for_whole(&mut self, squeezed: &Squeezed) {
        if let Some(whole) = squeezed.whole() {
            self.look_for(whole);
        }
    }

    fn look_for(&mut self, shingle: u64) {
        if self.held.may_have(shingle) {
            self.shingles.insert(shingle);
        }
    }

    fn labels(&self, to: &Origin) -> Taint {
        if self.shingles.is_empty() {
            return Taint::none();
        }
        let (home, away): (Vec<&HeldValue>, Vec<&HeldValue>) =
            self.held.values.iter().partition(|value| value.taint.is_at_home(to));
        let of_any = |values: &[&HeldValue], shingle: u64| values.iter().any(|value| value.has(shingle));
        let persons: Vec<&HeldValue> =
            away.iter().copied().filter(|value| !value.taint.is_untrusted()).collect();
        let (mut strange, mut own) = (Vec::new(), Vec::new());
        for shingle in self.shingles.iter().copied().filter(|shingle| !of_any(&home, *shingle)) {
            // What the person said is theirs, also where a page says it too.
            if of_any(&persons, shingle) { own.push(shingle) } else { strange.push(shingle) }
        }
        let found = away.into_iter().filter(|value| {
            let counts = if value.taint.is_untrusted() { &strange } else { &own };
            counts.iter().any(|shingle| value.has(*shingle))
        });
        Taint::of_all(found.map(|value| value.taint))
    }
}

fn ends_word(c: char) -> bool {
    matches!(c, ',' | ';' | '(' | ')' | '<' | '>' | '"' | '\'' | '&' | '=' | '?' | '/') || c.is_whitespace()
}

/// A number of four digits that is no year, or a code with digits in it.
fn tells_by_digits(word: &str) -> bool {
    if word.bytes().filter(u8::is_ascii_digit).count() < 2 {
        return false;
    }
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.len() >= WHOLE && !is_year(&letters)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::held::HeldIndex;
    use crate::gate::taint::Tainted;
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    fn moved(text: &str, held: &[Tainted]) -> Taint {
        super::moved(text, &HeldIndex::default().hold(held), &origin("shop.test"))
    }

    fn origin(host: &str) -> Origin {
        Origin::parse(&format!("https://{host}")).expect("an origin")
    }

    fn mail() -> Vec<Tainted> {
        vec![Tainted::new(
            "Inbox\nYour code is 482913. From: jo@corp.test, John Smith. The merger is signed on Friday at noon. 机密文件 2024",
            Taint::page(Some(origin("mail.test")), 5),
        )]
    }

    fn carries(address: &str, held: &[Tainted]) -> bool {
        let mut index = HeldIndex::default();
        let url = Url::parse(address).expect("an address");
        !carried(&url, &index.hold(held), &origin("shop.test")).is_empty()
    }

    #[test]
    fn page_text_in_an_address_is_found_in_any_encoding() {
        for data in [
            "482913",
            "jo@corp.test",
            "John Smith",
            "johnsmith",
            "The merger is signed on Friday",
            "机密文件",
        ] {
            let hex: String = data.bytes().map(|byte| format!("{byte:02x}")).collect();
            let percent: String = data.bytes().map(|byte| format!("%{byte:02X}")).collect();
            for text in [
                percent.clone(),
                percent.replace('%', "%25"),
                data.replace(' ', "+"),
                data.replace(' ', "-").to_uppercase(),
                BASE64_URL_SAFE_NO_PAD.encode(data),
                BASE64_URL_SAFE_NO_PAD.encode(&hex),
                hex,
                data.chars().rev().collect(),
                data.chars()
                    .map(|c| match c {
                        'a'..='z' => char::from((c as u8 - b'a' + 13) % 26 + b'a'),
                        'A'..='Z' => char::from((c as u8 - b'A' + 13) % 26 + b'A'),
                        c => c,
                    })
                    .collect(),
            ] {
                for address in [
                    format!("https://shop.test/?q={text}"),
                    format!("https://shop.test/a?b={text}&c=d"),
                    format!("https://shop.test/#{text}"),
                ] {
                    assert!(carries(&address, &mail()), "{address}");
                }
            }
        }
        assert!(carries("https://shop.test/u/482913/x", &mail()));
        assert!(carries("https://shop.test/u/john-smith", &mail()));
        assert!(carries("https://shop.test/themer/gerissig/nedonfri/day", &mail()));
    }

    #[test]
    fn honest_addresses_carry_nothing() {
        for address in [
            "https://shop.test/",
            "https://shop.test/inbox",
            "https://shop.test/2024/05/01",
            "https://shop.test/products/12345?page=2&sort=price",
            "https://shop.test/a/b8f3c9d2e1?utm_source=x",
            "https://shop.test/friday-deals",
        ] {
            assert!(!carries(address, &mail()), "{address}");
        }
    }

    #[test]
    fn what_the_destination_said_itself_is_at_home_there() {
        let mut held = mail();
        held.push(Tainted::new("Order 482913", Taint::page(Some(origin("shop.test")), 6)));
        assert!(!carries("https://shop.test/order/482913", &held));
        assert!(carries("https://shop.test/?q=John+Smith", &held));
    }

    #[test]
    fn what_the_person_said_is_theirs_also_where_a_page_says_it_too() {
        let mut held = mail();
        held.push(Tainted::new("write to John Smith", Taint::user()));
        let taint = moved("John Smith", &held);
        assert_eq!(taint, Taint::user());
        assert!(moved("merger is signed on Friday", &held).is_untrusted());
    }

    proptest! {
        #[test]
        fn a_long_piece_of_held_text_is_always_found(text in "[a-z]{3,8}( [a-z]{3,8}){6,12}", from in 0usize..10, deep in 0usize..3) {
            let held = [Tainted::new(text.clone(), Taint::page(Some(origin("mail.test")), 1))];
            let mut piece = text[from..].to_owned();
            for _ in 0..deep {
                piece = BASE64_URL_SAFE_NO_PAD.encode(&piece);
            }
            prop_assert!(moved(&piece, &held).is_untrusted());
        }
    }
}
