use super::browser::Browser;
use crate::harness::PASSWORD;
use crate::on_both;

const NEW_PASSWORD: &str = "quiet river of stones";

on_both! {
    async fn a_person_signs_up_confirms_the_address_and_signs_in(setup) {
        let server = setup.start().await;
        let mut browser = Browser::of(&server);
        let form = [("name", "Ada"), ("company", ""), ("email", "ada@example.com"), ("password", PASSWORD)];
        let page = browser.submit("/sign-up", &form).await;
        assert_eq!(page.leads_to(), "/check-mail?after=sign-up");
        let token = server.mailed_token("ada@example.com", "Confirm").await;
        // Mail scanners follow links: the link alone confirms nothing.
        browser.get(&format!("/verify-email?token={token}")).await.says("Confirm address");
        let page = browser.submit("/verify-email", &[("token", &token)]).await;
        assert_eq!(page.leads_to(), "/verify-email?done=yes");
        let again = browser.submit("/verify-email", &[("token", &token)]).await;
        assert_eq!(again.status, 400);
        again.says("This link no longer works");
        let page = browser.submit("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(page.leads_to(), "/account");
        browser.get("/account").await.says("ada@example.com").says("Confirmed");
    }

    async fn signing_up_with_a_known_address_looks_the_same(setup) {
        let server = setup.start().await;
        server.person("Ada").await;
        let mut browser = Browser::of(&server);
        let form = [("name", "Eve"), ("email", "ada@example.com"), ("password", "another good one")];
        let known = browser.submit("/sign-up", &form).await;
        assert_eq!(known.leads_to(), "/check-mail?after=sign-up");
        assert!(browser.cookie.is_none());
    }

    async fn a_forgotten_password_is_set_anew(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let known = browser.submit("/forgot-password", &[("email", &ada.email)]).await;
        let unknown = browser.submit("/forgot-password", &[("email", "x@example.com")]).await;
        assert_eq!(known.leads_to(), unknown.leads_to());
        let token = server.mailed_token(&ada.email, "new password").await;
        let short = browser.submit("/reset-password", &[("token", &token), ("password", "short")]).await;
        assert_eq!(short.status, 422);
        short.says("Please use at least 10 characters.").says(&token);
        let page = browser.submit("/reset-password", &[("token", &token), ("password", NEW_PASSWORD)]).await;
        assert_eq!(page.leads_to(), "/sign-in?done=password_reset");
        assert_eq!(browser.get("/account").await.leads_to(), "/sign-in?next=%2Faccount");
        let page = browser.submit("/sign-in", &[("email", &ada.email), ("password", NEW_PASSWORD)]).await;
        assert_eq!(page.leads_to(), "/account");
    }

    async fn changing_the_password_ends_every_other_session(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let wrong = [("old_password", "not this one at all"), ("new_password", NEW_PASSWORD)];
        let page = browser.submit("/account/password", &wrong).await;
        assert_eq!(page.status, 422);
        page.says("This is not your current password.");
        let right = [("old_password", PASSWORD), ("new_password", NEW_PASSWORD)];
        let page = browser.submit("/account/password", &right).await;
        assert_eq!(page.leads_to(), "/account?done=password_changed");
        ada.get("/api/v1/me").await.problem(401, "unauthorized");
        browser.get("/account?done=password_changed").await.says("Your password is changed.");
    }

    async fn a_session_is_ended_by_its_owner_and_by_nobody_else(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let eve = server.person("Eve").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let page = browser.get("/account").await;
        let end = page.html.split("action=\"/account/sessions/").nth(1).unwrap().split('"').next().unwrap();
        let path = format!("/account/sessions/{end}");
        let mut stranger = Browser::signed_in(&server, &eve.email).await;
        assert_eq!(stranger.submit(&path, &[]).await.status, 404);
        assert_eq!(ada.get("/api/v1/me").await.status, 200);
        assert_eq!(browser.submit(&path, &[]).await.leads_to(), "/account?done=session_ended");
        ada.get("/api/v1/me").await.problem(401, "unauthorized");
        assert_eq!(browser.get("/account").await.status, 200);
    }

    async fn signing_out_everywhere_leaves_no_session(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let cookie = browser.cookie.clone();
        let page = browser.submit("/account/sign-out-everywhere", &[]).await;
        assert_eq!(page.leads_to(), "/sign-in?done=signed_out_everywhere");
        assert!(browser.cookie.is_none());
        browser.cookie = cookie;
        assert_eq!(browser.get("/account").await.leads_to(), "/sign-in?next=%2Faccount");
        ada.get("/api/v1/me").await.problem(401, "unauthorized");
    }

    async fn signing_out_ends_the_session_not_only_the_cookie(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let cookie = browser.cookie.clone();
        assert_eq!(browser.submit("/sign-out", &[]).await.leads_to(), "/sign-in?done=signed_out");
        browser.cookie = cookie;
        assert_eq!(browser.get("/account").await.status, 303);
        assert_eq!(ada.get("/api/v1/me").await.status, 200);
    }

    async fn an_account_is_deleted_with_its_password(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut browser = Browser::signed_in(&server, &ada.email).await;
        let page = browser.submit("/account/delete", &[("password", "not this one at all")]).await;
        assert_eq!(page.status, 422);
        let page = browser.submit("/account/delete", &[("password", PASSWORD)]).await;
        assert_eq!(page.leads_to(), "/?done=account_deleted");
        let page = browser.submit("/sign-in", &[("email", &ada.email), ("password", PASSWORD)]).await;
        page.says("E-mail and password do not match.");
    }
}
