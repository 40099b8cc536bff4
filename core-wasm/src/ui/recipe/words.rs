//! A recipe's steps in words. Pure.

use crate::agent::Target;
use crate::recipe::{Condition, Step, Values};
use crate::ui::message::Message;
use crate::ui::run::step as run_step;

/// What a step does, without its element.
pub fn step(step: &Step) -> Message {
    let nobody = Target::top(0);
    match step {
        Step::Person { say } => Message::new("recipe_step_person").with(say.as_str()),
        Step::Expect { that: Condition::Text(text) } => {
            Message::new("recipe_step_expect_text").with(text.as_str())
        }
        Step::Expect { .. } => Message::new("recipe_step_expect"),
        Step::Wait { r#for: Condition::Element(_) } => Message::new("recipe_step_wait_element"),
        step => match step.action(nobody, nobody, &Values::new()) {
            Some(action) => run_step::action(&action),
            None => Message::new("recipe_step_wait_element"),
        },
    }
}

/// What its element is called, for a person: its name, or what stands beside it.
pub fn element(step: &Step) -> String {
    let Some(on) = step.locator() else { return String::new() };
    let names = [&on.name, &on.placeholder, &on.near];
    names.into_iter().find(|name| !name.is_empty()).unwrap_or(&on.role).clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locate::Locator;

    #[test]
    fn a_step_says_what_it_does_and_to_what() {
        let on = Locator { role: "textbox".into(), name: "City".into(), ..Locator::default() };
        let typed = Step::Type { on: on.clone(), text: "{{city}}".into() };
        assert_eq!(step(&typed), Message::new("run_act_type_text").with("{{city}}"));
        assert_eq!(element(&typed), "City");
        let there = Step::Wait { r#for: Condition::Element(Locator { name: String::new(), ..on }) };
        assert_eq!((step(&there).key, element(&there).as_str()), ("recipe_step_wait_element", "textbox"));
        assert_eq!(element(&Step::Back {}), "");
    }
}
