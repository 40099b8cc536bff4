//! How hard a password is to guess, for the hint while it is typed. The server decides with its own rule.

/// Fewest characters the server takes.
pub const SHORTEST: usize = 10;

/// How hard a password is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Shorter than the server takes.
    TooShort,
    /// Guessed in hours.
    Weak,
    /// Holds against the usual attacks.
    Fair,
    /// Holds.
    Strong,
}

/// What attackers try first: counts as one character each.
const FAMILIAR: &[&str] = &[
    "password", "passwort", "qwerty", "qwertz", "azerty", "asdfgh", "letmein", "welcome", "iloveyou",
    "admin", "dragon", "monkey", "football", "sunshine", "princess", "legwork", "secret", "changeme",
    "12345", "abc123", "p@ssw0rd", "passw0rd",
];

/// The strength of `password` for somebody whose name, company and mail are `about`.
pub fn strength(password: &str, about: &[&str]) -> Strength {
    if password.chars().count() < SHORTEST {
        return Strength::TooShort;
    }
    match guessing_bits(password, about) {
        bits if bits < 45.0 => Strength::Weak,
        bits if bits < 65.0 => Strength::Fair,
        _ => Strength::Strong,
    }
}

/// Rough bits of guessing: characters that surprise times the bits one of their alphabet has.
fn guessing_bits(password: &str, about: &[&str]) -> f64 {
    let mut rest = password.to_lowercase();
    let own = about.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).map(str::to_lowercase);
    for word in
        FAMILIAR.iter().map(|word| (*word).to_owned()).chain(own.filter(|word| word.chars().count() >= 3))
    {
        rest = rest.replace(&word, "\u{0}");
    }
    surprising(&rest) as f64 * alphabet(password).log2()
}

/// Characters that do not follow from the two before them: no repeats, no runs up or down, none seen thrice before.
fn surprising(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    let step = |i: usize| chars[i] as i64 - chars[i - 1] as i64;
    (0..chars.len())
        .filter(|&i| {
            let repeats = i > 0 && step(i) == 0;
            let runs = i > 1 && step(i).abs() == 1 && step(i) == step(i - 1);
            let seen = chars[..i].iter().filter(|c| **c == chars[i]).count();
            !repeats && !runs && seen < 3
        })
        .count()
}

/// Size of the alphabet the password draws from.
fn alphabet(password: &str) -> f64 {
    let any = |test: fn(char) -> bool| password.chars().any(test);
    let mut size = 0.0;
    for (present, letters) in [
        (any(|c| c.is_lowercase()), 26.0),
        (any(|c| c.is_uppercase()), 26.0),
        (any(|c| c.is_ascii_digit()), 10.0),
        (any(|c| c.is_ascii_punctuation() || c == ' '), 33.0),
        (any(|c| !c.is_ascii() && !c.is_lowercase() && !c.is_uppercase()), 100.0),
    ] {
        if present {
            size += letters;
        }
    }
    f64::max(size, 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_rated_as_an_attacker_would() {
        for (password, expected) in [
            ("", Strength::TooShort),
            ("Tr0ub4dor", Strength::TooShort),
            ("aaaaaaaaaaaaaaaaaa", Strength::Weak),
            ("1234567890", Strength::Weak),
            ("abcdefghijklmnop", Strength::Weak),
            ("password12345", Strength::Weak),
            ("P@ssw0rd2026", Strength::Weak),
            ("anna.larsen1", Strength::Weak),
            ("winter rain", Strength::Fair),
            ("copper kettle", Strength::Fair),
            ("correct horse battery staple", Strength::Strong),
            ("k9#Vw!2pQz7$", Strength::Strong),
            ("雨の日は家で本を読んで過ごす", Strength::Strong),
        ] {
            assert_eq!(
                strength(password, &["Anna Larsen", "Northwind", "anna@northwind.example"]),
                expected,
                "{password}"
            );
        }
    }

    #[test]
    fn ones_own_name_does_not_count() {
        assert!(strength("northwind-4711", &["Northwind"]) < strength("northwind-4711", &[]));
    }
}
