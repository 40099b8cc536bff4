use reqwest::Method;

use super::browser::Browser;
use crate::harness::{PASSWORD, Setup};

#[tokio::test]
async fn what_was_typed_is_kept_and_each_fault_stands_at_its_field() {
    let server = Setup::sqlite().start().await;
    let mut browser = Browser::of(&server);
    let form = [("name", "Ada <b>"), ("company", "A & B"), ("email", "nowhere"), ("password", "short")];
    let page = browser.submit("/sign-up", &form).await;
    assert_eq!(page.status, 422);
    page.says("value=\"Ada &#60;b&#62;\"").says("value=\"A &#38; B\"").says("value=\"nowhere\"");
    page.says("Please check 2 fields.").says("id=\"email-error\"").says("aria-describedby=\"email-error \"");
    page.does_not_say("short").does_not_say("id=\"name-error\"");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_read_the_same() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::of(&server);
    let wrong = browser.submit("/sign-in", &[("email", &ada.email), ("password", "not this one")]).await;
    let unknown =
        browser.submit("/sign-in", &[("email", "eve@example.com"), ("password", "not this one")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.html.replace(&ada.email, "X"), unknown.html.replace("eve@example.com", "X"));
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_and_changes_nothing() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::signed_in(&server, &ada.email).await;
    let foreign = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ];
    for (name, value) in foreign {
        let request = browser.request(Method::POST, "/account/sign-out-everywhere").header(name, value);
        let page = browser.send(request).await;
        assert_eq!(page.status, 403, "{name}: {value}");
        page.says("Not allowed");
    }
    let silent = browser.request(Method::POST, "/account/sign-out-everywhere");
    assert_eq!(browser.send(silent).await.status, 403);
    assert_eq!(browser.get("/account").await.status, 200);
}

#[tokio::test]
async fn signing_in_leads_back_to_the_page_asked_for_and_never_off_the_site() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::of(&server);
    let asked = browser.get("/account/usage").await;
    assert_eq!(asked.leads_to(), "/sign-in?next=%2Faccount%2Fusage");
    browser.get(asked.leads_to()).await.says("value=\"/account/usage\"");
    for (next, leads_to) in [
        ("/account/usage", "/account/usage"),
        ("//evil.example", "/account"),
        ("https://evil.example", "/account"),
    ] {
        let form = [("email", ada.email.as_str()), ("password", PASSWORD), ("next", next)];
        assert_eq!(browser.submit("/sign-in", &form).await.leads_to(), leads_to);
    }
}

#[tokio::test]
async fn too_many_failed_attempts_are_told_in_words() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    let mut browser = Browser::of(&server);
    let mut said = String::new();
    for _ in 0..10 {
        said = browser.submit("/sign-in", &[("email", &ada.email), ("password", "not this one")]).await.html;
    }
    assert!(said.contains("Too many attempts. Please wait"), "{said}");
}

#[tokio::test]
async fn a_form_that_is_none_gets_a_page_that_says_so() {
    let server = Setup::sqlite().start().await;
    let mut browser = Browser::of(&server);
    let request = browser
        .request(Method::POST, "/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .body("{");
    let page = browser.send(request).await;
    assert_eq!(page.status, 415);
    page.says("That did not arrive whole");
}
