//! One line an act: the rule it falls under.

use super::build::*;
use crate::gate::Verb as V;
use crate::gate::*;

/// The rule an act is judged by, with nothing approved.
fn rule(proposal: &Proposal) -> Result<Rule, Denial> {
    match judge(&contract(), proposal, &mut Approvals::default(), 0) {
        Verdict::Allow { class, rule } => {
            assert!(class < Class::Sensitive && class == rule.class(), "{rule:?}");
            Ok(rule)
        }
        Verdict::Ask { request } => {
            assert_eq!(request.rule.class(), Class::Sensitive);
            Ok(request.rule)
        }
        Verdict::Deny { denial } => Err(denial),
    }
}

#[track_caller]
fn all(cases: Vec<(Proposal, Rule)>) {
    let wrong = cases.into_iter().enumerate().filter_map(|(line, (proposal, expected))| {
        let found = rule(&proposal);
        (found != Ok(expected)).then_some((line, expected, found))
    });
    assert_eq!(wrong.collect::<Vec<_>>(), []);
}

const SHOP: &str = "https://shop.test/";
const MAIL: &str = "https://mail.test/";

#[test]
fn reading_and_moving() {
    all(vec![
        (on(V::Hover, button("Delete")), Rule::Observes),
        (act(V::Scroll), Rule::Observes),
        (on(V::Focus, input("password", "p")), Rule::Observes),
        (act(V::Wait), Rule::Observes),
        (act(V::Extract), Rule::Observes),
        (act(V::ReadMore), Rule::Observes),
        (act(V::AskUser), Rule::Observes),
        (act(V::Remember), Rule::Observes),
        (act(V::Done), Rule::Observes),
        (act(V::Back), Rule::MovesInHistory),
        (act(V::Reload), Rule::MovesInHistory),
        (act(V::SwitchTab), Rule::MovesInHistory),
        (act(V::CloseTab), Rule::MovesInHistory),
        (click(input("text", "q")), Rule::MovesFocus),
        (click(facts("select", "Country")), Rule::MovesFocus),
        (press(&["Tab", "ArrowDown"], None), Rule::MovesFocus),
        (press(&["Control+A"], Some(input("text", "q"))), Rule::MovesFocus),
    ]);
}

#[test]
fn links() {
    all(vec![
        (click(link("Shoes", "https://shop.test/shoes")), Rule::FollowsLink),
        (click(link("Inbox", MAIL)), Rule::FollowsLink),
        (click(link("Settings", "https://shop.test/settings")), Rule::FollowsLink),
        (click(link("Support us", "https://shop.test/donate")), Rule::FollowsLink),
        (click(link("How it works", "https://shop.test/blog/how-to-delete-files")), Rule::FollowsLink),
        (click(link("Delete", "https://shop.test/item/3")), Rule::Deletes),
        (click(link("", "https://shop.test/item/3/delete")), Rule::Deletes),
        (click(link("More", "https://shop.test/transfer?to=eve&sum=100")), Rule::Pays),
        (click(link("Log out", "https://shop.test/logout")), Rule::SignsIn),
        (click(link("Unsubscribe", "https://shop.test/u")), Rule::Deletes),
        (click(link("Accept", "https://shop.test/c")), Rule::Permits),
        (click(link("Elsewhere", "https://else.test/")), Rule::NewOrigin),
        (click(TargetFacts { submits: true, ..link("Go", "https://shop.test/logout") }), Rule::SignsIn),
        (click(link("Plain text", "http://shop.test/")), Rule::NewOrigin),
        (click(link("Other port", "https://shop.test:8443/")), Rule::NewOrigin),
        (click(link("Part", "https://shop.test/page#part")), Rule::PressesControl),
        (click(link("Menu", "javascript:void(0)")), Rule::PressesControl),
        (click(link("Pay", "https://shop.test/page#")), Rule::Pays),
        (click(TargetFacts { download: true, ..link("Report", "https://shop.test/r.pdf") }), Rule::Downloads),
        (click(TargetFacts { target_blank: true, ..link("New", "https://else.test/") }), Rule::NewOrigin),
    ]);
}

