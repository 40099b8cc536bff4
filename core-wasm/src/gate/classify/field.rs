//! Writing into fields: which of them take secrets.

use super::super::class::Rule;
use super::super::facts::{FieldFacts, TargetFacts};
use super::super::words;
use super::Findings;

/// Typing into or clearing a field.
pub(super) fn write(findings: &mut Findings<'_>, target: &TargetFacts) {
    findings.add(if target.kind == "file" { Rule::Uploads } else { Rule::WritesField });
    field(findings, target);
}

/// What the field takes, by type, `autocomplete`, name and label.
pub(super) fn field(findings: &mut Findings<'_>, target: &TargetFacts) {
    let by_name =
        || [&target.field_name, &target.label].into_iter().find_map(|name| words::secret_field(name));
    if let Some(rule) = by_kind(&target.kind, &target.autocomplete).or_else(by_name) {
        findings.add(rule);
    }
}

/// The same of a field of a form, by what is known of it there.
pub(super) fn of_form_field(field: &FieldFacts) -> Option<Rule> {
    // Tokens against forged requests are called all sorts of things, and nobody types them.
    if field.kind == "hidden" {
        return None;
    }
    by_kind(&field.kind, &field.autocomplete).or_else(|| words::secret_field(&field.name))
}

/// Whether what stands in the field is nobody else's business: a password, a code, a card.
pub fn is_secret(field: &FieldFacts) -> bool {
    of_form_field(field).is_some()
}

/// Choosing on a page of settings is changing one.
pub(super) fn settings(findings: &mut Findings<'_>, target: &TargetFacts) {
    if words::is_settings_page(&target.document_url) {
        findings.add(Rule::ChangesSettings);
    }
}

/// HTML §4.10.18.7: autofill field names, the last token that is not `webauthn`.
fn by_kind(kind: &str, autocomplete: &str) -> Option<Rule> {
    if kind == "password" {
        return Some(Rule::SecretField);
    }
    autocomplete.split_ascii_whitespace().find_map(|token| match token {
        "current-password" | "new-password" | "one-time-code" => Some(Rule::SecretField),
        token if token.starts_with("cc-") => Some(Rule::CardField),
        _ => None,
    })
}
