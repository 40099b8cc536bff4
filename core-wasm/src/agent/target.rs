//! Which element an action is for.

use std::fmt;
use std::str::FromStr;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An element by the number that stands in brackets before it in the observation. To the model it is `7`, in a child
/// frame `f2:7`. A number is never used again for another element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// Frame, 0 for the top one.
    pub frame: i32,
    /// Number of the element in its frame.
    pub node: u32,
}

impl Target {
    /// An element of the top frame.
    pub fn top(node: u32) -> Self {
        Self { frame: 0, node }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.frame {
            0 => write!(f, "{}", self.node),
            frame => write!(f, "f{frame}:{}", self.node),
        }
    }
}

impl FromStr for Target {
    type Err = ();

    /// Reads `7`, `f2:7` and both in brackets, as models copy them.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let text = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        let (frame, node) = match text.strip_prefix('f') {
            Some(rest) => {
                let (frame, node) = rest.split_once(':').ok_or(())?;
                (digits(frame)?, node)
            }
            None => (0, text),
        };
        let node = digits(node)?;
        Ok(Self { frame: i32::try_from(frame).map_err(|_| ())?, node })
    }
}

/// Plain digits: `u32::from_str` would take a sign too.
fn digits(text: &str) -> Result<u32, ()> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().map_err(|_| ()) } else { Err(()) }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reference)
    }
}

/// Takes numbers too: models leave the quotes away.
struct Reference;

impl Visitor<'_> for Reference {
    type Value = Target;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number in brackets of an element, as 7 or \"f2:7\"")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Target, E> {
        let node = u32::try_from(number);
        node.map(Target::top).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Target, E> {
        if number.fract() == 0.0 && (0.0..4_294_967_296.0).contains(&number) {
            return Ok(Target::top(number as u32));
        }
        Err(E::invalid_value(Unexpected::Float(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Target, E> {
        text.parse().map_err(|()| E::invalid_value(Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_models_write_them() {
        for (text, frame, node) in [
            ("7", 0, 7),
            ("\"7\"", 0, 7),
            ("\"[7]\"", 0, 7),
            ("7.0", 0, 7),
            ("\"f2:7\"", 2, 7),
            ("\"[f12:40]\"", 12, 40),
            ("\" 7 \"", 0, 7),
        ] {
            assert_eq!(serde_json::from_str::<Target>(text).unwrap(), Target { frame, node }, "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_reference() {
        for text in
            ["-1", "7.5", "\"\"", "\"+7\"", "\"f7\"", "\"f:7\"", "\"f-1:7\"", "\"Buy\"", "null", "[7]"]
        {
            assert!(serde_json::from_str::<Target>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_written_reference_reads_as_itself() {
        for target in [Target::top(0), Target { frame: 3, node: u32::MAX }] {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
    }
}
