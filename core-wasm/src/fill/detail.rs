//! What a field asks for, where that is a plain detail of a person.

use serde::{Deserialize, Serialize};

/// A plain detail, by the names of HTML's autofill fields (HTML §4.10.18.7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are HTML's")]
pub enum Detail {
    Name,
    GivenName,
    FamilyName,
    Email,
    Tel,
    Organization,
    OrganizationTitle,
    Url,
    StreetAddress,
    PostalCode,
    #[serde(rename = "address-level2")]
    City,
    #[serde(rename = "address-level1")]
    Region,
    #[serde(rename = "country-name")]
    Country,
}

/// The kind of a list that one is chosen of.
const LIST: &str = "select-one";
const LABELS: &str = include_str!("labels.txt");

impl Detail {
    /// What the field asks for: its `autocomplete` says, else its type, else the words on it.
    pub fn of(autocomplete: &str, kind: &str, words: &[&str]) -> Option<Self> {
        let tokens: Vec<&str> = autocomplete.split_ascii_whitespace().collect();
        // Somebody else's, as with a gift: not the person's own details.
        if tokens.contains(&"shipping") && tokens.iter().any(|token| token.starts_with("section-gift")) {
            return None;
        }
        match tokens.last() {
            Some(&"off" | &"on") | None => {}
            // `address-line1` is the first line of the street address; other tokens ask for what is not known here.
            Some(&"address-line1") => return Some(Self::StreetAddress),
            // Its code, which a list has for every name.
            Some(&"country") if kind == LIST => return Some(Self::Country),
            Some(token) => return Self::named(token),
        }
        match kind {
            "email" => Some(Self::Email),
            "tel" => Some(Self::Tel),
            "url" => Some(Self::Url),
            "text" | "textarea" | LIST => words.iter().find_map(|words| Self::in_words(words, kind == LIST)),
            _ => None,
        }
    }

    fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }

    /// The detail whose words stand in `label`, the longest first: “first name” is no “name”. “Please state …”: only a list
    /// is known to ask for a region.
    fn in_words(label: &str, is_list: bool) -> Option<Self> {
        let label = spaced(label);
        // A long sentence that happens to say “company” asks for something else.
        if label.chars().count() > 48 {
            return None;
        }
        let lines = LABELS.lines().filter(|line| !line.starts_with('#'));
        let lines = lines.filter(|line| is_list || !line.starts_with("address-level1:"));
        let words = lines.filter_map(|line| line.split_once(':')).flat_map(|(detail, words)| {
            words.split(',').map(move |word| (detail, format!(" {} ", word.trim())))
        });
        let found = words.filter(|(_, word)| label.contains(word.as_str()));
        found.max_by_key(|(_, word)| word.len()).and_then(|(detail, _)| Self::named(detail))
    }
}

/// Words of a label or of an identifier, in lower case, one space around each.
fn spaced(label: &str) -> String {
    let mut spaced = String::from(" ");
    let mut before = ' ';
    for letter in label.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        match letter {
            '-' => spaced.push('-'),
            letter if letter.is_alphanumeric() => spaced.extend(letter.to_lowercase()),
            _ if !spaced.ends_with(' ') => spaced.push(' '),
            _ => {}
        }
        before = letter;
    }
    if !spaced.ends_with(' ') {
        spaced.push(' ');
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_names_a_detail() {
        for line in LABELS.lines().filter(|line| !line.starts_with('#')) {
            let (detail, words) = line.split_once(':').unwrap();
            assert!(Detail::named(detail).is_some() && !words.trim().is_empty(), "{line}");
        }
    }

    #[test]
    fn the_token_decides_before_type_and_words() {
        assert_eq!(Detail::of("shipping given-name", "text", &["Name"]), Some(Detail::GivenName));
        assert_eq!(Detail::of("username", "email", &["Email"]), None);
        assert_eq!(Detail::of("off", "email", &[""]), Some(Detail::Email));
        assert_eq!(Detail::of("", "tel", &[]), Some(Detail::Tel));
    }

    #[test]
    fn a_list_takes_codes_and_words() {
        assert_eq!(Detail::of("country", "select-one", &[]), Some(Detail::Country));
        assert_eq!(Detail::of("country", "text", &["Country"]), None);
        assert_eq!(Detail::of("", "select-one", &["State / Province"]), Some(Detail::Region));
        assert_eq!(Detail::of("", "text", &["City / State"]), Some(Detail::City));
        assert_eq!(Detail::of("", "text", &["Please state why"]), None);
    }

    #[test]
    fn words_are_read_in_labels_and_identifiers() {
        use Detail as D;
        for (words, detail) in [
            ("First name *", Some(D::GivenName)),
            ("Full name", Some(D::Name)),
            ("lastName", Some(D::FamilyName)),
            ("applicant_email", Some(D::Email)),
            ("E-mail:", Some(D::Email)),
            ("Phone (optional)", Some(D::Tel)),
            ("Postleitzahl", Some(D::PostalCode)),
            ("Company", Some(D::Organization)),
            ("Message", None),
            ("Username", None),
            ("Which of our company values do you like best, and why?", None),
        ] {
            assert_eq!(Detail::of("", "text", &[words]), detail, "{words}");
        }
    }

    #[test]
    fn fields_of_other_kinds_ask_for_nothing() {
        for kind in ["number", "date", "password", "file", "search"] {
            assert_eq!(Detail::of("", kind, &["Name"]), None, "{kind}");
        }
    }
}
