//! Pages, fields and acts for the tests, in few words.

use crate::gate::*;

pub fn origin(text: &str) -> Origin {
    let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    Origin::parse(&address).expect("an origin")
}

/// A watched task on `shop.test` that names `mail.test`.
pub fn contract() -> Contract {
    Contract::from_goal("copy it to https://mail.test/", Some(origin("shop.test")), Terms::default()).0
}

/// Facts of an element on `https://shop.test/page`.
pub fn facts(tag: &str, label: &str) -> TargetFacts {
    TargetFacts {
        tag: tag.to_owned(),
        label: label.to_owned(),
        visible: true,
        in_view: true,
        fingerprint: format!("{tag}:{label}"),
        document_url: "https://shop.test/page".to_owned(),
        ..TargetFacts::default()
    }
}

pub fn button(label: &str) -> TargetFacts {
    TargetFacts { kind: "button".to_owned(), ..facts("button", label) }
}

pub fn link(label: &str, href: &str) -> TargetFacts {
    TargetFacts { href: Some(href.to_owned()), ..facts("a", label) }
}

pub fn input(kind: &str, name: &str) -> TargetFacts {
    TargetFacts {
        kind: kind.to_owned(),
        field_name: name.to_owned(),
        editable: Editable::Text,
        ..facts("input", "")
    }
}

pub fn autocomplete(token: &str) -> TargetFacts {
    TargetFacts { autocomplete: token.to_owned(), ..input("text", "x") }
}

pub fn check_box(label: &str) -> TargetFacts {
    TargetFacts { kind: "checkbox".to_owned(), ..facts("input", label) }
}

pub fn role(tag: &str, role: &str, label: &str) -> TargetFacts {
    TargetFacts { role_attribute: role.to_owned(), ..facts(tag, label) }
}

/// A form with filled fields of these kinds, named like their kinds.
pub fn form(method: &str, action: &str, kinds: &[&str]) -> FormFacts {
    let field = |kind: &&str| FieldFacts {
        name: (*kind).to_owned(),
        kind: (*kind).to_owned(),
        autocomplete: String::new(),
        filled: true,
        value: String::new(),
    };
    FormFacts {
        action: action.to_owned(),
        method: method.to_owned(),
        fields: kinds.iter().map(field).collect(),
        ..FormFacts::default()
    }
}

/// The submit button of a form.
pub fn submit(label: &str, form: FormFacts) -> TargetFacts {
    TargetFacts { kind: "submit".to_owned(), submits: true, form: Some(form), ..facts("button", label) }
}

/// The element within a form.
pub fn within(form: FormFacts, target: TargetFacts) -> TargetFacts {
    TargetFacts { form: Some(form), ..target }
}

/// The element on another page of the shop.
pub fn at(address: &str, target: TargetFacts) -> TargetFacts {
    TargetFacts { document_url: address.to_owned(), ..target }
}

/// An act without target on the shop's page.
pub fn act(verb: Verb) -> Proposal {
    Proposal::new(verb, Some(origin("shop.test")))
}

/// An act on an element of the shop's page.
pub fn on(verb: Verb, target: TargetFacts) -> Proposal {
    Proposal { target: Some(target), ..act(verb) }
}

pub fn click(target: TargetFacts) -> Proposal {
    on(Verb::Click, target)
}

pub fn write(target: TargetFacts, text: &str) -> Proposal {
    Proposal { data: vec![datum(text, DataClass::Plain)], ..on(Verb::Type, target) }
}

pub fn datum(text: &str, class: DataClass) -> Datum {
    Datum { value: Tainted::new(text, Taint::none()), class }
}

pub fn press(keys: &[&str], target: Option<TargetFacts>) -> Proposal {
    Proposal { keys: keys.iter().map(|key| (*key).to_owned()).collect(), target, ..act(Verb::Press) }
}

pub fn go(address: &str) -> Proposal {
    to(Verb::Navigate, address)
}

pub fn to(verb: Verb, address: &str) -> Proposal {
    Proposal { destination: Some(address.to_owned()), ..act(verb) }
}

/// The act while the run holds what it read on another page, and what the person said.
pub fn holding(proposal: Proposal) -> Proposal {
    let held = vec![
        Tainted::new(
            "Your code is 482913. From: jo@corp.test, John Smith",
            Taint::page(Some(origin("mail.test")), 1),
        ),
        Tainted::new("Order 77120 of red shoes", Taint::page(Some(origin("shop.test")), 2)),
        Tainted::new("buy blue socks", Taint::user()),
    ];
    Proposal { held, ..proposal }
}

/// The act in a frame of another origin.
pub fn framed(frame: &str, mut proposal: Proposal) -> Proposal {
    proposal.frame = Some(origin(frame));
    if let Some(target) = &mut proposal.target {
        target.document_url = format!("https://{frame}/frame");
    }
    proposal
}
