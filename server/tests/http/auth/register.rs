use serde_json::json;

use crate::harness::PASSWORD;
use crate::on_both;

on_both! {
    async fn a_person_registers_signs_in_and_has_a_workspace_on_the_free_plan(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let me = ada.get("/api/v1/me").await.expect(200);
        assert_eq!(me["email"], "ada@example.com");
        assert_eq!(me["email_verified"], false);
        assert_eq!(me["workspace"]["slug"], "ada-ltd");
        assert_eq!(me["workspace"]["role"], "owner");
        assert_eq!(me["workspace"]["plan"], "free");
    }

    async fn a_known_address_gets_the_same_answer_and_another_mail(setup) {
        let server = setup.start().await;
        let body = |name: &str| json!({ "name": name, "email": "Ada@Example.com", "password": PASSWORD });
        let first = server.post("/api/v1/auth/register", body("Ada")).await;
        let second = server.post("/api/v1/auth/register", body("Mallory")).await;
        assert_eq!((first.status, &first.text), (second.status, &second.text));
        assert!(server.mail("Ada@Example.com", "Confirm").await.contains("Hello Ada"));
        assert!(server.mail("Ada@Example.com", "already").await.contains("/forgot-password"));
        let me = server.sign_in("ada@example.com").await.get("/api/v1/me").await.expect(200);
        assert_eq!(me["name"], "Ada");
    }

    async fn two_workspaces_of_one_name_get_two_slugs(setup) {
        let server = setup.start().await;
        let mut slugs = Vec::new();
        for number in 0..7 {
            let email = format!("p{number}@example.com");
            let body = json!({ "name": "P", "company": "Acme", "email": email, "password": PASSWORD });
            server.post("/api/v1/auth/register", body).await.expect(201);
            let me = server.sign_in(&email).await.get("/api/v1/me").await.expect(200);
            slugs.push(me["workspace"]["slug"].as_str().unwrap().to_owned());
        }
        assert_eq!(&slugs[..3], ["acme", "acme-2", "acme-3"]);
        let distinct: std::collections::HashSet<_> = slugs.iter().collect();
        assert_eq!(distinct.len(), slugs.len());
    }

    async fn every_broken_field_is_named(setup) {
        let server = setup.start().await;
        let body = json!({ "name": " ", "email": "nobody", "password": "short" });
        let problem = server.post("/api/v1/auth/register", body).await.problem(422, "invalid");
        let fields: Vec<_> = problem["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["name", "email", "password"]);
    }
}
