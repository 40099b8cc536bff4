//! How an element of a page compares with what was recorded: signal by signal.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::locator::{Locator, Marks};

/// One thing that is known of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "named like the fields of a locator")]
pub enum Signal {
    TestId,
    Name,
    Id,
    Field,
    Placeholder,
    Near,
    Section,
    Heading,
    Path,
}

/// How a signal compares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Agreement {
    /// The same.
    Same,
    /// Alike: from 0 to 1.
    Like(f32),
    /// Something else, or gone.
    Other,
    /// It was not known then, or is not now.
    Unknown,
}

/// What each signal adds when it is the same, and takes away when it is not.
const WEIGHTS: [(Signal, f32, f32); 9] = [
    (Signal::TestId, 50.0, 30.0),
    (Signal::Name, 40.0, 15.0),
    (Signal::Id, 24.0, 6.0),
    (Signal::Field, 22.0, 6.0),
    (Signal::Placeholder, 8.0, 2.0),
    (Signal::Near, 20.0, 4.0),
    (Signal::Section, 14.0, 6.0),
    (Signal::Heading, 8.0, 3.0),
    (Signal::Path, 8.0, 2.0),
];

/// An element of a page held against a locator.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// How each signal compares, in the order of [`WEIGHTS`].
    agreements: Vec<(Signal, Agreement)>,
    /// Their sum, weighed.
    pub score: f32,
    /// Of the words that told it from others of its kind, the part that stands beside this one.
    pub key: f32,
}

impl Evidence {
    /// Compares; `marks` are the candidate's, when they were asked for.
    pub fn of(recorded: &Locator, candidate: &Locator, marks: Option<&Marks>) -> Self {
        let agreements: Vec<(Signal, Agreement)> = WEIGHTS
            .iter()
            .map(|(signal, _, _)| (*signal, agreement(*signal, recorded, candidate, marks)))
            .collect();
        let score = agreements.iter().zip(WEIGHTS).map(|((_, how), (_, same, other))| match how {
            Agreement::Same => same,
            Agreement::Like(much) => same * 0.7 * much,
            Agreement::Other => -other,
            Agreement::Unknown => 0.0,
        });
        let score = score.sum();
        let here: HashSet<String> = words(&candidate.near).into_iter().collect();
        let found = recorded.key.iter().filter(|word| here.contains(*word)).count();
        let key = if recorded.key.is_empty() { 0.0 } else { found as f32 / recorded.key.len() as f32 };
        Self { agreements, score, key }
    }

    /// How a signal compares.
    pub fn how(&self, signal: Signal) -> Agreement {
        self.agreements.iter().find(|(of, _)| *of == signal).map_or(Agreement::Unknown, |(_, how)| *how)
    }

    /// Whether a signal is the same.
    pub fn is_same(&self, signal: Signal) -> bool {
        self.how(signal) == Agreement::Same
    }

    /// The signals that are the same.
    pub fn same(&self) -> impl Iterator<Item = Signal> + '_ {
        self.agreements.iter().filter(|(_, how)| *how == Agreement::Same).map(|(signal, _)| *signal)
    }
}

fn agreement(signal: Signal, recorded: &Locator, candidate: &Locator, marks: Option<&Marks>) -> Agreement {
    let mark = |of: fn(&Marks) -> &String| match marks {
        Some(marks) => exact(of(&recorded.marks), of(marks)),
        None => Agreement::Unknown,
    };
    match signal {
        Signal::TestId => mark(|marks| &marks.test_id),
        Signal::Id => mark(|marks| &marks.id),
        // Radio buttons of a group share one.
        Signal::Field if recorded.role == "radio" => Agreement::Unknown,
        Signal::Field => mark(|marks| &marks.field),
        Signal::Name => alike(&recorded.name, &candidate.name),
        Signal::Placeholder => exact(&recorded.placeholder, &candidate.placeholder),
        Signal::Near => alike(&recorded.near, &candidate.near),
        Signal::Heading => alike(&recorded.heading, &candidate.heading),
        Signal::Section => section(recorded, candidate),
        Signal::Path => path(&recorded.path, &candidate.path),
    }
}

fn exact(then: &str, now: &str) -> Agreement {
    match (then, now) {
        ("", _) => Agreement::Unknown,
        (then, now) if then == now => Agreement::Same,
        _ => Agreement::Other,
    }
}

/// Words, whatever their case, punctuation and endings. A count in it ("Cart (3)") may be another.
fn alike(then: &str, now: &str) -> Agreement {
    if then.is_empty() || then == now {
        return exact(then, now);
    }
    let letters = |text: &str| -> Vec<String> {
        words(text).into_iter().filter(|word| !word.chars().all(|c| c.is_ascii_digit())).collect()
    };
    let (plain_then, plain_now) = (letters(then), letters(now));
    if words(then) == words(now) && !words(then).is_empty() {
        return Agreement::Same;
    }
    if plain_then == plain_now && !plain_then.is_empty() {
        return Agreement::Like(0.95);
    }
    let (a, b): (HashSet<String>, HashSet<String>) =
        (words(then).into_iter().collect(), words(now).into_iter().collect());
    let common = a.intersection(&b).count() as f32;
    let much = 2.0 * common / (a.len() + b.len()).max(1) as f32;
    if much >= 0.3 { Agreement::Like(much) } else { Agreement::Other }
}

fn section(recorded: &Locator, candidate: &Locator) -> Agreement {
    match (&recorded.section, &candidate.section) {
        (None, _) => Agreement::Unknown,
        (Some(then), Some(now)) if then == now => Agreement::Same,
        (Some(then), Some(now)) if then.role == now.role => match alike(&then.name, &now.name) {
            Agreement::Like(much) => Agreement::Like(much),
            Agreement::Same => Agreement::Same,
            _ => Agreement::Other,
        },
        _ => Agreement::Other,
    }
}

/// Roles around it: the longest common end and start of the two ways there.
fn path(then: &[String], now: &[String]) -> Agreement {
    if then.is_empty() {
        return Agreement::Unknown;
    }
    if then == now {
        return Agreement::Same;
    }
    let common =
        |pairs: &mut dyn Iterator<Item = (&String, &String)>| pairs.take_while(|(a, b)| a == b).count();
    let end = common(&mut then.iter().rev().zip(now.iter().rev()));
    let start = common(&mut then.iter().zip(now));
    let much = (end + start).min(then.len()) as f32 / then.len().max(now.len()) as f32;
    if much > 0.0 { Agreement::Like(much) } else { Agreement::Other }
}

/// Words to compare by.
pub(super) fn words(text: &str) -> Vec<String> {
    text::words(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_as_people_read_them() {
        assert_eq!(alike("Add to cart", "ADD TO CART"), Agreement::Same);
        assert_eq!(alike("Cart (3)", "Cart (12)"), Agreement::Like(0.95));
        assert!(matches!(alike("Send message", "Send the message"), Agreement::Like(much) if much > 0.7));
        assert_eq!(alike("Send", "Delete"), Agreement::Other);
        assert_eq!(alike("", "Delete"), Agreement::Unknown);
    }

    #[test]
    fn a_wrapper_more_is_nearly_the_same_way() {
        let way = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        assert_eq!(path(&way("main form"), &way("main form")), Agreement::Same);
        assert!(
            matches!(path(&way("main form"), &way("main group form")), Agreement::Like(much) if much > 0.5)
        );
        assert_eq!(path(&way("main form"), &way("navigation list")), Agreement::Other);
    }
}
