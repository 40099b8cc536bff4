//! An approval is for one act, once, for two minutes.

use super::build::*;
use crate::gate::*;
use proptest::prelude::*;

fn ask(proposal: &Proposal, approvals: &mut Approvals, now_ms: u64) -> ApprovalRequest {
    match judge(&contract(), proposal, approvals, now_ms) {
        Verdict::Ask { request } => request,
        other => panic!("not asked: {other:?}"),
    }
}

fn is_allowed(proposal: &Proposal, approvals: &mut Approvals, now_ms: u64) -> bool {
    matches!(judge(&contract(), proposal, approvals, now_ms), Verdict::Allow { .. })
}

fn pay() -> Proposal {
    click(submit("Pay", form("post", "https://shop.test/pay", &["text", "hidden"])))
}

/// Approvals in which `proposal` was asked for and granted at 1000.
fn granted(proposal: &Proposal) -> Approvals {
    let mut approvals = Approvals::default();
    let request = ask(proposal, &mut approvals, 1000);
    approvals.grant(request, 1000);
    approvals
}

#[test]
fn the_person_is_shown_what_is_sent_but_no_secret() {
    let mut form = form("post", "https://shop.test/send", &["text", "password"]);
    form.fields[0].value = "I owe you 900 euros".to_owned();
    form.fields[1].value = "hunter2".to_owned();
    let Verdict::Ask { request } =
        judge(&contract(), &click(submit("Send", form)), &mut Approvals::default(), 1)
    else {
        panic!("sending is asked for")
    };
    let texts: Vec<&str> = request.data.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["I owe you 900 euros", ""]);
}

#[test]
fn an_approved_act_is_allowed_once() {
    let mut approvals = granted(&pay());
    assert!(is_allowed(&pay(), &mut approvals, 2000));
    assert!(!is_allowed(&pay(), &mut approvals, 2001));
}

#[test]
fn the_request_says_what_where_and_which_data() {
    let proposal = Proposal { amount: Some(Money { currency: "EUR".to_owned(), minor: 500 }), ..pay() };
    let request = ask(&proposal, &mut Approvals::default(), 7);
    assert_eq!((request.rule, request.label.as_str()), (Rule::Pays, "Pay"));
    assert_eq!(request.place, Some(origin("shop.test")));
    assert_eq!(request.destination.as_deref(), Some("https://shop.test/pay"));
    assert_eq!(request.data.iter().map(|line| line.field.as_str()).collect::<Vec<_>>(), ["text", "hidden"]);
    assert_eq!(request.bound.amount, proposal.amount);
    let request = ask(&holding(write(input("text", "note"), "code 482913")), &mut Approvals::default(), 7);
    assert_eq!(request.data[0].text, "code 482913");
    assert_eq!(request.data[0].read_from, ["https://mail.test"]);
    let request = ask(&go("https://münchen.de/"), &mut Approvals::default(), 7);
    assert_eq!(request.destination.as_deref(), Some("https://xn--mnchen-3ya.de/"));
    assert_eq!(request.unicode_host.as_deref(), Some("münchen.de"));
}

#[test]
fn scrolling_the_target_away_changes_nothing() {
    let mut approvals = granted(&pay());
    let mut again = pay();
    let target = again.target.as_mut().expect("a target");
    target.in_view = false;
    target.around = "Only 3 minutes left".to_owned();
    assert!(is_allowed(&again, &mut approvals, 2000));
}

#[test]
fn reading_in_between_changes_nothing_and_acting_voids() {
    let mut approvals = granted(&pay());
    assert!(is_allowed(&act(Verb::Extract), &mut approvals, 1500));
    assert!(is_allowed(&pay(), &mut approvals, 2000));
    let mut approvals = granted(&pay());
    assert!(is_allowed(&click(button("Next")), &mut approvals, 1500));
    assert!(!is_allowed(&pay(), &mut approvals, 2000));
    let mut approvals = granted(&pay());
    assert!(!is_allowed(&go("data:text/html,x"), &mut approvals, 1500));
    assert!(!is_allowed(&pay(), &mut approvals, 2000));
}

