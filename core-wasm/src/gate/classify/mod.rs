//! Which rules an act falls under: a pure function of verb, facts, form, address and taint.
//!
//! Every way of looking at an act adds the rules it sees, and the heaviest counts. So no look can make an act lighter,
//! and what a page says of itself can only make it heavier.

mod activate;
mod field;
mod press;
mod submit;

pub(super) use activate::address;
pub use field::is_secret;

use super::class::{Class, Rule};
use super::facts::{FieldFacts, FormFacts};
use super::proposal::{Proposal, Verb};

/// What is known of an act besides its proposal.
#[derive(Debug, Default)]
pub(super) struct Findings<'a> {
    rules: Vec<Rule>,
    /// Where it goes.
    pub(super) going: Vec<Going<'a>>,
    /// The form it submits.
    pub(super) submits: Option<&'a FormFacts>,
}

/// An address an act goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Going<'a> {
    pub(super) address: &'a str,
    pub(super) by: Composer,
}

/// Who put an address together: whose data it may contain without telling anybody anything new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Composer {
    /// The page: a link, a redirect. It knows its own text anyway.
    Page,
    /// The page, and the browser adds what stands in a form.
    Form,
    /// The model, from everything it has read.
    Model,
}

impl<'a> Findings<'a> {
    /// The heaviest rule, of equally heavy ones the first found; that nobody knows what an act does is said last.
    pub(super) fn rule(&self) -> Rule {
        let weight = |rule: Rule| (rule.class(), rule != Rule::UnknownSubmit);
        self.rules
            .iter()
            .copied()
            .reduce(|heaviest, rule| if weight(rule) > weight(heaviest) { rule } else { heaviest })
            .unwrap_or(Rule::UnknownSubmit)
    }

    pub(super) fn has(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    pub(super) fn add(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    fn go(&mut self, address: &'a str, by: Composer) {
        self.going.push(Going { address, by });
    }
}

/// The rules an act falls under by what it is. Where it happens and what it carries is [`super::judge`]'s.
/// `None` when an act that needs a target or a destination has none.
pub(super) fn classify(proposal: &Proposal) -> Option<Findings<'_>> {
    let mut findings = Findings::default();
    let target = proposal.target.as_ref();
    match proposal.verb {
        Verb::Hover
        | Verb::Scroll
        | Verb::Focus
        | Verb::Wait
        | Verb::Extract
        | Verb::ReadMore
        | Verb::AskUser
        | Verb::Remember
        | Verb::Done => findings.add(Rule::Observes),
        Verb::Back | Verb::Forward | Verb::Reload | Verb::SwitchTab | Verb::CloseTab => {
            findings.add(Rule::MovesInHistory);
        }
        Verb::Navigate | Verb::OpenTab => {
            findings.go(proposal.destination.as_deref()?, Composer::Model);
            findings.add(Rule::GoesTo);
        }
        Verb::Hop => {
            findings.go(proposal.destination.as_deref()?, Composer::Page);
            findings.add(Rule::GoesTo);
        }
        Verb::Click => activate::click(&mut findings, target?),
        Verb::Check => activate::check(&mut findings, target?),
        Verb::Select => {
            findings.add(Rule::Chooses);
            field::field(&mut findings, target?);
            field::settings(&mut findings, target?);
            activate::options(&mut findings, proposal.data.iter().map(|datum| datum.value.text.as_str()));
        }
        Verb::Type | Verb::Clear => {
            field::write(&mut findings, target?);
            let breaks_line = |text: &str| text.contains(['\n', '\r']);
            // In a field of one line a line break is Enter.
            if target?.tag == "input" && proposal.data.iter().any(|datum| breaks_line(&datum.value.text)) {
                press::enter(&mut findings, target?);
            }
        }
        Verb::Press => press::press(&mut findings, &proposal.keys, target),
        Verb::Drag => {
            findings.add(Rule::Drags);
            for facts in [Some(target?), proposal.onto.as_ref()].into_iter().flatten() {
                activate::words(&mut findings, facts);
            }
        }
        Verb::Upload => findings.add(Rule::Uploads),
        Verb::Download => {
            findings.add(Rule::Downloads);
            if let Some(href) = target.and_then(|facts| facts.href.as_deref()) {
                findings.go(href, Composer::Page);
            }
        }
    }
    Some(findings)
}

/// Whether a field of a form takes what nobody may look at.
pub(super) fn takes_secrets(of: &FieldFacts) -> bool {
    field::of_form_field(of).is_some()
}

/// Whether an act of this class changes the page or more.
pub(super) fn writes(class: Class) -> bool {
    class >= Class::Write
}
