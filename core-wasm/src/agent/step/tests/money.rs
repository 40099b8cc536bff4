//! What acts cost the person.

use super::*;
use crate::gate::Money;

/// A click on a control beside which a total stands, begun.
fn paying(label: &str) -> Rig {
    let mut rig = Rig::started();
    rig.verdicts.replace(vec![allow(Class::Sensitive)]);
    rig.calls("click", json!({ "target": 7 }));
    let mut found = resolved("f1");
    found.target = found.target.map(|facts| TargetFacts {
        tag: "button".into(),
        kind: "button".into(),
        label: label.into(),
        around: "Lamp €30.00\nTotal €39.50".into(),
        ..facts
    });
    let ticket = rig.ticket();
    rig.send(What::Resolved { ticket, resolved: Ok(found) });
    rig
}

fn ended(mut rig: Rig, end: ActEnd) -> Vec<Money> {
    let ticket = rig.ticket();
    rig.send(What::Acted { ticket, end });
    rig.run.budget.used.spent
}

fn total() -> Vec<Money> {
    vec![Money { currency: "EUR".into(), minor: 3950 }]
}

#[test]
fn what_a_payment_costs_is_judged_and_counts_once_it_was_begun() {
    let rig = paying("Pay now");
    assert_eq!(rig.proposals.borrow()[0].amount, total().pop());
    assert_eq!(rig.run.budget.used.spent, []);
    assert_eq!(ended(rig, ActEnd::Done { detail: String::new(), opened: vec![] }), total());
    let failed = |begun| ActEnd::Failed { fault: fault("covered"), begun };
    assert_eq!(ended(paying("Pay now"), failed(true)), total());
    assert_eq!(ended(paying("Pay now"), failed(false)), []);
    assert_eq!(ended(paying("Pay now"), ActEnd::Unknown { left: true }), total());
}

#[test]
fn a_payment_under_which_the_background_died_counts() {
    let mut rig = paying("Pay now");
    rig.send(What::Woken);
    assert_eq!(rig.run.budget.used.spent, total());
}

#[test]
fn what_does_not_pay_costs_nothing_whatever_stands_beside_it() {
    let rig = paying("Show more");
    assert_eq!(rig.proposals.borrow()[0].amount, None);
    assert_eq!(ended(rig, ActEnd::Done { detail: String::new(), opened: vec![] }), []);
}
