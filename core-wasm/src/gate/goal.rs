//! Which sites a person literally named in a goal.
//!
//! A site is a whole address with `http://` or `https://`, or a host name as people write it (`example.com/prices`),
//! which means `https`. Host names without scheme need a top-level domain of the list, so that "readme.txt", "e.g." and
//! "v1.2" are none; what is missing there is asked for when it comes to it. Mail addresses name no site. Nothing is
//! guessed from a host name: `example.com` is not `www.example.com`. Of an `http` address its `https` twin is meant too,
//! because that is where sites send their visitors.

use super::address::{self, Blocked};
use super::lookalike;
use super::origin::Origin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tagged::DeserializeTagged;

/// Top-level domains a host name without scheme may end in. Those that are file endings too (`md`, `py`, `zip`, …) are
/// left out: those need a scheme or `www.`.
const TLDS: &str = include_str!("data/tlds.txt");
/// More names no honest goal has.
const MOST: usize = 50;

/// What looked like a site in a goal and did not become part of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// As the person wrote it.
    pub text: String,
    /// Why.
    pub reason: RefusedReason,
}

/// Why a name was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeserializeTagged)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum RefusedReason {
    /// Nobody goes there.
    Blocked {
        /// Why.
        blocked: Blocked,
    },
    /// It mixes scripts, or is made of letters that look like others.
    LookAlike {
        /// How it reads.
        like: String,
        /// What it is, in punycode.
        host: String,
    },
}

/// The sites a goal names.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) origins: BTreeSet<Origin>,
    pub(super) addresses: BTreeSet<String>,
    pub(super) refused: Vec<Refused>,
}

/// The sites a goal names.
pub(super) fn named(goal: &str, home: Option<&Origin>) -> Named {
    let mut named = Named::default();
    let words = goal.split(|c: char| c.is_whitespace() || is_quote(c)).map(trim);
    for word in words.filter(|word| word.contains(['.', ':']) && !is_mail(word)).take(MOST) {
        if !named.take(word, home) {
            // 请打开example.com然后: no spaces, so the name is what is plain ASCII in between.
            let parts = word.split(lookalike::is_unspaced).map(trim).filter(|part| part.len() < word.len());
            for part in parts {
                named.take(part, home);
            }
        }
    }
    named
}

impl Named {
    /// Takes a word in when it names a site, and says whether it does.
    fn take(&mut self, word: &str, home: Option<&Origin>) -> bool {
        let Some(address) = address_of(word, home) else { return false };
        let refuse = |reason| Refused { text: word.to_owned(), reason };
        match address::check(&address, home) {
            Ok((_, origin)) if let Some(like) = lookalike::disguise(&origin) => {
                // With letters of an unspaced script around it, the name may be the ASCII part alone.
                if word.chars().any(lookalike::is_unspaced) {
                    return false;
                }
                self.refused.push(refuse(RefusedReason::LookAlike { like, host: origin.host().to_owned() }));
            }
            Ok((url, origin)) => {
                self.origins.extend(origin.upgraded());
                self.origins.insert(origin);
                self.addresses.insert(url.into());
            }
            Err(Blocked::NotAnAddress {}) => return false,
            Err(blocked) => self.refused.push(refuse(RefusedReason::Blocked { blocked })),
        }
        true
    }
}

/// The address a word names: itself with a scheme, or `https` before a host name.
fn address_of(word: &str, home: Option<&Origin>) -> Option<String> {
    let scheme = word.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => {
            let host = word.split_once("://")?.1.split(['/', '?', '#']).next()?;
            // Without spaces the sentence goes on behind the name: https://example.com然后
            (!ends_in_sentence(host)).then(|| word.to_owned())
        }
        Some(_) => None,
        None => {
            let host = word.split(['/', '?', '#']).next()?;
            let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
            let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
            // The page the task is given on may be named without scheme, whatever it ends in: localhost:3000.
            if let Some(home) = home
                && host.eq_ignore_ascii_case(home.to_string().split_once("://")?.1)
            {
                return Some(format!("{}://{word}", if home.is_secure() { "https" } else { "http" }));
            }
            (port_fits && is_host_name(name)).then(|| format!("https://{word}"))
        }
    }
}

/// Whether the last label starts in ASCII and goes on in a script without spaces: no such top-level domain exists.
fn ends_in_sentence(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or(host);
    last.starts_with(|c: char| c.is_ascii_alphanumeric()) && last.chars().any(lookalike::is_unspaced)
}