#[test]
fn buttons_and_boxes() {
    all(vec![
        (click(button("Show more")), Rule::PressesControl),
        (click(button("")), Rule::PressesControl),
        (click(button("Pay now")), Rule::Pays),
        (click(button("Jetzt kaufen")), Rule::Pays),
        (click(button("P\u{200B}ay")), Rule::Pays),
        (click(button(&"\u{200B}".repeat(120))), Rule::UnknownSubmit),
        (click(button("Send")), Rule::Sends),
        (click(button("Publish")), Rule::Posts),
        (click(button("Поделиться")), Rule::Shares),
        (click(button("削除")), Rule::Deletes),
        (click(button("Allow")), Rule::Permits),
        (click(button("Yes")), Rule::Confirms),
        (click(button("Save changes")), Rule::ChangesSettings),
        (click(button("Sign in")), Rule::SignsIn),
        (click(button("Export")), Rule::Downloads),
        (click(TargetFacts { test_id: "delete-item".to_owned(), ..button("") }), Rule::Deletes),
        (click(TargetFacts { test_id: "delete-item".to_owned(), ..button("Next") }), Rule::Deletes),
        (click(facts("div", "Remove")), Rule::Deletes),
        (on(V::Check, check_box("Gift wrap")), Rule::Chooses),
        (on(V::Check, check_box("I agree to the terms")), Rule::Permits),
        (on(V::Check, at("https://shop.test/settings/mail", check_box("Daily mail"))), Rule::ChangesSettings),
        (click(role("div", "switch", "Dark")), Rule::Chooses),
        (on(V::Check, button("Delete")), Rule::Deletes),
        (on(V::Select, facts("select", "Country")), Rule::Chooses),
        (on(V::Select, autocomplete("cc-exp-month")), Rule::CardField),
        (
            Proposal {
                data: vec![datum("Delete", DataClass::Plain)],
                ..on(V::Select, facts("select", "Actions"))
            },
            Rule::Deletes,
        ),
        (click(role("li", "option", "Delete")), Rule::Deletes),
        (on(V::Check, check_box("Delete the old files")), Rule::Chooses),
        (click(TargetFacts { editable: Editable::Rich, ..role("div", "button", "Delete") }), Rule::Deletes),
        (on(V::Drag, facts("li", "Card 3")), Rule::Drags),
        (Proposal { onto: Some(facts("div", "Trash")), ..on(V::Drag, facts("li", "Card 3")) }, Rule::Deletes),
    ]);
}

