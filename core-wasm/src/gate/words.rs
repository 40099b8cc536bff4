//! What words on controls, names of fields and parts of addresses say. Words only ever raise a class: none of them makes
//! an act lighter, so a page that leaves them out or writes them in disguise gains nothing but what an unknown act has.

use super::class::Rule;
use super::fold;
use super::word_list::{Entry, Text, entries, parse};
use std::sync::LazyLock;

const WORDS: &str = include_str!("data/words.txt");
const FIELDS: &str = include_str!("data/fields.txt");
const PATHS: &str = include_str!("data/paths.txt");
const SETTINGS_PAGES: &str = include_str!("data/settings-pages.txt");

/// What the label of a control says it does, the first section of the list that has one of its words.
pub(super) fn deed(label: &str) -> Option<Rule> {
    static LIST: LazyLock<Vec<Entry>> = LazyLock::new(|| parse(WORDS, rule_of));
    Text::new(label).find(&LIST)
}

/// What the name or label of a field says it takes.
pub(in crate::gate) fn secret_field(name: &str) -> Option<Rule> {
    static LIST: LazyLock<Vec<Entry>> = LazyLock::new(|| parse(FIELDS, rule_of));
    Text::new(&spread(name)).find(&LIST)
}

/// What the path and query of an address say opening it does. Only whole segments and query values, so that
/// `/blog/how-to-delete` is a page and `/item/3/delete` an act.
pub(super) fn address(url: &url::Url) -> Option<Rule> {
    let segments = url.path_segments().into_iter().flatten().map(str::to_owned);
    let values = url.query_pairs().flat_map(|(key, value)| [key.into_owned(), value.into_owned()]);
    segments.chain(values).map(|part| fold::fold(&part).replace('_', "-")).find_map(|part| {
        // `delete.php` acts like `delete`.
        let part = part.split_once('.').map_or(part.as_str(), |(stem, _)| stem).to_owned();
        entries(PATHS).find_map(|(section, _, entry)| (entry == part).then(|| rule_of(section)).flatten())
    })
}

/// Whether an address is of a page of settings, where ticking a box already changes one.
pub(super) fn is_settings_page(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else { return false };
    let route = url.fragment().unwrap_or("");
    url.path().split('/').chain(route.split('/')).any(|segment| {
        let segment = fold::fold(segment);
        SETTINGS_PAGES.split_whitespace().any(|name| name == segment)
    })
}

fn rule_of(section: &str) -> Option<Rule> {
    Some(match section {
        "pay" => Rule::Pays,
        "send" => Rule::Sends,
        "post" => Rule::Posts,
        "share" => Rule::Shares,
        "delete" => Rule::Deletes,
        "permit" => Rule::Permits,
        "confirm" => Rule::Confirms,
        "settings" => Rule::ChangesSettings,
        "sign_in" => Rule::SignsIn,
        "download" => Rule::Downloads,
        "upload" => Rule::Uploads,
        "password" | "code" => Rule::SecretField,
        "card" => Rule::CardField,
        _ => return None,
    })
}

