//! Parameters: what may be another value each time. In texts they stand as `{{name}}`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::gate::{Origin, placeholder};

/// Longest name, in characters.
const LONGEST_NAME: usize = 40;

/// Values by the parameters' names. Those of secrets are never among them.
pub type Values = BTreeMap<String, String>;

/// A parameter of a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// How it is written in steps: letters, digits and `_`.
    pub name: String,
    /// What a person is asked for.
    pub label: String,
    /// What it holds.
    pub kind: ParameterKind,
    /// Its value when none is given. A secret has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub default: String,
    /// Of a secret, the only origin it is typed into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ParameterKind {
    #[default]
    Text,
    Number,
    Date,
    /// A password, a code, card data: asked for each time, never stored.
    Secret,
}

impl Parameter {
    /// Whether a value is one of its kind.
    pub fn takes(&self, value: &str) -> bool {
        let is_digits =
            |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        match self.kind {
            ParameterKind::Text => true,
            ParameterKind::Secret => !value.is_empty(),
            ParameterKind::Number => value.trim().parse::<f64>().is_ok_and(f64::is_finite),
            ParameterKind::Date => {
                let parts: Vec<&str> = value.split('-').collect();
                matches!(parts.as_slice(), [year, month, day]
                    if is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2))
            }
        }
    }
}

/// Whether it can be the name of a parameter.
pub fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.chars().count())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A name made of what a field is called: `Full name` is `full_name`.
pub fn name_of(label: &str) -> String {
    let mut name = String::new();
    for c in label.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
            _ if name.ends_with('_') || name.is_empty() => {}
            _ => name.push('_'),
        }
    }
    let name: String = name.trim_end_matches('_').chars().take(LONGEST_NAME).collect();
    if is_name(&name) { name } else { "value".into() }
}

/// Names of the parameters in a text.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(name, _)| name)
}

/// A text with its parameters filled in, once: a value can not bring in another. What has no value stays, so that the
/// gate and the vault see it.
pub fn fill(text: &str, values: &Values) -> String {
    let mut parts = text.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("}}").and_then(|(name, rest)| Some((values.get(name)?, rest))) {
            Some((value, rest)) => {
                filled.push_str(value);
                filled.push_str(rest);
            }
            None => {
                filled.push_str("{{");
                filled.push_str(part);
            }
        }
    }
    filled
}

/// The values a replay is given: those of the person, else the defaults; for a secret what the vault knows it by.
///
/// # Errors
///
/// The parameter that has no value, or one of another kind.
pub fn settle<'a>(parameters: &'a [Parameter], given: &Values) -> Result<Values, &'a Parameter> {
    let settled = parameters.iter().map(|parameter| {
        if parameter.kind == ParameterKind::Secret {
            return Ok((parameter.name.clone(), placeholder(&parameter.name)));
        }
        let value = given.get(&parameter.name).unwrap_or(&parameter.default);
        if value.is_empty() || !parameter.takes(value) {
            return Err(parameter);
        }
        Ok((parameter.name.clone(), value.clone()))
    });
    settled.collect()
}

/// What somebody wrote, as it is: no parameter, whatever it looks like.
pub fn literally(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == '{' && written.ends_with('{') {
            written.push(' ');
        }
        written.push(letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(name: &str, kind: ParameterKind) -> Parameter {
        Parameter { name: name.into(), label: name.into(), kind, default: String::new(), origin: None }
    }

    #[test]
    fn parameters_are_filled_in_once() {
        let values = Values::from([("a".into(), "{{b}}".into()), ("b".into(), "x".into())]);
        assert_eq!(fill("{{a}} and {{b}}, {{c}} }} {{", &values), "{{b}} and x, {{c}} }} {{");
        assert_eq!(names_in("{{a}} {{ b").collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn names_are_made_of_what_fields_are_called() {
        for (label, name) in
            [("Full name *", "full_name"), ("Stadt", "stadt"), ("城市", "value"), ("2nd", "value")]
        {
            assert_eq!(name_of(label), name);
        }
    }

    #[test]
    fn values_are_of_their_kind_and_a_secret_is_known_by_name_only() {
        let all = [parameter("city", ParameterKind::Text), parameter("pin", ParameterKind::Secret)];
        let given = Values::from([("city".into(), "Kandy".into()), ("pin".into(), "1234".into())]);
        let settled = settle(&all, &given).unwrap();
        assert_eq!((settled["city"].as_str(), settled["pin"].as_str()), ("Kandy", "{{secret:pin}}"));
        let dated = [parameter("day", ParameterKind::Date)];
        for (value, is_taken) in [("2026-11-21", true), ("tomorrow", false), ("", false)] {
            let given = Values::from([("day".into(), value.into())]);
            assert_eq!(settle(&dated, &given).is_ok(), is_taken, "{value}");
        }
    }
}
