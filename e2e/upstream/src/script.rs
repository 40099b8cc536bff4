//! Which behaviour a request meets.

use serde::{Deserialize, Serialize};

use crate::Behaviour;

/// A behaviour and when it applies. In JSON: `{"when": "word", "times": 2, "do": "status", "status": 500}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Only for requests whose last user message contains this; absent: for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Only for requests whose first user message contains this; absent: for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// For this many requests; absent: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What to do.
    #[serde(flatten)]
    pub behaviour: Behaviour,
}

impl Rule {
    /// For every request.
    pub fn always(behaviour: Behaviour) -> Self {
        Self { when: None, goal: None, times: None, behaviour }
    }

    /// For the next request.
    pub fn once(behaviour: Behaviour) -> Self {
        Self { when: None, goal: None, times: Some(1), behaviour }
    }

    /// Only for requests whose last user message contains `marker`.
    pub fn when(mut self, marker: impl Into<String>) -> Self {
        self.when = Some(marker.into());
        self
    }
}

/// The rules in force. Counted rules come first, in order; of the lasting ones the newest that fits wins.
#[derive(Debug, Default)]
pub(crate) struct Script {
    counted: Vec<Rule>,
    lasting: Vec<Rule>,
}

impl Script {
    pub fn add(&mut self, rule: Rule) {
        match rule.times {
            Some(_) => self.counted.push(rule),
            None => self.lasting.push(rule),
        }
    }

    pub fn clear(&mut self) {
        self.counted.clear();
        self.lasting.clear();
    }

    /// Takes the behaviour for a request whose last user message is `message`, its first `first`.
    pub fn take(&mut self, message: &str, first: &str) -> Behaviour {
        let has = |marker: &Option<String>, text: &str| {
            marker.as_deref().is_none_or(|marker| text.contains(marker))
        };
        let fits = |rule: &Rule| has(&rule.when, message) && has(&rule.goal, first);
        if let Some(at) = self.counted.iter().position(|rule| rule.times != Some(0) && fits(rule)) {
            let rule = &mut self.counted[at];
            rule.times = rule.times.map(|left| left - 1);
            let behaviour = rule.behaviour.clone();
            self.counted.retain(|rule| rule.times != Some(0));
            return behaviour;
        }
        let lasting = self.lasting.iter().rev().find(|rule| fits(rule));
        lasting.map_or_else(Behaviour::answer, |rule| rule.behaviour.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_rules_go_before_lasting_ones_and_end() {
        let mut script = Script::default();
        script.add(Rule::always(Behaviour::status(500)));
        script.add(Rule::once(Behaviour::status(429)));
        assert_eq!(script.take("x", ""), Behaviour::status(429));
        assert_eq!(script.take("x", ""), Behaviour::status(500));
    }

    #[test]
    fn a_marker_limits_a_rule_to_its_messages() {
        let mut script = Script::default();
        script.add(Rule::once(Behaviour::status(401)).when("teapot"));
        assert_eq!(script.take("about tea", ""), Behaviour::answer());
        assert_eq!(script.take("a teapot, please", ""), Behaviour::status(401));
    }

    #[test]
    fn a_goal_limits_a_rule_to_its_conversation() {
        let mut script = Script::default();
        script.add(Rule { goal: Some("lamps".into()), ..Rule::always(Behaviour::status(401)) });
        assert_eq!(script.take("now", "Goal: ladders"), Behaviour::answer());
        assert_eq!(script.take("now", "Goal: lamps"), Behaviour::status(401));
    }

    #[test]
    fn a_rule_reads_as_flat_json() {
        let rule: Rule =
            serde_json::from_str(r#"{"when":"slow","do":"answer","chunk_ms":40,"usage":"zeros"}"#).unwrap();
        let answer = Behaviour::answer().chunk_ms(40).usage(crate::UsageMode::Zeros);
        assert_eq!(rule, Rule::always(answer).when("slow"));
    }
}
