//! Recognising what the run holds in what is about to go out.
//!
//! A model's text has the labels of all it has read, so labels alone would make every act of a run over two sites
//! sensitive. What counts is what a text really contains: [`found`] cuts it (and all it decodes to) into fragments and
//! looks for them in the values held. A fragment that stands on the destination's own pages as well is at home there.

use super::fragments::{Squeezed, WHOLE, WINDOW, Wholes};
use super::origin::Origin;
use super::readings::readings;
use super::taint::{Taint, Tainted};
use std::collections::HashSet;
use url::Url;

/// Labels of the held values that path, query or fragment of an address carry to `to`.
pub(super) fn carried(address: &Url, held: &[Tainted], to: &Origin) -> Taint {
    let mut fragments = Fragments::default();
    for segment in address.path_segments().into_iter().flatten() {
        // One word of a path is a word, and a year a year: /documentation, /2024.
        let plain = segment.bytes().all(|byte| byte.is_ascii_alphabetic()) || is_year(segment);
        fragments.read(segment, if plain { Part::Word } else { Part::Whole });
    }
    for pair in address.query().into_iter().flat_map(|query| query.split('&')) {
        for part in pair.split('=') {
            fragments.read(part, Part::Whole);
        }
    }
    for part in address.fragment().into_iter().flat_map(|fragment| fragment.split(['/', '&', '=', '?'])) {
        fragments.read(part, Part::Whole);
    }
    // Cut up over several parts.
    let all = [address.path(), address.query().unwrap_or(""), address.fragment().unwrap_or("")].concat();
    fragments.read(&all, Part::Word);
    fragments.found(held, to)
}

/// Labels of the held values that a text carries to `to`.
pub(super) fn moved(text: &str, held: &[Tainted], to: &Origin) -> Taint {
    let mut fragments = Fragments::default();
    fragments.read(text, Part::Whole);
    fragments.found(held, to)
}

/// What of a part counts besides its windows and numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All of it together.
    Whole,
    /// Nothing.
    Word,
}

/// What is looked for: all folded, letters and digits only.
#[derive(Default)]
struct Fragments {
    /// Anywhere.
    windows: HashSet<[u8; WINDOW]>,
    /// From the beginning of a word to the end of a word.
    wholes: HashSet<String>,
}

impl Fragments {
    fn read(&mut self, text: &str, part: Part) {
        for (place, reading) in readings(text).iter().enumerate() {
            let squeezed = Squeezed::new(reading);
            self.windows.extend(squeezed.windows());
            // Encoded on purpose is more than a word, whatever it stands in.
            if part == Part::Whole || (place > 0 && reading.contains(' ')) {
                self.add_whole(squeezed.text);
            }
            for word in reading.split(|c: char| c.is_whitespace() || ",;()<>\"'&=?/".contains(c)) {
                let tells = word.contains('@') || tells_by_digits(word);
                if tells {
                    self.add_whole(Squeezed::new(word).text);
                }
            }
        }
    }

    fn add_whole(&mut self, squeezed: String) {
        if squeezed.len() >= WHOLE {
            self.wholes.insert(squeezed);
        }
    }

    fn found(&self, held: &[Tainted], to: &Origin) -> Taint {
        if self.windows.is_empty() && self.wholes.is_empty() {
            return Taint::none();
        }
        let (home, away): (Vec<&Tainted>, Vec<&Tainted>) =
            held.iter().partition(|value| value.taint.is_at_home(to));
        let wholes = Wholes::new(&self.wholes);
        let hits = |value: &Tainted| {
            let squeezed = Squeezed::new(&value.text);
            let windows = squeezed.windows().filter_map(|window| self.windows.get(&window)).collect();
            Hits { windows, wholes: wholes.within(&squeezed) }
        };
        let at_home = home.iter().fold(Hits::default(), |all, value| all.and(hits(value)));
        let mut users = Hits::default();
        let mut found = Vec::new();
        for value in away {
            let hits = hits(value).without(&at_home);
            if !value.taint.is_untrusted() {
                users = users.and(hits.clone());
            }
            found.push((value, hits));
        }
        let labels = found.into_iter().filter_map(|(value, hits)| {
            // What the person said is theirs, also where a page says it too.
            let own = if value.taint.is_untrusted() { hits.without(&users) } else { hits };
            (!own.is_empty()).then_some(&value.taint)
        });
        Taint::of_all(labels)
    }
}

/// Fragments found in a value.
#[derive(Clone, Default)]
struct Hits<'a> {
    windows: HashSet<&'a [u8; WINDOW]>,
    wholes: HashSet<&'a str>,
}

impl<'a> Hits<'a> {
    fn and(mut self, other: Hits<'a>) -> Self {
        self.windows.extend(other.windows);
        self.wholes.extend(other.wholes);
        self
    }

    fn without(mut self, other: &Self) -> Self {
        self.windows.retain(|window| !other.windows.contains(window));
        self.wholes.retain(|whole| !other.wholes.contains(whole));
        self
    }

    fn is_empty(&self) -> bool {
        self.windows.is_empty() && self.wholes.is_empty()
    }
}

/// A number of four digits that is no year, or a code with digits in it.
fn tells_by_digits(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = letters.chars().filter(char::is_ascii_digit).count();
    digits >= 2 && letters.len() >= WHOLE && !is_year(&letters)
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use proptest::prelude::*;

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
        !carried(&Url::parse(address).expect("an address"), held, &origin("shop.test")).is_empty()
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
        let taint = moved("John Smith", &held, &origin("shop.test"));
        assert_eq!(taint, Taint::user());
        assert!(moved("merger is signed on Friday", &held, &origin("shop.test")).is_untrusted());
    }

    proptest! {
        #[test]
        fn a_long_piece_of_held_text_is_always_found(text in "[a-z]{3,8}( [a-z]{3,8}){6,12}", from in 0usize..10, deep in 0usize..3) {
            let held = [Tainted::new(text.clone(), Taint::page(Some(origin("mail.test")), 1))];
            let mut piece = text[from..].to_owned();
            for _ in 0..deep {
                piece = BASE64_URL_SAFE_NO_PAD.encode(&piece);
            }
            prop_assert!(moved(&piece, &held, &origin("shop.test")).is_untrusted());
        }
    }
}
