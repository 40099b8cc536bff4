use serde_json::json;

use crate::harness::PASSWORD;
use crate::on_both;

on_both! {
    async fn the_mailed_link_confirms_the_address_once(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let token = server.mailed_token(&ada.email, "Confirm").await;
        server.post("/api/v1/auth/verify-email", json!({ "token": token })).await.expect(200);
        assert_eq!(ada.get("/api/v1/me").await.expect(200)["email_verified"], true);
        server.post("/api/v1/auth/verify-email", json!({ "token": token })).await.problem(400, "invalid_token");
        // Nothing to confirm any more: no further mail, the same answer.
        ada.post("/api/v1/auth/resend-verification", json!({})).await.expect(202);
    }

    async fn a_forgotten_password_is_set_anew_and_every_session_ends(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let known = server.post("/api/v1/auth/forgot-password", json!({ "email": ada.email })).await;
        let unknown = server.post("/api/v1/auth/forgot-password", json!({ "email": "x@example.com" })).await;
        assert_eq!((known.status, known.text), (unknown.status, unknown.text));
        let token = server.mailed_token(&ada.email, "new password").await;
        let weak = json!({ "token": token, "password": "short" });
        server.post("/api/v1/auth/reset-password", weak).await.problem(422, "invalid");
        let new = "quiet river of stones";
        let body = json!({ "token": token, "password": new });
        server.post("/api/v1/auth/reset-password", body.clone()).await.expect(200);
        server.post("/api/v1/auth/reset-password", body).await.problem(400, "invalid_token");
        ada.get("/api/v1/me").await.problem(401, "unauthorized");
        let old = json!({ "email": ada.email, "password": PASSWORD });
        server.post("/api/v1/auth/login", old).await.problem(401, "invalid_credentials");
        let right = json!({ "email": ada.email, "password": new });
        server.post("/api/v1/auth/login", right).await.expect(200);
    }

    async fn a_token_for_one_purpose_does_not_serve_another(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let token = server.mailed_token(&ada.email, "Confirm").await;
        let body = json!({ "token": token, "password": "quiet river of stones" });
        server.post("/api/v1/auth/reset-password", body).await.problem(400, "invalid_token");
    }

    async fn where_confirmation_is_required_asking_waits_for_it(setup) {
        let server = setup.with("REQUIRE_VERIFIED_EMAIL", "true").start().await;
        let ada = server.person("Ada").await;
        ada.ask("When is it closed?").await.problem(403, "email_not_verified");
        assert_eq!(server.upstream.stats().total, 0);
        let token = server.mailed_token(&ada.email, "Confirm").await;
        server.post("/api/v1/auth/verify-email", json!({ "token": token })).await.expect(200);
        ada.ask("When is it closed?").await.expect(200);
    }
}