#[test]
fn forms() {
    let search = || form("get", "https://shop.test/search", &["text", "hidden"]);
    all(vec![
        (click(submit("Go", search())), Rule::Searches),
        (press(&["Enter"], Some(within(search(), input("text", "q")))), Rule::Searches),
        (press(&["Enter"], Some(input("search", "q"))), Rule::Searches),
        (
            click(submit(
                "",
                FormFacts { role: "search".to_owned(), ..form("get", SHOP, &["text", "text"]) },
            )),
            Rule::Searches,
        ),
        (click(submit("", form("get", SHOP, &["text", "text"]))), Rule::UnknownSubmit),
        (click(submit("Go", form("post", SHOP, &["text"]))), Rule::UnknownSubmit),
        (click(submit("Next", form("post", SHOP, &["text", "email"]))), Rule::UnknownSubmit),
        (click(submit("", form("get", SHOP, &["text", "email"]))), Rule::UnknownSubmit),
        (click(submit("Search", form("get", "https://shop.test/delete", &["text"]))), Rule::UnknownSubmit),
        (click(submit("Pay", form("post", SHOP, &["text"]))), Rule::Pays),
        (click(submit("Pay", search())), Rule::Pays),
        (click(submit("Continue", form("post", SHOP, &["text", "password"]))), Rule::SignsIn),
        (click(submit("Next", form("dialog", SHOP, &[]))), Rule::PressesControl),
        (click(TargetFacts { submits: true, ..button("Next") }), Rule::UnknownSubmit),
        (click(submit("Go", form("post", MAIL, &["text"]))), Rule::CrossOriginSubmit),
        (click(submit("Go", form("get", MAIL, &["text"]))), Rule::CrossOriginSubmit),
        (
            press(&["Enter"], Some(within(form("post", SHOP, &["text"]), input("text", "a")))),
            Rule::UnknownSubmit,
        ),
        (write(within(form("post", SHOP, &["text"]), input("text", "a")), "x\n"), Rule::UnknownSubmit),
        (press(&["Enter"], Some(input("text", "message"))), Rule::UnknownSubmit),
        (
            press(&["Enter"], Some(TargetFacts { editable: Editable::Rich, ..facts("div", "") })),
            Rule::UnknownSubmit,
        ),
        (press(&["Control+Enter"], Some(facts("div", ""))), Rule::UnknownSubmit),
        // Written as the hands read them, a key is no other one.
        (press(&[" Enter"], Some(input("text", "message"))), Rule::UnknownSubmit),
        (press(&["Return "], Some(input("text", "message"))), Rule::UnknownSubmit),
        (press(&["F5"], Some(input("text", "message"))), Rule::UnknownSubmit),
        (press(&[" Control+v"], Some(input("text", "a"))), Rule::PastesClipboard),
        (press(&["Win+v"], Some(input("text", "a"))), Rule::PastesClipboard),
        (press(&["Enter"], Some(button("Pay"))), Rule::Pays),
        (press(&["Space"], Some(button("Delete"))), Rule::Deletes),
        (press(&["Enter"], None), Rule::UnknownSubmit),
        (press(&["#"], None), Rule::UnknownSubmit),
        (press(&["Delete"], Some(facts("tr", "Mail"))), Rule::Deletes),
        (press(&["Control+V"], Some(input("text", "a"))), Rule::PastesClipboard),
        (press(&["ArrowRight"], Some(role("div", "slider", "Volume"))), Rule::Chooses),
    ]);
}

#[test]
fn fields() {
    all(vec![
        (write(input("text", "first_name"), "Ada"), Rule::WritesField),
        (write(facts("textarea", "Comment"), "one\ntwo"), Rule::WritesField),
        (on(V::Clear, input("text", "q")), Rule::WritesField),
        (press(&["a"], Some(input("text", "q"))), Rule::WritesField),
        (write(input("password", "x"), "x"), Rule::SecretField),
        (write(input("text", "passwort"), "x"), Rule::SecretField),
        (write(autocomplete("one-time-code"), "1"), Rule::SecretField),
        (write(autocomplete("section-a billing cc-number"), "4"), Rule::CardField),
        (write(input("text", "cardNumber"), "4"), Rule::CardField),
        (press(&["a"], Some(input("password", "x"))), Rule::SecretField),
        (write(input("text", "user"), "{{secret:shop}}"), Rule::WritesSecret),
        (act(V::Upload), Rule::Uploads),
        (click(input("file", "f")), Rule::Uploads),
        (act(V::Download), Rule::Downloads),
        (holding(write(input("text", "note"), "The code: 482913")), Rule::MovesData),
        (holding(press(&["4", "8", "2", "9", "1", "3"], Some(input("text", "n")))), Rule::MovesData),
        (holding(write(input("text", "order"), "77120")), Rule::WritesField),
        (holding(write(input("text", "q"), "blue socks")), Rule::WritesField),
        (framed("mail.test", write(input("text", "q"), "x")), Rule::CrossOriginFrame),
        (framed("ads.test", click(button("Play"))), Rule::CrossOriginFrame),
    ]);
}

