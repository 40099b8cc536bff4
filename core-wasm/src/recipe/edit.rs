//! Changing a recipe. A change that would leave it senseless is not made.

use serde::Serialize;
use tagged::DeserializeTagged;

use super::format::{Fault, Recipe};
use super::parameter::{self, Parameter, ParameterKind};
use super::step::Step;
use crate::locate::Locator;

/// A change; steps by their place, from 0.
#[derive(Clone, Debug, PartialEq, Serialize, DeserializeTagged)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "a variant says what its fields are")]
#[allow(clippy::large_enum_variant, reason = "one at a time")]
pub enum Edit {
    /// Call it otherwise.
    Rename { name: String },
    /// Do a step earlier or later.
    Move { from: usize, to: usize },
    /// Leave a step out.
    Delete { at: usize },
    /// Another text, option or address.
    SetText { at: usize, text: String },
    /// Let the step's text be asked for each time; what stands there becomes the default.
    MakeParameter { at: usize, name: String, label: String },
    /// What is taken when nothing else is given.
    SetDefault { name: String, value: String },
    /// Put the default in the place of a parameter.
    RemoveParameter { name: String },
    /// Know the element of a step by what it is now.
    Heal { at: usize, locator: Locator },
}

impl Recipe {
    /// Makes a change, or none.
    ///
    /// # Errors
    ///
    /// What would be wrong with it afterwards.
    pub fn edit(&mut self, edit: Edit) -> Result<(), Fault> {
        let mut changed = self.clone();
        changed.apply(edit)?;
        changed.drop_unused_parameters();
        changed.check()?;
        *self = changed;
        Ok(())
    }

    fn apply(&mut self, edit: Edit) -> Result<(), Fault> {
        match edit {
            Edit::Rename { name } => self.name = name.trim().to_owned(),
            Edit::Move { from, to } => {
                self.step(from)?;
                self.step(to)?;
                let step = self.steps.remove(from);
                self.steps.insert(to, step);
            }
            Edit::Delete { at } => {
                self.step(at)?;
                self.steps.remove(at);
            }
            Edit::SetText { at, text } => *self.text(at)? = text,
            Edit::MakeParameter { at, name, label } => self.make_parameter(at, &name, label)?,
            Edit::SetDefault { name, value } => self.parameter_mut(&name)?.default = value,
            Edit::RemoveParameter { name } => self.remove_parameter(&name)?,
            Edit::Heal { at, locator } => match self.step(at)?.locator_mut() {
                Some(known) => *known = locator,
                None => return Err(rule(at, "this step has no element")),
            },
        }
        Ok(())
    }

    fn make_parameter(&mut self, at: usize, name: &str, label: String) -> Result<(), Fault> {
        let wanted = if name.is_empty() { parameter::name_of(&label) } else { name.to_owned() };
        let name = self.free_name(&wanted);
        let text = self.text(at)?;
        if parameter::names_in(text).next().is_some() {
            return Err(rule(at, "this is a parameter already"));
        }
        let default = std::mem::replace(text, format!("{{{{{name}}}}}"));
        let parameter = Parameter { name, label, kind: ParameterKind::Text, default, origin: None };
        self.parameters.push(parameter);
        Ok(())
    }

    fn remove_parameter(&mut self, name: &str) -> Result<(), Fault> {
        let Parameter { kind, default, .. } = self.parameter_mut(name)?.clone();
        if kind == ParameterKind::Secret {
            return Err(Fault::Rule { place: "parameters".into(), what: "a secret stays a parameter" });
        }
        let written = format!("{{{{{name}}}}}");
        for text in self.steps.iter_mut().flat_map(Step::texts_mut) {
            *text = text.replace(&written, &default);
        }
        Ok(())
    }

    fn drop_unused_parameters(&mut self) {
        let texts: Vec<String> = self.steps.iter().flat_map(Step::texts).collect();
        let is_used =
            |name: &str| texts.iter().any(|text| parameter::names_in(text).any(|used| used == name));
        self.parameters.retain(|parameter| is_used(&parameter.name));
    }

    /// `wanted`, or with a number behind it when that is taken.
    pub(super) fn free_name(&self, wanted: &str) -> String {
        let is_free = |name: &String| self.parameter(name).is_none();
        let numbered = (2..).map(|number| format!("{wanted}_{number}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    }

    fn step(&mut self, at: usize) -> Result<&mut Step, Fault> {
        self.steps.get_mut(at).ok_or_else(|| rule(at, "there is no such step"))
    }

    fn text(&mut self, at: usize) -> Result<&mut String, Fault> {
        self.step(at)?.texts_mut().into_iter().next().ok_or_else(|| rule(at, "this step has no text"))
    }

    fn parameter_mut(&mut self, name: &str) -> Result<&mut Parameter, Fault> {
        let found = self.parameters.iter_mut().find(|parameter| parameter.name == name);
        found.ok_or(Fault::Rule { place: "parameters".into(), what: "there is no such parameter" })
    }
}

fn rule(at: usize, what: &'static str) -> Fault {
    Fault::Rule { place: format!("steps[{at}]"), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe() -> Recipe {
        let mut recipe = Recipe::new("Order", "https://shop.example/");
        let on = |name: &str| Locator { role: "textbox".into(), name: name.into(), ..Locator::default() };
        recipe.steps = vec![
            Step::Type { on: on("City"), text: "Kandy".into() },
            Step::Hover { on: on("Menu") },
            Step::Type { on: on("Name"), text: "Ada".into() },
        ];
        recipe
    }

    #[test]
    fn steps_are_moved_left_out_and_changed() {
        let mut recipe = recipe();
        recipe.edit(Edit::Move { from: 2, to: 0 }).unwrap();
        recipe.edit(Edit::Delete { at: 2 }).unwrap();
        recipe.edit(Edit::SetText { at: 0, text: "Eve".into() }).unwrap();
        recipe.edit(Edit::Rename { name: " Again ".into() }).unwrap();
        assert_eq!(recipe.name, "Again");
        let texts: Vec<String> = recipe.steps.iter().flat_map(Step::texts).collect();
        assert_eq!(texts, ["Eve", "Kandy"]);
    }

    #[test]
    fn a_text_becomes_a_parameter_and_a_text_again() {
        let mut recipe = recipe();
        recipe.edit(Edit::MakeParameter { at: 0, name: String::new(), label: "City".into() }).unwrap();
        assert_eq!(recipe.steps[0].texts(), ["{{city}}"]);
        assert_eq!(recipe.parameter("city").unwrap().default, "Kandy");
        recipe.edit(Edit::SetDefault { name: "city".into(), value: "Galle".into() }).unwrap();
        recipe.edit(Edit::RemoveParameter { name: "city".into() }).unwrap();
        assert_eq!((recipe.steps[0].texts(), recipe.parameters.len()), (vec!["Galle".to_owned()], 0));
    }

    #[test]
    fn a_change_that_makes_no_sense_changes_nothing() {
        let mut recipe = recipe();
        let before = recipe.clone();
        for edit in [
            Edit::Rename { name: "  ".into() },
            Edit::Move { from: 0, to: 3 },
            Edit::Delete { at: 9 },
            Edit::SetText { at: 1, text: "x".into() },
            Edit::SetText { at: 0, text: "{{nobody}}".into() },
            Edit::SetDefault { name: "nobody".into(), value: "x".into() },
        ] {
            assert!(recipe.edit(edit).is_err());
            assert_eq!(recipe, before);
        }
    }
}
