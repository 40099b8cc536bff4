//! A recipe from what a run of the agent did.

use super::format::Recipe;
use super::parameter::{self, Parameter, ParameterKind};
use super::step::{Condition, Step};
use crate::agent::log::{self, Outcome};
use crate::agent::{Action, Run, WaitFor};
use crate::gate::{Origin, named_secret};

/// The acts of a run that worked, as steps; looking, thinking and what failed is left out. `None` when nothing is left.
pub fn from_run(run: &Run, name: &str) -> Option<Recipe> {
    let start = run.log.first().map(|step| step.seen.url.clone())?;
    let mut recipe = Recipe::new(name, &start);
    for (at, logged) in run.log.iter().enumerate() {
        let left = match logged.outcome {
            Some(Outcome::Done { .. }) => false,
            Some(Outcome::MayHaveHappened { left: true }) => true,
            _ => continue,
        };
        let after = run.log.get(at + 1).map(|next| next.seen.url.as_str());
        let opens = left || after.is_some_and(|after| is_another_page(&logged.seen.url, after));
        if let Some(step) = step_of(&mut recipe, logged, opens) {
            recipe.origins.extend(Origin::parse(&logged.seen.url));
            recipe.steps.push(step);
        }
    }
    recipe.check().is_ok().then_some(recipe)
}

fn is_another_page(before: &str, after: &str) -> bool {
    let page = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
    page(before) != page(after)
}

fn step_of(recipe: &mut Recipe, logged: &log::Step, opens_page: bool) -> Option<Step> {
    let on = || logged.locator.clone();
    Some(match &logged.action {
        Action::Click { button, count, modifiers, .. } => Step::Click {
            on: on()?,
            button: *button,
            count: *count,
            modifiers: modifiers.clone(),
            opens_page,
        },
        Action::Hover { .. } => Step::Hover { on: on()? },
        Action::Type { text, .. } => Step::Type { on: on()?, text: text_of(recipe, logged, text)? },
        Action::Clear { .. } => Step::Type { on: on()?, text: String::new() },
        Action::Press { target, keys } => {
            Step::Press { on: target.and_then(|_| on()), keys: keys.clone(), opens_page }
        }
        Action::Select { options, .. } => Step::Select { on: on()?, options: options.clone() },
        Action::Check { checked, .. } => Step::Check { on: on()?, checked: *checked },
        Action::Navigate { url } => Step::Navigate { url: url.clone() },
        Action::Back {} => Step::Back {},
        Action::Reload {} => Step::Reload {},
        Action::Wait { r#for: WaitFor::Text(text) } => Step::Wait { r#for: Condition::Text(text.clone()) },
        Action::Wait { r#for: WaitFor::GoneText(text) } => {
            Step::Wait { r#for: Condition::GoneText(text.clone()) }
        }
        Action::Wait { r#for: WaitFor::Url(part) } => Step::Wait { r#for: Condition::Url(part.clone()) },
        Action::Upload { .. } => Step::Person { say: logged.target.clone() },
        _ => return None,
    })
}

/// A secret of the vault becomes a parameter that is asked for; everything else stays as it was written.
fn text_of(recipe: &mut Recipe, logged: &log::Step, text: &str) -> Option<String> {
    let Some(secret) = named_secret(text) else {
        return Some(parameter::literally(text));
    };
    let name = recipe.free_name(&parameter::name_of(secret));
    let label = if logged.target.is_empty() { secret.to_owned() } else { logged.target.clone() };
    let origin = Some(Origin::parse(&logged.seen.url).ok()?);
    let kind = ParameterKind::Secret;
    recipe.parameters.push(Parameter { name: name.clone(), label, kind, default: String::new(), origin });
    Some(format!("{{{{{name}}}}}"))
}
