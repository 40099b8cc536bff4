//! What a payment costs, read off the page where it stands: on the button, beside the word for a total, or alone.
//!
//! What can be read in two ways is not known: a number like `1.234` of a currency with three decimals, a sign that several
//! countries share, two sums that are both called the total. Then the person is told that it is not known.

mod currency;
mod written;

use super::class::Rule;
use super::classify;
use super::contract::Money;
use super::fold;
use super::lookalike;
use super::proposal::Proposal;
use currency::{Currency, Side};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use url::Url;
use written::{Piece, minor, pieces};

const TOTALS: &str = include_str!("../data/totals.txt");

/// The amount on a control and in the text around it, on a page of `host`; `None` when there is none or more than one.
pub(super) fn read(label: &str, around: &str, host: &str) -> Option<Money> {
    let on_label = amounts(label, host);
    let total = total(around, host);
    match (on_label.as_slice(), total) {
        ([], Reading::One(money)) => Some(money),
        // A button that names another sum than the total beside it is not believed.
        ([money], Reading::One(total)) if *money == total => Some(total),
        ([money], Reading::None) => Some(money.clone()),
        _ => None,
    }
}

/// What an act costs, when it pays and the page says so in one way only. For [`Proposal::amount`].
#[must_use]
pub fn amount(proposal: &Proposal) -> Option<Money> {
    let target = proposal.target.as_ref()?;
    let pays = classify::classify(proposal)?.has(Rule::Pays);
    let host = Url::parse(&target.document_url).ok();
    let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
    pays.then(|| read(&target.label, &target.around, host)).flatten()
}

/// What a text says is to be paid in all.
enum Reading {
    /// Nothing.
    None,
    /// This.
    One(Money),
    /// More than one thing, or something that can not be read.
    Many,
}

fn total(text: &str, host: &str) -> Reading {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut of_totals = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        if !names_total(line) {
            continue;
        }
        let mut here = amounts(line, host);
        // The sum may stand in the next cell, which is a line of its own.
        if here.is_empty() && !line.contains(|c: char| c.is_ascii_digit()) {
            here = lines.get(n + 1).map(|next| amounts(next, host)).unwrap_or_default();
        }
        of_totals.extend(here);
    }
    let found = if of_totals.is_empty() { amounts(text, host) } else { of_totals };
    let mut distinct = found.into_iter().map(|money| (money.currency, money.minor)).collect::<BTreeSet<_>>();
    match (distinct.pop_first(), distinct.is_empty()) {
        (Some((currency, minor)), true) if !is_shared(text, host) => Reading::One(Money { currency, minor }),
        (None, _) if !is_shared(text, host) => Reading::None,
        _ => Reading::Many,
    }
}

fn names_total(line: &str) -> bool {
    static WORDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        let entries = TOTALS.lines().filter(|line| !line.starts_with('#'));
        let entries =
            entries.filter_map(|line| line.split_once(' ')).flat_map(|(_, entries)| entries.split(", "));
        entries.map(fold::words).collect()
    });
    let words = fold::words(line);
    let run = words.concat();
    WORDS.iter().any(|entry| {
        let unspaced = entry.iter().flat_map(|word| word.chars()).any(lookalike::is_unspaced);
        let at = words.windows(entry.len()).position(|some| some == entry);
        // A sub total is none.
        let whole = at.is_some_and(|at| at == 0 || words.get(at - 1).is_none_or(|before| before != "sub"));
        whole || (unspaced && run.contains(&entry.concat()))
    })
}

/// Every amount of money in a text, as often as it stands there.
pub(super) fn amounts(text: &str, host: &str) -> Vec<Money> {
    pieces(text).into_iter().filter_map(|piece| money(&piece, host)).collect()
}

/// Whether a text has a sum whose currency nobody can tell, or that can not be read.
fn is_shared(text: &str, host: &str) -> bool {
    pieces(text).iter().any(|piece| names_currency(piece) && money(piece, host).is_none())
}

fn money(piece: &Piece, host: &str) -> Option<Money> {
    let sides = [&piece.before, &piece.after].map(|side| Currency::of(side, host));
    let currency = match sides {
        [Side::Is(one), Side::Nothing] | [Side::Nothing, Side::Is(one)] => one,
        [Side::Is(one), Side::Is(other)] if one.code == other.code => one,
        // `$39 CAD`: the code says which of the dollars.
        [Side::Shared, Side::Is(one)] | [Side::Is(one), Side::Shared] => one,
        _ => return None,
    };
    Some(Money { currency: currency.code.to_owned(), minor: minor(&piece.number, currency.decimals)? })
}

