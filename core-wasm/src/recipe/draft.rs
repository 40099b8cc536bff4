//! A recipe while it is recorded: what the person does becomes steps, many gestures one step.

use serde::{Deserialize, Serialize};

use super::format::{MAX_STEPS, Recipe};
use super::parameter::{self, Parameter, ParameterKind, literally};
use super::secret::is_secret;
use super::step::Step;
use crate::agent::{Button, Clicks};
use crate::gate::Origin;
use crate::locate::Locator;
use crate::protocol::Gesture;

/// A page that comes so soon after a click or key came by it, in milliseconds.
const OPENS_WITHIN_MS: u64 = 5_000;
/// A click without a pointer that comes so soon after Enter in a field is the browser's own on the submit button.
const IMPLIED_WITHIN_MS: u64 = 500;

/// What was recorded so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The recipe, with the steps so far.
    pub recipe: Recipe,
    /// Of the last step: which element, in this document, and when.
    last: Option<(String, u64)>,
}

/// A gesture on an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// When, milliseconds since 1970.
    pub at_ms: u64,
    /// What.
    pub gesture: Gesture,
    /// Names the element as long as its document lives.
    pub element: String,
    /// What is known of it.
    pub on: Locator,
    /// What a drag ended on.
    pub onto: Option<Locator>,
    /// Address of its document.
    pub url: String,
}

impl Draft {
    /// Begins on a page.
    pub fn new(name: &str, url: &str) -> Self {
        Self { recipe: Recipe::new(name, &url.replace('{', "%7B")), last: None }
    }

    /// Takes a gesture in; `false` when it changed nothing.
    pub fn hear(&mut self, heard: Heard) -> bool {
        if self.recipe.steps.len() >= MAX_STEPS {
            return false;
        }
        let same = self.last.as_ref().is_some_and(|(element, _)| *element == heard.element);
        let (element, at_ms, url) = (heard.element.clone(), heard.at_ms, heard.url.clone());
        let Some((step, replaces)) = self.step_of(heard, same) else { return false };
        if replaces {
            self.recipe.steps.pop();
        }
        self.recipe.steps.push(step);
        self.recipe.origins.extend(Origin::parse(&url));
        self.last = Some((element, at_ms));
        true
    }

    /// The step a gesture is, and whether it takes the place of the last one. `same` when that was on the same element.
    fn step_of(&mut self, heard: Heard, same: bool) -> Option<(Step, bool)> {
        let Heard { gesture, on, onto, at_ms, url, .. } = heard;
        let last = self.recipe.steps.last().cloned();
        let was_click = same && matches!(last, Some(Step::Click { .. }));
        match gesture {
            Gesture::Click { count, keyboard } => self.click(on, count, keyboard, same, at_ms),
            Gesture::Type { text } => {
                let again = same && matches!(last, Some(Step::Type { .. }));
                let text = match text.filter(|text| !is_secret(&on, text)) {
                    Some(text) => literally(&text),
                    None => format!("{{{{{}}}}}", self.secret_parameter(&on, &url)?),
                };
                Some((Step::Type { on, text }, was_click || again))
            }
            Gesture::Select { options } => {
                let options = options.iter().map(|option| literally(option)).collect();
                let again = same && matches!(last, Some(Step::Select { .. }));
                Some((Step::Select { on, options }, was_click || again))
            }
            Gesture::Check { checked } => {
                let again = same && matches!(last, Some(Step::Check { .. }));
                Some((Step::Check { on, checked }, was_click || again))
            }
            Gesture::Press { key } => match last {
                Some(Step::Press { on: Some(of), mut keys, opens_page: false })
                    if same && keys.len() < 20 =>
                {
                    keys.push(key);
                    Some((Step::Press { on: Some(of), keys, opens_page: false }, true))
                }
                _ => Some((Step::Press { on: Some(on), keys: vec![key], opens_page: false }, false)),
            },
            Gesture::Drop {} => Some((Step::Drag { on, onto: onto? }, was_click)),
            Gesture::Files {} => Some((Step::Person { say: on.name }, was_click)),
        }
    }