/// Whether a text without scheme is a host name people write: labels of letters, digits and hyphens, ending in a
/// known top-level domain or one that is not ASCII.
fn is_host_name(name: &str) -> bool {
    let Some((rest, last)) = name.rsplit_once('.') else { return false };
    let label_fits = |label: &str| {
        let letters = label.chars().all(|c| c.is_alphanumeric() || c == '-' || !c.is_ascii());
        // 打开jd.com: more likely a sentence than a name; such a name needs its scheme.
        let sentence =
            label.chars().any(|c| c.is_ascii_alphabetic()) && label.chars().any(lookalike::is_unspaced);
        letters && !sentence && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    // "it.Is": a missing space, no name.
    let one_case = !last.chars().any(char::is_uppercase) || !name.chars().any(char::is_lowercase);
    let lower = last.to_ascii_lowercase();
    let known = if last.is_ascii() {
        lower.starts_with("xn--")
            || name.starts_with("www.")
            || TLDS.split_whitespace().any(|tld| tld == lower)
    } else {
        last.chars().all(|c| c.is_alphabetic() || !c.is_ascii()) && !ends_in_sentence(last)
    };
    one_case && known && rest.split('.').all(label_fits)
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '<' | '>' | '`' | '|' | '\\' | '“'..='‟' | '‘'..='‛' | '«' | '»' | '。' | '、' | '，' | '；'
            | '：' | '！' | '？' | '「'..='』' | '【' | '】' | '（' | '）' | '《' | '》' | '،' | '؛' | '؟'
    )
}

/// Without the punctuation of the sentence around it.
fn trim(word: &str) -> &str {
    let word = word.trim_start_matches(['(', '[', '{', ',', ';', '*', '_', '=']);
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ']', '}', '*', '_', '…']);
    // A closing bracket belongs to the address when it was opened there.
    if word.contains('(') { word } else { word.trim_end_matches(')').trim_end_matches(['.', ',', '!', '?']) }
}

fn is_mail(word: &str) -> bool {
    let before_path = word.split("://").last().unwrap_or(word).split('/').next().unwrap_or("");
    !word.contains("://") && before_path.contains('@') || word.to_ascii_lowercase().starts_with("mailto:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(goal: &str) -> Vec<String> {
        named(goal, None).origins.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_person_writes_is_found() {
        for (goal, origins) in [
            (
                "compare prices on shop.example and https://www.acme.test/a?b=1.",
                &["https://shop.example", "https://www.acme.test"][..],
            ),
            ("go to example.com, then stop", &["https://example.com"]),
            ("go to (example.com).", &["https://example.com"]),
            ("open \"example.com\" please", &["https://example.com"]),
            ("EXAMPLE.COM!", &["https://example.com"]),
            ("look at http://example.com/", &["http://example.com", "https://example.com"]),
            ("look at http://example.com:8080/", &["http://example.com:8080"]),
            ("example.com:8443/x", &["https://example.com:8443"]),
            ("https://en.wikipedia.org/wiki/Rust_(disambiguation)", &["https://en.wikipedia.org"]),
            ("besuche münchen.de", &["https://xn--mnchen-3ya.de"]),
            ("открой пример.рф", &["https://xn--e1afmkfd.xn--p1ai"]),
            ("例え.jp を開く", &["https://xn--r8jz45g.jp"]),
            ("请打开example.com然后点击登录", &["https://example.com"]),
            ("请打开https://example.com然后点击", &["https://example.com"]),
            ("请打开example.com。然后", &["https://example.com"]),
            ("打开jd.com", &["https://jd.com"]),
            ("xn--mnchen-3ya.de", &["https://xn--mnchen-3ya.de"]),
            ("https://example.com@evil.example", &[]),
            ("write to bob@example.com", &[]),
            ("mailto:bob@example.com", &[]),
            ("upload resume.pdf, readme.md and main.rs", &[]),
            ("e.g. 3.14, v1.2, U.S.A., etc...", &[]),
            ("do this.Then that", &[]),
            ("read it.Is it good?", &[]),
            ("example", &[]),
            ("www.politika.rs", &["https://www.politika.rs"]),
            ("ftp://example.com javascript:alert(1) data:text/html,x file:///etc/passwd", &[]),
            ("http://192.168.1.1/ localhost:3000 http://localhost/", &[]),
        ] {
            assert_eq!(names(goal), origins, "{goal}");
        }
    }

    #[test]
    fn what_was_refused_comes_back() {
        let refused =
            |goal: &str| named(goal, None).refused.into_iter().map(|r| r.reason).collect::<Vec<_>>();
        assert!(
            matches!(&refused("open аpple.com")[..], [RefusedReason::LookAlike { like, .. }] if like == "apple.com")
        );
        assert!(matches!(&refused("https://192.168.0.1/")[..], [RefusedReason::Blocked { .. }]));
        assert!(matches!(&refused("https://a.test:b@c.test/")[..], [RefusedReason::Blocked { .. }]));
    }

    #[test]
    fn the_page_itself_may_be_named_as_it_is() {
        let home = Origin::parse("http://localhost:3000/").expect("an origin");
        let named = named("test localhost:3000/login", Some(&home));
        assert_eq!(named.origins, [home].into());
        assert!(named.addresses.contains("http://localhost:3000/login"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(goal in ".{0,200}") {
            let named = named(&goal, None);
            prop_assert!(named.origins.len() <= 2 * MOST * 4);
        }

        #[test]
        fn every_origin_found_stands_in_the_goal(host in "[a-z]{3,10}\\.(com|org|de|test)", before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
            let goal = format!("{before} {host} {after}");
            prop_assert_eq!(names(&goal), vec![format!("https://{host}")]);
        }
    }
}