fn names_currency(piece: &Piece) -> bool {
    [&piece.before, &piece.after].into_iter().any(|side| !matches!(Currency::of(side, ""), Side::Nothing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(label: &str, around: &str, host: &str) -> Option<String> {
        read(label, around, host).map(|money| format!("{} {}", money.minor, money.currency))
    }

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, amount) in [
            ("Pay €39.50", "3950 EUR"),
            ("39,50 € bezahlen", "3950 EUR"),
            ("Pay 1,234.56 EUR", "123456 EUR"),
            ("1.234,56\u{a0}€", "123456 EUR"),
            ("1 234,56 €", "123456 EUR"),
            ("CHF 1'234.50", "123450 CHF"),
            ("CHF 39.–", "3900 CHF"),
            ("EUR 39,-", "3900 EUR"),
            ("£5", "500 GBP"),
            ("Pay US$ 12.00 now", "1200 USD"),
            ("Pay $12.00 CAD", "1200 CAD"),
            ("1.234 €", "123400 EUR"),
            ("¥1,200 JPY", "1200 JPY"),
            ("1200円", "1200 JPY"),
            ("₩12,000", "12000 KRW"),
            ("12.500 KWD", ""),
            ("1,012.500 KWD", "1012500 KWD"),
            ("249 kr", ""),
            ("$12.00", ""),
            ("€1.5", ""),
            ("€5 or €6", ""),
            ("Pay", ""),
            ("3 lamps", ""),
            ("-€5.00", ""),
            ("€ 1.23.45", ""),
        ] {
            assert_eq!(told(text, "", "shop.example").unwrap_or_default(), amount, "{text}");
        }
    }

    #[test]
    fn a_shared_sign_is_the_countrys_own() {
        assert_eq!(told("$12.00", "", "shop.com.au").as_deref(), Some("1200 AUD"));
        assert_eq!(told("249 kr", "", "butik.se").as_deref(), Some("24900 SEK"));
    }

    #[test]
    fn the_total_beside_the_button_counts() {
        for (around, amount) in [
            ("Lamp €30.00\nShipping €9.50\nTotal €39.50\nPay now", "3950 EUR"),
            ("Lamp\n€30.00\nSubtotal\n€30.00\nTotal\n€39.50", "3950 EUR"),
            ("Sub-total €30.00\nOrder total: €39.50", "3950 EUR"),
            ("Zwischensumme 30,00 €\nGesamtbetrag\t39,50 €", "3950 EUR"),
            ("灯 20元\n总计 20元", "2000 CNY"),
            ("One lamp, €30.00", "3000 EUR"),
            ("Lamp €30.00\nShipping €9.50", ""),
            ("Total €39.50\nTotal €39.60", ""),
            ("Total €39.50\nTotal with tip €44.00", ""),
            ("Total $39.50", ""),
            ("Free of charge", ""),
        ] {
            assert_eq!(told("Pay now", around, "shop.example").unwrap_or_default(), amount, "{around}");
        }
    }

    #[test]
    fn a_button_that_contradicts_the_total_is_not_believed() {
        assert_eq!(told("Pay €5.00", "Total €500.00", "shop.example"), None);
        assert_eq!(told("Pay €5.00", "Total €5.00", "shop.example").as_deref(), Some("500 EUR"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(units in 0u64..10_000_000, cents in 0u64..100, german in any::<bool>()) {
            let grouped = |mark: char| {
                let plain = units.to_string();
                let bytes = plain.chars().rev().enumerate();
                bytes.flat_map(|(n, c)| (n > 0 && n % 3 == 0).then_some(mark).into_iter().chain([c])).collect::<Vec<_>>().into_iter().rev().collect::<String>()
            };
            let text = if german { format!("{},{cents:02} €", grouped('.')) } else { format!("€{}.{cents:02}", grouped(',')) };
            prop_assert_eq!(told(&text, "", "shop.example"), Some(format!("{} EUR", units * 100 + cents)));
        }

        #[test]
        fn any_text_is_read_without_panic(label in "\\PC{0,80}", around in "\\PC{0,300}") {
            let _ = read(&label, &around, "shop.example");
        }
    }
}