/// `cardNumber`, `card_number` and `card-number` as "card number".
fn spread(name: &str) -> String {
    let mut spread = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars() {
        if lower && c.is_ascii_uppercase() {
            spread.push(' ');
        }
        lower = c.is_ascii_lowercase();
        spread.push(c);
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_say_what_they_do_in_many_languages() {
        for (label, rule) in [
            ("Pay now", Rule::Pays),
            ("Pay $12.00", Rule::Pays),
            ("Jetzt kostenpflichtig bestellen", Rule::Pays),
            ("Payer", Rule::Pays),
            ("Оплатить", Rule::Pays),
            ("立即支付", Rule::Pays),
            ("購入する", Rule::Pays),
            ("결제하기", Rule::Pays),
            ("ادفع الآن", Rule::Pays),
            ("Pаy", Rule::Pays),
            ("Send", Rule::Sends),
            ("Nachricht senden", Rule::Sends),
            ("Отправить", Rule::Sends),
            ("送信", Rule::Sends),
            ("Publish", Rule::Posts),
            ("Veröffentlichen", Rule::Posts),
            ("发布", Rule::Posts),
            ("Share", Rule::Shares),
            ("Compartir", Rule::Shares),
            ("Delete forever", Rule::Deletes),
            ("Konto löschen", Rule::Deletes),
            ("D e l e t e", Rule::Deletes),
            ("Usuń", Rule::Deletes),
            ("削除", Rule::Deletes),
            ("Unsubscribe", Rule::Deletes),
            ("Accept all cookies", Rule::Permits),
            ("Zustimmen", Rule::Permits),
            ("允许", Rule::Permits),
            ("Save changes", Rule::ChangesSettings),
            ("Yes", Rule::Confirms),
            ("Ja", Rule::Confirms),
            ("Post", Rule::Posts),
            ("Like (12)", Rule::Posts),
            ("Подтвердить", Rule::Confirms),
            ("Log out", Rule::SignsIn),
            ("Download PDF", Rule::Downloads),
            ("Choose file", Rule::Uploads),
        ] {
            assert_eq!(deed(label), Some(rule), "{label}");
        }
    }

    #[test]
    fn harmless_labels_say_nothing() {
        for label in [
            "",
            "Next",
            "Show more",
            "Menu",
            "Close",
            "Weiter",
            "Suivant",
            "Далее",
            "次へ",
            "Add to cart",
            "🔍",
            "Ver detalles del pedido",
            "Detalhes da conta",
            "Blog posts",
            "Apply filters",
            "Tom Smith",
            "Public figures",
        ] {
            assert_eq!(deed(label), None, "{label}");
        }
    }

    #[test]
    fn names_of_fields_tell_secrets() {
        for (name, rule) in [
            ("password", Rule::SecretField),
            ("userPassword", Rule::SecretField),
            ("new_password", Rule::SecretField),
            ("Kennwort", Rule::SecretField),
            ("Пароль", Rule::SecretField),
            ("otp", Rule::SecretField),
            ("verification-code", Rule::SecretField),
            ("验证码", Rule::SecretField),
            ("cardNumber", Rule::CardField),
            ("CVC", Rule::CardField),
            ("Kreditkartennummer", Rule::CardField),
            ("IBAN", Rule::CardField),
        ] {
            assert_eq!(secret_field(name), Some(rule), "{name}");
        }
        for name in ["first_name", "email", "passenger", "q", "postcode", "Discard"] {
            assert_eq!(secret_field(name), None, "{name}");
        }
    }

    #[test]
    fn addresses_that_act_are_told_from_pages_about_acts() {
        let rule = |address: &str| super::address(&url::Url::parse(address).expect("an address"));
        assert_eq!(rule("https://a.test/item/3/delete"), Some(Rule::Deletes));
        assert_eq!(rule("https://a.test/?action=Delete&id=3"), Some(Rule::Deletes));
        assert_eq!(rule("https://a.test/delete.php?id=3"), Some(Rule::Deletes));
        assert_eq!(rule("https://a.test/logout"), Some(Rule::SignsIn));
        assert_eq!(rule("https://a.test/blog/how-to-delete-files"), None);
        assert_eq!(rule("https://a.test/products/42"), None);
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for list in [WORDS, FIELDS, PATHS] {
            for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
                let (language, _) = line.split_once(' ').expect("a language and its words");
                assert_eq!(language.len(), 2, "{line}");
            }
            for (section, _, entry) in entries(list) {
                assert!(rule_of(section).is_some(), "{section}");
                assert!(!fold::words(entry).is_empty(), "{entry}");
            }
        }
    }

    proptest! {
        #[test]
        fn more_words_never_take_a_deed_away(before in "[a-z ]{0,12}", after in "[a-z ]{0,12}") {
            let label = format!("{} delete {}", before, after);
            prop_assert!(deed(&label).is_some());
        }
    }
}
