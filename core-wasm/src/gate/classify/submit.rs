//! Submitting forms. What is not known to be a search is an unknown submit.

use super::super::class::Rule;
use super::super::facts::{FieldFacts, FormFacts};
use super::super::words;
use super::{Composer, Findings, field};
use url::Url;

/// A form submitted by a control with this label. A submitter without a form is unknown.
pub(super) fn submit<'a>(findings: &mut Findings<'a>, form: Option<&'a FormFacts>, label: &str) {
    let deed = words::deed(label);
    let Some(form) = form else {
        findings.add(deed.unwrap_or(Rule::UnknownSubmit));
        return;
    };
    if form.method == "dialog" {
        // Closes a dialog; nothing is sent.
        findings.add(deed.unwrap_or(Rule::PressesControl));
        return;
    }
    findings.submits = Some(form);
    findings.go(&form.action, Composer::Form);
    if form.fields.iter().any(|field| field.kind == "file" && field.filled) {
        findings.add(Rule::Uploads);
    }
    if let Some(rule) = deed {
        findings.add(rule);
    }
    if let Some(rule) = form.fields.iter().find_map(field::of_form_field) {
        findings.add(if rule == Rule::SecretField { Rule::SignsIn } else { Rule::Pays });
    }
    findings.add(if is_search(form) { Rule::Searches } else { Rule::UnknownSubmit });
}

/// An honest search box: GET, and the role of a search or one field for text, and nothing in it that is no search. That
/// it goes to the same origin is checked where it goes to.
fn is_search(form: &FormFacts) -> bool {
    let kinds_fit = form.fields.iter().all(|field| {
        matches!(
            field.kind.as_str(),
            "text"
                | "search"
                | "hidden"
                | "submit"
                | "button"
                | "reset"
                | "image"
                | "checkbox"
                | "radio"
                | "select-one"
        )
    });
    let texts = form.fields.iter().filter(|field| is_text(field)).count();
    let acts = Url::parse(&form.action).ok().and_then(|url| words::address(&url)).is_some();
    let hidden_acts =
        form.fields.iter().any(|field| field.kind == "hidden" && words::deed(&field.name).is_some());
    let searches =
        form.role == "search" || form.fields.iter().any(|field| field.kind == "search") || texts == 1;
    form.method == "get" && kinds_fit && texts <= 2 && texts > 0 && searches && !acts && !hidden_acts
}

fn is_text(field: &FieldFacts) -> bool {
    matches!(field.kind.as_str(), "text" | "search")
}