    fn click(&self, on: Locator, count: u8, keyboard: bool, same: bool, at_ms: u64) -> Option<(Step, bool)> {
        let after_ms = self.last.as_ref().map_or(u64::MAX, |(_, last)| at_ms.saturating_sub(*last));
        let count = Clicks::try_from(count.clamp(1, 2)).unwrap_or_default();
        let click = Step::Click { on, button: Button::Left, count, modifiers: Vec::new(), opens_page: false };
        match self.recipe.steps.last() {
            // Enter or Space on a button: the browser makes it a click.
            Some(Step::Press { .. }) if keyboard && same => Some((click, true)),
            Some(Step::Press { .. }) if keyboard && after_ms < IMPLIED_WITHIN_MS => None,
            // The browser tells of a double click after its two clicks.
            Some(Step::Click { .. }) if same && count == Clicks::Two => Some((click, true)),
            // A box that is ticked by its label gets a click of its own.
            Some(Step::Check { .. }) if same && after_ms < IMPLIED_WITHIN_MS => None,
            _ => Some((click, false)),
        }
    }

    /// The parameter a secret field becomes; its name.
    fn secret_parameter(&mut self, on: &Locator, url: &str) -> Option<String> {
        let origin = Origin::parse(url).ok()?;
        let label = if on.name.is_empty() { on.placeholder.clone() } else { on.name.clone() };
        let known = |parameter: &&Parameter| {
            parameter.kind == ParameterKind::Secret
                && parameter.label == label
                && parameter.origin.as_ref() == Some(&origin)
        };
        if let Some(known) = self.recipe.parameters.iter().find(known) {
            return Some(known.name.clone());
        }
        let name = self.recipe.free_name(&parameter::name_of(&label));
        self.recipe.parameters.push(Parameter {
            name: name.clone(),
            label,
            kind: ParameterKind::Secret,
            default: String::new(),
            origin: Some(origin),
        });
        Some(name)
    }

    /// Another document came. Of what is no page of the web only the click or key that led there is known.
    pub fn arrived(&mut self, url: &str, at_ms: u64) {
        let soon = self.last.as_ref().is_some_and(|(_, last)| at_ms.saturating_sub(*last) < OPENS_WITHIN_MS);
        match self.recipe.steps.last_mut() {
            Some(Step::Click { opens_page, .. } | Step::Press { opens_page, .. }) if soon => {
                *opens_page = true;
            }
            _ => self.went_to(url),
        }
        self.recipe.origins.extend(Origin::parse(url));
    }

