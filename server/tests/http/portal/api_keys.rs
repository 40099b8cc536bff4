use super::browser::Browser;
use crate::on_both;

const PATH: &str = "/account/api-keys";

on_both! {
    async fn a_key_is_made_shown_once_and_revoked(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        browser.get(PATH).await.says("There are no keys yet.");
        let fields = [("name", "Nightly <b>report</b>"), ("scope_models", "on"), ("expires", "90"), ("requests_per_minute", "1,200")];
        let made = browser.submit(PATH, &fields).await;
        assert_eq!(made.status, 201);
        made.says("sk_live_").says("it is not shown again").says("Nightly &#60;b&#62;report");
        let key = regex::Regex::new("sk_live_[A-Za-z0-9_-]{40,}").unwrap().find(&made.html).unwrap().as_str().to_owned();
        let listed = browser.get(PATH).await;
        listed.does_not_say(&key).says("1,200 requests a minute");
        let path = regex::Regex::new("/account/api-keys/[^/\"]+/revoke").unwrap().find(&listed.html).unwrap().as_str().to_owned();
        assert_eq!(browser.submit(&path, &[]).await.leads_to(), "/account/api-keys?done=api_key_revoked");
        browser.get("/account/api-keys?done=api_key_revoked").await.says("The key is revoked").says("There are no keys yet.");
    }

    async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let fields = [("name", ""), ("expires", ""), ("requests_per_day", "many"), ("questions_per_month", "7")];
        let page = browser.submit(PATH, &fields).await;
        assert_eq!(page.status, 422);
        page.says("Please enter a name.").says("Please choose at least one.").says("whole number above 0");
        page.says("value=\"many\"").says("value=\"7\"");
    }

    async fn a_member_reads_whom_to_ask(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let db = server.db();
        legwork::execute!(db.write, sqlx::query("UPDATE membership SET role = 'member'")).unwrap();
        browser.get(PATH).await.says("Owners and admins").does_not_say("Make the key");
        assert_eq!(browser.submit(PATH, &[("name", "x"), ("scope_models", "on")]).await.status, 403);
    }
}
