//! Clicking: links, buttons, boxes.

use super::super::class::Rule;
use super::super::facts::{Editable, TargetFacts};
use super::super::words;
use super::{Composer, Findings, field, submit};
use url::Url;

/// A click, or Enter or Space on a control.
pub(super) fn click<'a>(findings: &mut Findings<'a>, target: &'a TargetFacts) {
    if target.kind == "file" {
        findings.add(Rule::Uploads);
    }
    if target.download {
        findings.add(Rule::Downloads);
    }
    if is_box(target) {
        choose(findings, target);
    }
    if target.submits {
        submit::submit(findings, target.form.as_ref(), &target.label);
        ids(findings, target);
    }
    let leads = leads_away(target);
    if let Some(href) = leads {
        link(findings, target, href);
    }
    if target.submits || leads.is_some() {
        return;
    }
    if (target.editable != Editable::None || target.tag == "select") && !is_button(target) {
        // Only puts the caret there.
        findings.add(Rule::MovesFocus);
    } else if !is_box(target) {
        findings.add(Rule::PressesControl);
        words(findings, target);
    }
}

/// Ticking or unticking.
pub(super) fn check<'a>(findings: &mut Findings<'a>, target: &'a TargetFacts) {
    choose(findings, target);
    if target.submits || leads_away(target).is_some() || !is_box(target) {
        click(findings, target);
    }
}

/// What a control says it does.
pub(super) fn words(findings: &mut Findings<'_>, target: &TargetFacts) {
    if let Some(rule) = words::deed(&target.label) {
        findings.add(rule);
    }
    ids(findings, target);
}

/// What names for programs say a control does. All of it when no label does, else only what is beyond doubt.
fn ids(findings: &mut Findings<'_>, target: &TargetFacts) {
    let beyond_doubt = |rule: &Rule| matches!(rule, Rule::Pays | Rule::Deletes | Rule::Sends);
    for id in [&target.test_id, &target.field_name] {
        let rule = words::deed(id).filter(|rule| target.label.is_empty() || beyond_doubt(rule));
        if let Some(rule) = rule {
            findings.add(rule);
        }
    }
}

fn choose(findings: &mut Findings<'_>, target: &TargetFacts) {
    findings.add(Rule::Chooses);
    // A box in a list may be called "Delete the old files". One that is a box only by its role may be anything.
    let native = matches!(target.kind.as_str(), "checkbox" | "radio");
    let consent = |rule: &Rule| !native || matches!(rule, Rule::Permits | Rule::Pays | Rule::Shares);
    if let Some(rule) = words::deed(&target.label).filter(consent) {
        findings.add(rule);
    }
    field::settings(findings, target);
}

/// Choosing "Delete" in a list of things to do may do it at once.
pub(super) fn options<'a>(findings: &mut Findings<'_>, options: impl Iterator<Item = &'a str>) {
    let acts =
        |rule: &Rule| matches!(rule, Rule::Deletes | Rule::Pays | Rule::Sends | Rule::Permits | Rule::Shares);
    for rule in options.filter_map(words::deed).filter(acts) {
        findings.add(rule);
    }
}

fn link<'a>(findings: &mut Findings<'a>, target: &'a TargetFacts, href: &'a str) {
    findings.add(Rule::FollowsLink);
    findings.go(href, Composer::Page);
    // A link to a page about settings, or to write a post, is a link. One that deletes, deletes.
    let page =
        |rule: &Rule| matches!(rule, Rule::ChangesSettings | Rule::Posts | Rule::SignsIn | Rule::Uploads);
    if let Some(rule) = words::deed(&target.label).filter(|rule| is_button(target) || !page(rule)) {
        findings.add(rule);
    }
    address(findings, href);
}

/// What an address says opening it does.
pub(in crate::gate) fn address(findings: &mut Findings<'_>, address: &str) {
    let Ok(url) = Url::parse(address) else { return };
    // Without anything to act on, /donate and /share are pages.
    let page = |rule: &Rule| matches!(rule, Rule::Pays | Rule::Sends | Rule::Shares) && url.query().is_none();
    if let Some(rule) = words::address(&url).filter(|rule| !page(rule)) {
        findings.add(rule);
    }
}

fn is_button(target: &TargetFacts) -> bool {
    matches!(target.role_attribute.as_str(), "button" | "menuitem" | "switch" | "link" | "tab")
        || matches!(target.kind.as_str(), "button" | "submit" | "image" | "reset")
}

fn is_box(target: &TargetFacts) -> bool {
    matches!(target.kind.as_str(), "checkbox" | "radio")
        || matches!(
            target.role_attribute.as_str(),
            "checkbox" | "radio" | "switch" | "menuitemcheckbox" | "menuitemradio" | "option"
        )
}

/// The link's address, when following it leaves the document. `#part` does not, and neither do the forms of
/// `javascript:` that do nothing: they are buttons.
fn leads_away(target: &TargetFacts) -> Option<&str> {
    let href = target.href.as_deref()?;
    let does_nothing = href.strip_prefix("javascript:").is_some_and(|code| {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        matches!(code.as_str(), "" | ";" | "void(0)" | "void(0);" | "void0" | "void0;" | "//" | "undefined")
    });
    let within = href
        .split_once('#')
        .is_some_and(|(page, _)| target.document_url.split('#').next() == Some(page) && !page.is_empty());
    (!does_nothing && !within).then_some(href)
}
