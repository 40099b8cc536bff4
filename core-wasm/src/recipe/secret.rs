//! What is never recorded: passwords, codes, card data.

use crate::gate::is_secret_field;
use crate::locate::Locator;

/// Whether what is typed there is a secret, by what the field is called or by what was typed: a card's number is one in
/// whatever field.
pub fn is_secret(field: &Locator, text: &str) -> bool {
    let names = [&field.name, &field.placeholder, &field.marks.field, &field.marks.id];
    field.kind == "password" || names.into_iter().any(|name| is_secret_field(name)) || is_card_number(text)
}

/// 13 to 19 digits with a check digit after Luhn (ISO/IEC 7812-1, annex B).
fn is_card_number(text: &str) -> bool {
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum();
    plain && (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_field_or_by_themselves() {
        let field =
            |name: &str, kind: &str| Locator { name: name.into(), kind: kind.into(), ..Locator::default() };
        assert!(is_secret(&field("Anything", "password"), "x"));
        assert!(is_secret(&field("Card number", "text"), "x"));
        assert!(is_secret(&field("Notes", "text"), "4111 1111 1111 1111"));
        assert!(!is_secret(&field("Order number", "text"), "4111 1111 1111 1112"));
        assert!(!is_secret(&field("City", "text"), "Kandy"));
    }
}
