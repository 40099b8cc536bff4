//! The file: JSON with a version, a closed schema, and errors that name the place.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use url::Url;

use super::parameter::{self, Parameter, ParameterKind};
use super::step::Step;
use crate::gate::{Contract, Limits, Narrowing, Origin, Terms, Verb};

/// The version this program writes and reads.
pub const VERSION: u32 = 1;
/// Most steps of a recipe.
pub const MAX_STEPS: usize = 500;
/// Largest file that is read, in bytes.
const MAX_BYTES: usize = 2_000_000;
/// Longest name, in characters.
const MAX_NAME: usize = 120;
/// Longest text of a step, in characters.
const MAX_TEXT: usize = 10_000;
/// Most sites and parameters.
const MAX_LISTED: usize = 50;

/// A recipe.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// [`VERSION`]; says at the same time that the file is a recipe.
    pub legwork_recipe: u32,
    /// What a person calls it.
    pub name: String,
    /// Address of the page it begins on.
    pub start: String,
    /// Where it acts. It goes nowhere else without asking.
    pub origins: BTreeSet<Origin>,
    /// What may be another value each time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// What is done, in this order.
    pub steps: Vec<Step>,
}

/// Why a text is no recipe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is too long.
    #[error("The file is larger than 2 MB.")]
    TooLarge,
    /// It is no JSON, or not of this shape.
    #[error("Line {line}, column {column}: {what}.")]
    Shape {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is of another version.
    #[error("The recipe has version {0}; this Legwork reads version 1.")]
    Version(u32),
    /// Something in it makes no sense.
    #[error("{place}: {what}.")]
    Rule {
        /// Where: `steps[3].text`.
        place: String,
        /// What is wrong there.
        what: &'static str,
    },
}

impl Recipe {
    /// A recipe without steps that begins at `start`.
    pub fn new(name: &str, start: &str) -> Self {
        Self {
            legwork_recipe: VERSION,
            name: name.chars().take(MAX_NAME).collect(),
            start: start.to_owned(),
            origins: Origin::parse(start).into_iter().collect(),
            parameters: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Reads a file. Nothing in it is trusted.
    ///
    /// # Errors
    ///
    /// The first fault, and where it is.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > MAX_BYTES {
            return Err(Fault::TooLarge);
        }
        #[derive(Deserialize)]
        struct Versioned {
            legwork_recipe: u32,
        }
        // A later version may have another shape: say that rather than what is unknown in it.
        if let Ok(Versioned { legwork_recipe }) = serde_json::from_str(text)
            && legwork_recipe != VERSION
        {
            return Err(Fault::Version(legwork_recipe));
        }
        let recipe: Self = serde_json::from_str(text).map_err(|error| {
            let whole = error.to_string();
            let what = whole.split(" at line ").next().unwrap_or_default().to_owned();
            Fault::Shape { line: error.line(), column: error.column(), what }
        })?;
        recipe.check()?;
        Ok(recipe)
    }

    /// As a file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Whether it makes sense as a whole.
    ///
    /// # Errors
    ///
    /// The first place that does not.
    pub fn check(&self) -> Result<(), Fault> {
        let rule = |place: String, what| Err(Fault::Rule { place, what });
        let name = self.name.trim().chars().count();
        if name == 0 || name > MAX_NAME {
            return rule("name".into(), "a recipe has a name of at most 120 characters");
        }
        if Origin::parse(&self.start).is_err() {
            return rule("start".into(), "this is no address of a page");
        }
        if self.origins.is_empty() || self.origins.len() > MAX_LISTED {
            return rule("origins".into(), "a recipe has 1 to 50 sites");
        }
        if self.steps.is_empty() || self.steps.len() > MAX_STEPS {
            return rule("steps".into(), "a recipe has 1 to 500 steps");
        }
        if self.parameters.len() > MAX_LISTED {
            return rule("parameters".into(), "there are more than 50 parameters");
        }
        self.check_parameters()?;
        self.steps.iter().enumerate().try_for_each(|(at, step)| self.check_step(at, step))
    }

    fn check_parameters(&self) -> Result<(), Fault> {
        for (at, parameter) in self.parameters.iter().enumerate() {
            let what = if !parameter::is_name(&parameter.name) {
                "a parameter's name is letters, digits and _"
            } else if self.parameters[..at].iter().any(|other| other.name == parameter.name) {
                "this name is there twice"
            } else if parameter.kind == ParameterKind::Secret && !parameter.default.is_empty() {
                "a secret has no value in a recipe"
            } else if parameter.kind == ParameterKind::Secret && parameter.origin.is_none() {
                "a secret names the site it is for"
            } else if !parameter.default.is_empty() && !parameter.takes(&parameter.default) {
                "the value is not of this kind"
            } else {
                continue;
            };
            return Err(Fault::Rule { place: format!("parameters[{at}]"), what });
        }
        Ok(())
    }