#[test]
fn going_places() {
    all(vec![
        (go("https://shop.test/a"), Rule::GoesTo),
        (go(MAIL), Rule::GoesTo),
        (to(V::OpenTab, MAIL), Rule::GoesTo),
        (to(V::Hop, "https://shop.test/next"), Rule::GoesTo),
        (to(V::Hop, "https://else.test/"), Rule::NewOrigin),
        (go("https://else.test/"), Rule::NewOrigin),
        (go("https://shop.test/item/3/delete"), Rule::Deletes),
        (holding(go("https://shop.test/order/77120")), Rule::GoesTo),
        (holding(go("https://shop.test/?q=blue+socks")), Rule::GoesTo),
        (holding(go("https://shop.test/?q=482913")), Rule::CarriesData),
        (holding(go("https://mail.test/?q=77120")), Rule::CarriesData),
        (holding(go("https://mail.test/?q=blue+socks")), Rule::CarriesData),
        (holding(go("https://mail.test/order/482913")), Rule::GoesTo),
        (holding(click(link("About it", "https://mail.test/?about=77120"))), Rule::FollowsLink),
    ]);
}

#[test]
fn what_nobody_can_approve() {
    let carries = |host: &str| Denial::CarriesData { origin: origin(host) };
    for (proposal, denial) in [
        (holding(go("https://else.test/?d=NDgyOTEz")), carries("else.test")),
        (holding(go("https://else.test/red-shoes")), carries("else.test")),
        (holding(go("https://else.test/#skcos%20eulb")), carries("else.test")),
        (holding(click(link("Go", "https://else.test/?d=482913"))), carries("else.test")),
        (go("https://mail.test/?p={{secret:shop}}"), carries("mail.test")),
        (click(submit("Search", form("get", "https://else.test/", &["search"]))), carries("else.test")),
        (click(submit("Pay", form("post", "http://shop.test/", &["text"]))), carries("http://shop.test")),
        (holding(framed("ads.test", write(input("text", "q"), "482913"))), carries("ads.test")),
        (
            framed(
                "ads.test",
                Proposal { data: vec![datum("Ada", DataClass::Personal)], ..write(input("text", "n"), "") },
            ),
            carries("ads.test"),
        ),
        (on(V::Click, at("https://mail.test/", button("Next"))), Denial::Mismatch {}),
        (Proposal { page: None, ..click(button("Next")) }, Denial::NoOrigin {}),
        (act(V::Click), Denial::NoTarget {}),
        (click(TargetFacts { fingerprint: String::new(), ..button("Next") }), Denial::NoTarget {}),
        (
            click(link("Run", "javascript:run()")),
            Denial::Address { blocked: Blocked::Scheme { scheme: "javascript".to_owned() } },
        ),
        (act(V::Navigate), Denial::NoTarget {}),
        (
            go("https://sh0p.test/"),
            Denial::LookAlike { host: "sh0p.test".to_owned(), like: "shop.test".to_owned() },
        ),
        (
            Proposal { used: Used { steps: 51, ..Used::default() }, ..click(button("Next")) },
            Denial::Budget { limit: Limit::Steps },
        ),
    ] {
        assert_eq!(rule(&proposal), Err(denial), "{proposal:#?}");
    }
}

#[test]
fn a_run_without_budget_may_still_say_so() {
    let used = Used { tokens: u64::MAX, ..Used::default() };
    assert_eq!(rule(&Proposal { used, ..act(V::Done) }), Ok(Rule::Observes));
}

#[test]
fn who_is_asked_sees_what_keys_write() {
    let shown = |keys: &[&str]| {
        let target = within(form("post", SHOP, &["text"]), input("text", "a"));
        match judge(&contract(), &press(keys, Some(target)), &mut Approvals::default(), 0) {
            Verdict::Ask { request } => request.data.into_iter().map(|data| data.text).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert!(shown(&["0", "0", "Enter"]).contains(&"0 0 Enter".to_owned()));
    assert!(!shown(&["Enter"]).iter().any(|text| text.contains("Enter")));
}
