//! Currencies: their names and signs, how many decimals they have, how an amount of them is shown.

use super::super::contract::Money;
use std::fmt;
use std::sync::LazyLock;

const CURRENCIES: &str = include_str!("../data/currencies.txt");

/// A currency as the list has it.
pub(super) struct Currency {
    pub(super) code: &'static str,
    pub(super) decimals: u32,
    own: Vec<String>,
    shared: Vec<String>,
    domains: Vec<&'static str>,
}

/// What stands beside a number.
pub(super) enum Side {
    /// No currency.
    Nothing,
    /// This one.
    Is(&'static Currency),
    /// A sign of several.
    Shared,
}

static LIST: LazyLock<Vec<Currency>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut parts = line.split('|');
        let (code, decimals) = parts.next()?.trim().split_once(' ')?;
        let words = |part: Option<&'static str>| part.unwrap_or_default().split_whitespace();
        Some(Currency {
            code,
            decimals: decimals.parse().ok()?,
            own: words(parts.next()).map(str::to_owned).collect(),
            shared: words(parts.next()).map(str::to_owned).collect(),
            domains: words(parts.next()).collect(),
        })
    };
    CURRENCIES.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()
});

impl Currency {
    /// What the word or sign is on a page of `host`: the domain says whose a shared sign is.
    pub(super) fn of(side: &str, host: &str) -> Side {
        let side = side.to_lowercase();
        let side = side.trim();
        let has = |names: &[String]| names.iter().any(|name| name == side);
        if side.is_empty() {
            return Side::Nothing;
        }
        if let Some(one) = LIST.iter().find(|currency| has(&currency.own)) {
            return Side::Is(one);
        }
        let mut shared = LIST.iter().filter(|currency| has(&currency.shared)).peekable();
        if shared.peek().is_none() {
            return Side::Nothing;
        }
        let domain = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
        shared.find(|currency| currency.domains.contains(&domain)).map_or(Side::Shared, Side::Is)
    }
}

impl fmt::Display for Money {
    /// `39.50 EUR`, with a point in every language: it is compared by eye with what the page says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = LIST.iter().find(|currency| currency.code == self.currency);
        let decimals = listed.map_or(2, |currency| currency.decimals) as usize;
        let unit = 10u64.pow(listed.map_or(2, |currency| currency.decimals));
        let (whole, part) = (self.minor / unit, self.minor % unit);
        match decimals {
            0 => write!(f, "{whole} {}", self.currency),
            _ => write!(f, "{whole}.{part:0decimals$} {}", self.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn amounts_are_shown_with_their_decimals() {
        for (minor, currency, shown) in [
            (3950, "EUR", "39.50 EUR"),
            (1200, "JPY", "1200 JPY"),
            (12_005, "KWD", "12.005 KWD"),
            (5, "USD", "0.05 USD"),
        ] {
            assert_eq!(Money { currency: currency.into(), minor }.to_string(), shown);
        }
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        assert_eq!(LIST.len(), CURRENCIES.lines().filter(|line| !line.starts_with('#')).count());
        for currency in LIST.iter() {
            assert!(currency.code.len() == 3 && !currency.own.is_empty(), "{}", currency.code);
        }
        let own: Vec<&String> = LIST.iter().flat_map(|currency| &currency.own).collect();
        assert_eq!(own.len(), own.iter().collect::<BTreeSet<_>>().len(), "a name of two currencies");
    }
}