#[test]
fn an_approved_origin_holds_for_the_run_and_no_longer() {
    let hop = go("https://else.test/");
    let mut approvals = granted(&hop);
    assert!(is_allowed(&hop, &mut approvals, 2000));
    assert!(is_allowed(&go("https://else.test/more"), &mut approvals, 999_999));
    assert!(!is_allowed(&go("https://else2.test/"), &mut approvals, 999_999));
    assert!(!is_allowed(&hop, &mut Approvals::default(), 2000));
}

#[test]
fn an_answer_that_took_too_long_is_none() {
    let mut approvals = Approvals::default();
    let request = ask(&pay(), &mut approvals, 1000);
    approvals.grant(request, 1000 + VALID_MS);
    assert!(!is_allowed(&pay(), &mut approvals, 1000 + VALID_MS));
}

/// Changes of an approved act, each of which is another act.
fn changed(which: usize) -> Proposal {
    let mut proposal = pay();
    let target = proposal.target.as_mut().expect("a target");
    let form = target.form.as_mut().expect("a form");
    match which {
        0 => target.fingerprint.push('x'),
        1 => target.label = "Pay 1,000".to_owned(),
        2 => form.action = "https://shop.test/pay2".to_owned(),
        3 => form.fields[1].filled = false,
        4 => form.fields.push(FieldFacts { name: "tip".to_owned(), ..FieldFacts::default() }),
        5 => target.document_url = "https://shop.test/other".to_owned(),
        6 => proposal.data = vec![datum("x", DataClass::Plain)],
        7 => proposal.amount = Some(Money { currency: "EUR".to_owned(), minor: 1 }),
        8 => proposal.verb = Verb::Check,
        9 => proposal.keys = vec!["Shift".to_owned()],
        10 => form.encoding = "text/plain".to_owned(),
        11 => target.test_id = "other".to_owned(),
        _ => form.action = "https://mail.test/pay".to_owned(),
    }
    proposal
}

#[test]
fn every_change_voids() {
    for which in 0..=12 {
        let mut approvals = granted(&pay());
        assert!(!is_allowed(&changed(which), &mut approvals, 1001), "{which}");
        assert!(!is_allowed(&pay(), &mut approvals, 1002), "{which}");
    }
}

proptest! {
    /// Whatever happens in whatever order: each yes allows one act at most, the one it was for, within two minutes.
    #[test]
    fn an_approval_is_never_worth_two(steps in prop::collection::vec((0usize..6, 0usize..14, 0u64..90_000), 1..40)) {
        let mut approvals = Approvals::default();
        let mut asked: Option<(Proposal, ApprovalRequest)> = None;
        // What the person's last yes was for, and when; taken by the first act that uses it.
        let mut yes: Option<(Proposal, u64)> = None;
        let mut now = 0;
        for (kind, which, wait) in steps {
            now += wait;
            let proposal = if which == 13 { pay() } else { changed(which) };
            match kind {
                0 => if let Some((proposal, request)) = asked.take() {
                    approvals.grant(request, now);
                    yes = Some((proposal, now));
                },
                1 => approvals.void(),
                // Killed and restored.
                2 => approvals = serde_json::from_str(&serde_json::to_string(&approvals).expect("JSON")).expect("approvals"),
                _ => match judge(&contract(), &proposal, &mut approvals, now) {
                    Verdict::Allow { .. } => {
                        let (what, when) = yes.take().expect("an act without a yes");
                        prop_assert_eq!(what, proposal);
                        prop_assert!(now - when < VALID_MS);
                    }
                    Verdict::Ask { request } => asked = Some((proposal, request)),
                    Verdict::Deny { .. } => {}
                },
            }
        }
    }
}
