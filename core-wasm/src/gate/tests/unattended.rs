//! Runs nobody watches.

use super::build::*;
use crate::gate::*;

fn euros(minor: u64) -> Money {
    Money { currency: "EUR".to_owned(), minor }
}

/// A saved task that may order on the shop twice, for ten euros in all.
fn task() -> Contract {
    let order = Template {
        origin: origin("shop.test"),
        verb: Verb::Click,
        fields: ["text".to_owned(), "hidden".to_owned()].into(),
        cap: Cap { count: 2, spend: Some(euros(1000)) },
    };
    contract().unattended(vec![order])
}

fn order(label: &str, amount: Option<Money>) -> Proposal {
    Proposal { amount, ..click(submit(label, form("post", "https://shop.test/order", &["text", "hidden"]))) }
}

#[test]
fn reading_and_writing_go_on() {
    let mut approvals = Approvals::default();
    for proposal in [act(Verb::Extract), go("https://mail.test/"), write(input("text", "q"), "x")] {
        assert!(matches!(judge(&task(), &proposal, &mut approvals, 0), Verdict::Allow { .. }));
    }
}

#[test]
fn a_template_is_used_up_by_count_and_by_money() {
    let allowed = |approvals: &mut Approvals, minor| {
        let proposal = order("Place order", Some(euros(minor)));
        matches!(judge(&task(), &proposal, approvals, 0), Verdict::Allow { rule: Rule::Pays, .. })
    };
    let mut approvals = Approvals::default();
    assert!(allowed(&mut approvals, 100));
    assert!(!allowed(&mut approvals, 901));
    let mut restored: Approvals =
        serde_json::from_str(&serde_json::to_string(&approvals).expect("JSON")).expect("approvals");
    assert!(allowed(&mut restored, 900));
    assert!(!allowed(&mut restored, 0));
}

#[test]
fn whatever_is_not_exactly_the_template_is_denied() {
    let other_fields = form("post", "https://shop.test/order", &["text", "hidden", "email"]);
    let fewer_fields = form("post", "https://shop.test/order", &["text"]);
    let elsewhere = form("post", "https://mail.test/order", &["text", "hidden"]);
    for proposal in [
        order("Place order", None),
        order("Place order", Some(Money { currency: "USD".to_owned(), minor: 1 })),
        order("Place order", Some(euros(1001))),
        click(submit("Place order", other_fields)),
        click(submit("Place order", fewer_fields)),
        click(submit("Go", elsewhere)),
        click(button("Pay")),
        press(
            &["Enter"],
            Some(within(form("post", "https://shop.test/order", &["text", "hidden"]), input("text", "text"))),
        ),
        framed("mail.test", order("Place order", Some(euros(1)))),
    ] {
        let verdict = judge(&task(), &proposal, &mut Approvals::default(), 0);
        assert!(matches!(verdict, Verdict::Deny { .. }), "{proposal:#?}");
    }
}

#[test]
fn nothing_is_asked_and_no_origin_is_added() {
    for proposal in [go("https://else.test/"), to(Verb::Hop, "https://else.test/"), click(button("Delete"))] {
        let verdict = judge(&task(), &proposal, &mut Approvals::default(), 0);
        assert!(matches!(verdict, Verdict::Deny { .. }), "{verdict:?}");
    }
}
