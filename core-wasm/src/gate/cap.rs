//! The most a run may spend, when the person names a sum: “for at most 50 euros”.

use super::amount::amounts;
use super::contract::Money;
use super::{fold, lookalike};

const CAPS: &str = include_str!("data/caps.txt");

/// The one sum of a goal that stands in a clause with a word for the most; `None` when there is none, or several. Such a
/// cap takes away and gives nothing: what is below it is asked for all the same.
pub(super) fn named(goal: &str, host: &str) -> Option<Money> {
    let mut caps =
        clauses(goal).into_iter().filter(|clause| limits(clause)).flat_map(|clause| amounts(clause, host));
    let first = caps.next()?;
    caps.all(|other| other == first).then_some(first)
}

/// Parts between commas, semicolons and full stops that are not within a number.
fn clauses(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for mark in [", ", "; ", ". ", "? ", "! ", "\n", "。", "，", "、"] {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts
}

fn limits(clause: &str) -> bool {
    let words = fold::words(clause);
    let run = words.concat();
    let entries = CAPS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    entries.flat_map(|(_, entries)| entries.split(", ")).map(fold::words).any(|entry| {
        let unspaced = entry.iter().flat_map(|word| word.chars()).any(lookalike::is_unspaced);
        words.windows(entry.len()).any(|some| some == entry) || (unspaced && run.contains(&entry.concat()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_with_a_word_for_the_most_is_the_cap() {
        for (goal, cap) in [
            ("Buy a brass lamp for at most 50 euros", "50.00 EUR"),
            ("Order lamps, up to €1,200.50, and send them to me", "1200.50 EUR"),
            ("Kaufe eine Lampe, höchstens 39,90 €", "39.90 EUR"),
            ("买一盏灯，最多200元", "200.00 CNY"),
            ("Buy the lamp of 50 euros", ""),
            ("Buy at most 3 lamps", ""),
            ("At most 50 euros. No more than 60 euros.", ""),
            ("Buy the lamp", ""),
        ] {
            let named = named(goal, "shop.example").map(|money| money.to_string());
            assert_eq!(named.unwrap_or_default(), cap, "{goal}");
        }
    }
}
