//! Which option of a list says what the profile says.

use serde::{Deserialize, Serialize};

/// An option that can be chosen, as the page gives it: untrusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What a person reads.
    pub label: String,
    /// What is sent.
    pub value: String,
}

/// The label of the option that says `known`: in words, by its value (“NO”), or as the one that begins with it
/// (“Norway (NO)”). `None` when none does, or more than one.
pub fn choose<'a>(known: &str, options: &'a [Choice]) -> Option<&'a str> {
    let known = folded(known);
    if known.is_empty() {
        return None;
    }
    let only = |fits: &dyn Fn(&Choice) -> bool| {
        let mut fitting = options.iter().filter(|option| fits(option));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first.label.as_str())
    };
    let begins = |label: &str| {
        let rest = folded(label);
        rest.strip_prefix(&known).is_some_and(|rest| rest.starts_with([' ', '(', ',']))
    };
    only(&|option| folded(&option.label) == known)
        .or_else(|| only(&|option| folded(&option.value) == known))
        .or_else(|| only(&|option| begins(&option.label)))
}

fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_that_says_it_is_chosen_and_no_other() {
        let option = |label: &str, value: &str| Choice { label: label.into(), value: value.into() };
        let options = [
            option("Choose", ""),
            option("Niger", "NE"),
            option("Nigeria", "NG"),
            option("Norway (Norge)", "NO"),
            option("Guinea", "GN"),
            option("Guinea (Equatorial)", "GQ"),
            option("  South   Africa ", "ZA"),
        ];
        for (known, chosen) in [
            ("niger", Some("Niger")),
            ("Norway", Some("Norway (Norge)")),
            ("no", Some("Norway (Norge)")),
            ("Guinea", Some("Guinea")),
            ("south africa", Some("  South   Africa ")),
            ("Nor", None),
            ("Sweden", None),
            ("", None),
        ] {
            assert_eq!(choose(known, &options), chosen, "{known}");
        }
        assert_eq!(choose("Guinea", &options[5..]), Some("Guinea (Equatorial)"));
    }
}
