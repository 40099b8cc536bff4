use legwork::plans;

use super::browser::Browser;
use crate::harness::Setup;
use crate::on_both;

on_both! {
    async fn the_usage_page_shows_what_was_asked(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        browser.get("/account/usage").await.says("0 of 10 used").says("No questions in the last 30 days.");
        ada.ask("When is it closed?").await.expect(200);
        assert_eq!(ada.questions().await, (1, Some(9)));
        let page = browser.get("/account/usage").await;
        page.says("1 of 10 used").says("<svg class=\"plot\"").says(": 1 question</title>");
        assert_eq!(page.html.matches("class=\"day-bar\"").count(), 30);
    }
}

#[tokio::test]
async fn prices_and_limits_come_from_the_catalogue() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    server.set_plan(&ada.email, "pro").await;
    let page = Browser::of(&server).get("/pricing").await;
    for plan in plans::catalogue() {
        page.says(&plan.name).says(&plan.summary);
    }
    page.says("$19.99").says("By agreement").says("Unlimited").does_not_say("Your plan");
    let page = Browser::signed_in(&server, &ada.email).await.get("/pricing").await;
    assert_eq!(page.html.matches("Your plan").count(), 1);
}

#[tokio::test]
async fn the_api_reference_lists_every_operation_of_the_document() {
    let server = Setup::sqlite().start().await;
    let document = server.get("/api/v1/openapi.json").await.expect(200);
    let page = Browser::of(&server).get("/developers").await;
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            page.says(&format!(
                "<span class=\"verb verb-{method}\">{method}</span> <span class=\"path\">{path}</span>"
            ));
        }
    }
    for link in page.html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        page.says(&format!("id=\"{link}\""));
    }
}

#[tokio::test]
async fn packages_are_offered_when_they_are_built() {
    let dist = tempfile::tempdir().unwrap();
    let server = Setup::sqlite().with("EXTENSION_DIR", dist.path().to_str().unwrap()).start().await;
    let mut browser = Browser::of(&server);
    browser.get("/download").await.says("not built on this server yet").does_not_say("legwork-chrome.zip");
    assert_eq!(browser.get("/download/legwork-chrome.zip").await.status, 404);
    for package in ["legwork-chrome.zip", "legwork-firefox.zip", "secret.zip"] {
        std::fs::write(dist.path().join(package), "PK").unwrap();
    }
    browser.get("/download").await.says("href=\"/download/legwork-chrome.zip\"");
    let file = browser.get("/download/legwork-firefox.zip").await;
    assert_eq!((file.status, &file.headers["content-type"]), (200, &"application/zip".parse().unwrap()));
    for other in ["/download/secret.zip", "/download/..%2Flegwork-chrome.zip"] {
        assert_eq!(browser.get(other).await.status, 404, "{other}");
    }
}

#[tokio::test]
async fn development_mail_is_shown_with_its_link() {
    let server = Setup::sqlite().start().await;
    let ada = server.person("Ada").await;
    server.mail(&ada.email, "Confirm").await;
    let mut browser = Browser::of(&server);
    let list = browser.get("/dev/mail").await;
    let id = list.html.split("href=\"/dev/mail/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    browser.get(&format!("/dev/mail/{id}")).await.says(&ada.email).says("/verify-email?token=");
    assert_eq!(browser.get("/dev/mail/..%2Fsecrets").await.status, 404);
}
