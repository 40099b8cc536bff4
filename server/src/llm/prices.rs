//! The price table, `server/data/prices.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Nano-dollars a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Price {
    /// A token sent.
    pub input: u64,
    /// A token written.
    pub output: u64,
}

static TABLE: LazyLock<BTreeMap<String, Price>> =
    LazyLock::new(|| match toml::from_str(include_str!("../../data/prices.toml")) {
        Ok(table) => table,
        Err(error) => unreachable!("prices.toml: {error}"),
    });

/// Price of the longest listed name that the model's name starts with, else the default: what is charged.
pub fn price(model: &str) -> Price {
    listed(model).unwrap_or(TABLE["default"])
}

/// The same without the default, which is a guess: what people are told.
pub fn listed(model: &str) -> Option<Price> {
    let fitting = TABLE.iter().filter(|(name, _)| *name != "default" && model.starts_with(name.as_str()));
    fitting.max_by_key(|(name, _)| name.len()).map(|(_, price)| *price)
}

impl Price {
    /// Cost of a call in nano-dollars.
    pub fn cost(self, input_tokens: u64, output_tokens: u64) -> u64 {
        crate::usage::cost_nanos((self.input, self.output), input_tokens, output_tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_counts() {
        assert_eq!(price("gpt-4o-mini-2024-07-18"), price("gpt-4o-mini"));
        assert_ne!(price("gpt-4o-mini"), price("gpt-4o"));
        assert_eq!(price("unheard-of"), TABLE["default"]);
        assert_eq!((listed("unheard-of"), listed("default")), (None, None));
        assert_eq!(listed("gpt-4o-2024-08-06"), Some(price("gpt-4o")));
        assert_eq!(price("offline").cost(1_000, 1_000), 0);
    }
}