    fn check_step(&self, at: usize, step: &Step) -> Result<(), Fault> {
        let rule = |what| Err(Fault::Rule { place: format!("steps[{at}]"), what });
        for text in step.texts() {
            if text.chars().count() > MAX_TEXT {
                return rule("the text is longer than 10,000 characters");
            }
            // `{{secret:…}}` is the vault's, and never a recipe's to name.
            if text.contains("{{secret:") {
                return rule("a recipe names no secrets of the vault");
            }
            if parameter::names_in(&text).any(|name| self.parameter(name).is_none()) {
                return rule("this names a parameter that is not there");
            }
        }
        match step {
            Step::Navigate { url } if !is_address(url) => rule("this is no address of a page"),
            Step::Press { keys, .. } if keys.is_empty() || keys.len() > 20 => {
                rule("1 to 20 keys are pressed")
            }
            Step::Select { options, .. } if options.is_empty() => rule("no option is named"),
            _ => Ok(()),
        }
    }

    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// What a replay of it may do: act on its sites with its verbs, and no more. The person sees both before it begins.
    pub fn contract(&self, home: Option<Origin>) -> Contract {
        let whole = |step: &Step| match step {
            Step::Navigate { url } if parameter::names_in(url).next().is_none() => Some(url.clone()),
            _ => None,
        };
        let sites = self.origins.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let addresses = [sites.clone(), self.start.clone()].into_iter();
        let named = addresses.chain(self.steps.iter().filter_map(whole)).collect::<Vec<_>>().join("\n");
        let limits = Limits {
            steps: u32::try_from(self.steps.len() * 3).unwrap_or(u32::MAX),
            time_ms: 60 * 60_000,
            ..Limits::default()
        };
        // Where it begins decides whether addresses of private networks are meant; a site of it that is not.
        let (sites, _) = Contract::from_goal(&sites, home.clone(), Terms::default());
        let is_site = |origin: &&Origin| self.origins.contains(origin) || home.as_ref() != Some(*origin);
        let origins = Some(sites.origins().iter().filter(is_site).cloned().collect());
        // What is named beside its sites may be loaded as it stands there; nothing is done where it leads.
        let (mut contract, _) =
            Contract::from_goal(&named, home.clone(), Terms { limits, ..Terms::default() });
        let verbs =
            self.steps.iter().map(Step::verb).chain([Verb::Navigate, Verb::Wait, Verb::Hop]).collect();
        contract.narrow(&Narrowing { origins, verbs: Some(verbs), ..Narrowing::default() });
        contract
    }
}

/// Whether it goes to a page, whatever its parameters are: they stand behind the site.
fn is_address(url: &str) -> bool {
    let before = url.split("{{").next().unwrap_or_default();
    let rest = before.split_once("://").map_or("", |(_, rest)| rest);
    let is_whole = before == url || rest.contains(['/', '?', '#']);
    is_whole && Url::parse(before).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{ "legwork_recipe": 1, "name": "Order", "start": "https://shop.example/",
        "origins": ["https://shop.example:443"],
        "parameters": [{ "name": "city", "label": "City", "kind": "text", "default": "Kandy" }],
        "steps": [
            { "do": "type", "on": { "role": "textbox", "name": "City" }, "text": "{{city}}" },
            { "do": "click", "on": { "role": "button", "name": "Next" }, "opens_page": true },
            { "do": "expect", "that": { "text": "Thank you" } } ] }"#;

    #[test]
    fn a_recipe_is_written_as_it_is_read() {
        let recipe = Recipe::parse(GOOD).unwrap();
        assert_eq!(Recipe::parse(&recipe.to_json()).unwrap(), recipe);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (old, new, said) in [
            ("\"steps\"", "\"Steps\"", "unknown field `Steps`"),
            ("\"do\": \"click\"", "\"do\": \"fly\"", "unknown variant `fly`"),
            ("\"legwork_recipe\": 1", "\"legwork_recipe\": 2", "version 2"),
            ("{{city}}", "{{town}}", "steps[0]: this names a parameter that is not there."),
            ("{{city}}", "{{secret:bank}}", "steps[0]: a recipe names no secrets"),
            ("\"kind\": \"text\"", "\"kind\": \"secret\"", "parameters[0]: a secret has no value"),
            ("https://shop.example/", "javascript:alert(1)", "start: this is no address"),
            ("\"name\": \"Order\"", "\"name\": \"  \"", "name: a recipe has a name"),
            ("\"opens_page\": true", "\"opens_page\": true, \"script\": 1", "unknown field `script`"),
        ] {
            let text = GOOD.replacen(old, new, 1);
            assert_ne!(text, GOOD);
            let fault = Recipe::parse(&text).unwrap_err().to_string();
            assert!(fault.contains(said), "{fault}");
        }
        assert!(matches!(Recipe::parse("[]"), Err(Fault::Shape { line: 1, .. })));
        assert_eq!(Recipe::parse(&" ".repeat(MAX_BYTES + 1)), Err(Fault::TooLarge));
    }

    #[test]
    fn an_address_names_its_site_itself() {
        for (url, is_one) in [
            ("https://shop.example/a", true),
            ("https://shop.example/find?q={{city}}", true),
            ("https://shop.example{{city}}", false),
            ("{{city}}", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(is_address(url), is_one, "{url}");
        }
    }

    #[test]
    fn it_may_do_what_stands_in_it_and_no_more() {
        let contract = Recipe::parse(GOOD).unwrap().contract(None);
        let origin = |text: &str| Origin::parse(text).unwrap();
        assert!(contract.origins().contains(&origin("https://shop.example")));
        assert!(!contract.origins().contains(&origin("https://other.example")));
        // Neither an address that is named nor the page it begins on becomes a site of it.
        let other = GOOD.replace("https://shop.example/", "https://start.example/").replace(
            "\"steps\": [",
            "\"steps\": [{ \"do\": \"navigate\", \"url\": \"https://evil.example/\" },",
        );
        let other = Recipe::parse(&other).unwrap().contract(Some(origin("https://home.example")));
        assert_eq!(other.origins(), contract.origins());
        let verbs = &contract.terms().verbs;
        assert!(
            verbs.contains(&Verb::Type) && !verbs.contains(&Verb::Upload) && !verbs.contains(&Verb::Drag)
        );
        assert!(contract.terms().attended);
    }
}
