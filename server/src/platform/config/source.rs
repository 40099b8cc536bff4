//! Where a setting's value comes from.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;

/// Named values: the environment over a TOML file whose keys are the same names in lower case.
#[derive(Clone, Debug, Default)]
pub struct Source {
    values: BTreeMap<String, String>,
}

impl Source {
    /// Reads the file, if one is named, and the environment.
    pub fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut values = BTreeMap::new();
        if let Some(path) = file {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
            values.extend(from_toml(&text).with_context(|| format!("in {}", path.display()))?);
        }
        values.extend(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?)).filter(|(_, value)| !value.is_empty())
        }));
        Ok(Self { values })
    }

    /// Values given directly, for tests.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self { values: pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect() }
    }

    /// The value called `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// `true`, `false`, `1` or `0`.
    pub fn flag(&self, name: &str) -> Result<bool, String> {
        match self.get(name).map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "0" | "no") => Ok(false),
            Some("true" | "1" | "yes") => Ok(true),
            Some(other) => Err(format!("{name} must be true or false, not “{other}”.")),
        }
    }
}

fn from_toml(text: &str) -> anyhow::Result<Vec<(String, String)>> {
    let table: toml::Table = text.parse()?;
    table
        .into_iter()
        .map(|(key, value)| {
            let value = match value {
                toml::Value::String(value) => value,
                toml::Value::Integer(value) => value.to_string(),
                toml::Value::Boolean(value) => value.to_string(),
                other => anyhow::bail!("{key} is a {}, not a plain value", other.type_str()),
            };
            Ok((key.to_uppercase(), value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toml_file_names_the_same_settings_in_lower_case() {
        let values = from_toml("listen = \"127.0.0.1:9\"\nrequire_verified_email = true").unwrap();
        assert_eq!(values[0], ("LISTEN".into(), "127.0.0.1:9".into()));
        assert_eq!(values[1], ("REQUIRE_VERIFIED_EMAIL".into(), "true".into()));
    }

    #[test]
    fn a_table_in_the_file_is_refused_by_name() {
        assert!(from_toml("[smtp]\nurl = 1").unwrap_err().to_string().contains("smtp"));
    }
}