    fn went_to(&mut self, url: &str) {
        if Origin::parse(url).is_err() {
            return;
        }
        let url = url.replace('{', "%7B");
        let is_full = self.recipe.steps.len() >= MAX_STEPS;
        match self.recipe.steps.last_mut() {
            Some(Step::Navigate { url: last }) => *last = url,
            None => self.recipe.start = url,
            Some(_) if is_full => {}
            Some(_) => self.recipe.steps.push(Step::Navigate { url }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://shop.example/order";

    fn heard(at_ms: u64, element: &str, gesture: Gesture) -> Heard {
        let role = if element.ends_with("field") { "textbox" } else { "button" };
        let on = Locator { role: role.into(), name: element.into(), ..Locator::default() };
        Heard { at_ms, gesture, element: element.into(), on, onto: None, url: PAGE.into() }
    }

    fn draft(all: impl IntoIterator<Item = Heard>) -> Draft {
        let mut draft = Draft::new("Order", PAGE);
        all.into_iter().for_each(|heard| {
            draft.hear(heard);
        });
        draft
    }

    fn typed(text: &str) -> Gesture {
        Gesture::Type { text: Some(text.into()) }
    }

    fn click() -> Gesture {
        Gesture::Click { count: 1, keyboard: false }
    }

    fn verbs(draft: &Draft) -> Vec<String> {
        let name = |step: &Step| serde_json::to_value(step).unwrap()["do"].as_str().unwrap().to_owned();
        draft.recipe.steps.iter().map(name).collect()
    }

    #[test]
    fn keystrokes_and_the_click_before_them_are_one_step() {
        let all = draft([
            heard(0, "field", click()),
            heard(10, "field", typed("A")),
            heard(20, "field", typed("Ad")),
            heard(30, "field", typed("Ada")),
            heard(40, "other field", typed("x")),
        ]);
        assert_eq!(verbs(&all), ["type", "type"]);
        assert_eq!(all.recipe.steps[0].texts(), ["Ada"]);
    }

    #[test]
    fn a_list_that_is_opened_and_a_box_that_is_clicked_are_one_step() {
        let select = Gesture::Select { options: vec!["Galle".into()] };
        let check = Gesture::Check { checked: true };
        let all = draft([
            heard(0, "list", click()),
            heard(10, "list", select),
            heard(20, "box", check),
            heard(21, "box", click()),
        ]);
        assert_eq!(verbs(&all), ["select", "check"]);
    }

    #[test]
    fn enter_in_a_field_is_not_the_click_the_browser_makes_of_it() {
        let enter = || Gesture::Press { key: "Enter".into() };
        let implied = || Gesture::Click { count: 1, keyboard: true };
        let all = draft([heard(0, "field", enter()), heard(5, "send", implied())]);
        assert_eq!(verbs(&all), ["press"]);
        let all = draft([heard(0, "send", enter()), heard(5, "send", implied())]);
        assert_eq!(verbs(&all), ["click"]);
    }

    #[test]
    fn a_double_click_is_one_step() {
        let all =
            draft([heard(0, "row", click()), heard(90, "row", Gesture::Click { count: 2, keyboard: false })]);
        assert!(matches!(all.recipe.steps.as_slice(), [Step::Click { count: Clicks::Two, .. }]));
    }

    #[test]
    fn secrets_become_parameters_whatever_is_heard_of_them() {
        let all = draft([
            heard(0, "Password field", Gesture::Type { text: None }),
            heard(10, "Notes field", typed("4111 1111 1111 1111")),
            heard(20, "Password field", Gesture::Type { text: None }),
        ]);
        let json = all.recipe.to_json();
        assert!(!json.contains("4111"), "{json}");
        assert_eq!(all.recipe.parameters.len(), 2);
        assert_eq!(all.recipe.steps[2].texts(), ["{{password_field}}"]);
        assert!(all.recipe.check().is_ok(), "{:?}", all.recipe.check());
    }

    #[test]
    fn a_page_that_comes_by_a_click_belongs_to_it_and_any_other_is_a_step() {
        let mut all = draft([heard(0, "next", click())]);
        all.arrived("https://shop.example/pay", 800);
        assert!(all.recipe.steps[0].opens_page());
        all.arrived("https://bank.example/", 60_000);
        assert_eq!(verbs(&all), ["click", "navigate"]);
        assert_eq!(all.recipe.origins.len(), 2);
    }

    #[test]
    fn what_pages_say_is_never_a_parameter() {
        let select = Gesture::Select { options: vec!["{{password}}".into()] };
        let mut all = draft([heard(0, "list", select), heard(10, "field", typed("{{{a}}"))]);
        all.arrived("https://shop.example/?{{{b}}", 60_000);
        assert!(!all.recipe.to_json().contains("{{"), "{}", all.recipe.to_json());
        assert!(!Draft::new("Order", "https://shop.example/?{{{a}}").recipe.start.contains("{{"));
    }

    #[test]
    fn pages_that_are_not_of_the_web_and_endless_redirects_are_no_steps() {
        let mut all = draft([heard(0, "next", click())]);
        all.arrived("about:blank", 60_000);
        assert_eq!(verbs(&all), ["click"]);
        all.recipe.steps = vec![Step::Person { say: "Wait".into() }; MAX_STEPS];
        all.arrived("https://shop.example/pay", 90_000);
        assert_eq!(all.recipe.steps.len(), MAX_STEPS);
    }
}
