use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, Person, Server};
use crate::on_both;

const PATH: &str = "/api/v1/api-keys";

fn key(scopes: &[&str]) -> Value {
    json!({ "name": "Nightly report", "scopes": scopes })
}

async fn make(person: &Person<'_>, body: Value) -> (String, String) {
    let made = person.post(PATH, body).await.expect(201);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&made["key"]), text(&made["api_key"]["id"]))
}

async fn send(server: &Server, method: Method, path: &str, key: &str, body: Option<Value>) -> Answer {
    let request = server.http.request(method, server.url(path)).bearer_auth(key);
    let request = match &body {
        Some(body) => request.json(body),
        None => request,
    };
    Answer::of(request.send().await.unwrap()).await
}

async fn chat(server: &Server, key: &str) -> Answer {
    let body = json!({ "messages": [{ "role": "user", "content": "Well?" }] });
    send(server, Method::POST, "/api/v1/chat/completions", key, Some(body)).await
}

on_both! {
    async fn a_key_is_told_once_and_asks_for_its_maker(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let (key, id) = make(&ada, key(&["models"])).await;
        assert!(key.starts_with("sk_live_") && key.len() > 40);
        chat(&server, &key).await.expect(200);
        assert_eq!(ada.questions().await, (1, Some(9)));
        let listed = ada.get(PATH).await;
        assert!(!listed.text.contains(&key));
        let listed = listed.expect(200);
        let only = &listed["api_keys"][0];
        assert_eq!((&only["id"], &only["created_by"]), (&json!(id), &json!("Ada")));
        assert!(only["last_used_at"].is_string() && only["expires_at"].is_null());
        let db = server.db();
        let (kept, event): (String, String) = legwork::on!(db.read, |c| sqlx::query_as(
            "SELECT k.key_hash, e.api_key_id FROM api_key k JOIN usage_event e ON e.api_key_id = k.id"
        )
        .fetch_one(c))
        .unwrap();
        assert!(kept != key && !kept.contains("sk_live_") && event == id);
    }

    async fn a_key_does_what_its_scopes_say_and_nothing_a_person_does(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let (models, _) = make(&ada, key(&["models"])).await;
        let (usage, _) = make(&ada, key(&["usage"])).await;
        send(&server, Method::GET, "/api/v1/usage", &usage, None).await.expect(200);
        send(&server, Method::GET, "/api/v1/models", &models, None).await.expect(200);
        send(&server, Method::GET, "/api/v1/usage", &models, None).await.problem(403, "forbidden");
        chat(&server, &usage).await.problem(403, "forbidden");
        for path in [PATH, "/api/v1/me", "/api/v1/profile/resume"] {
            send(&server, Method::GET, path, &models, None).await.problem(403, "forbidden");
        }
        let mut question = crate::harness::question_about_museum("When is it closed?", false);
        question["use_profile"] = json!(true);
        send(&server, Method::POST, "/api/v1/ask", &models, Some(question)).await.problem(403, "forbidden");
        assert_eq!(server.upstream.stats().total, 0);
    }

    async fn a_revoked_key_is_refused_at_once_however_busy_it_was(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.set_plan(&ada.email, "pro").await;
        let (key, id) = make(&ada, key(&["models"])).await;
        for _ in 0..30 {
            chat(&server, &key).await.expect(200);
        }
        assert_eq!(ada.delete(&format!("{PATH}/{id}")).await.status, 204);
        chat(&server, &key).await.problem(401, "unauthorized");
        ada.delete(&format!("{PATH}/{id}")).await.problem(404, "not_found");
        assert_eq!(ada.get(PATH).await.expect(200)["api_keys"], json!([]));
    }

    async fn a_key_ends_when_it_was_said_to(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut body = key(&["models"]);
        body["expires_at"] = json!("2020-01-01T00:00:00Z");
        assert_eq!(ada.post(PATH, body.clone()).await.problem(422, "invalid")["fields"][0]["field"], "expires_at");
        body["expires_at"] = json!("2999-01-01T00:00:00Z");
        let (key, _) = make(&ada, body).await;
        chat(&server, &key).await.expect(200);
        let db = server.db();
        legwork::execute!(db.write, sqlx::query("UPDATE api_key SET expires_at = 1")).unwrap();
        chat(&server, &key).await.problem(401, "unauthorized");
    }

    async fn a_keys_own_limits_stand_under_the_plans(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut body = key(&["models"]);
        body["limits"] = json!({ "questions_per_month": 3, "requests_per_minute": 1000, "requests_per_day": 5 });
        let (limited, _) = make(&ada, body).await;
        let first = chat(&server, &limited).await;
        assert_eq!((&first.headers["x-ratelimit-limit"], &first.headers["x-ratelimit-remaining"]), (&"3".parse().unwrap(), &"2".parse().unwrap()));
        first.expect(200);
        for _ in 0..2 {
            chat(&server, &limited).await.expect(200);
        }
        let refused = chat(&server, &limited).await.problem(429, "limit_reached");
        assert_eq!((&refused["meter"], &refused["limit"]), (&json!("questions"), &json!(3)));
        assert!(refused["detail"].as_str().unwrap().contains("API key"));
        // The person's own questions are those of the plan.
        ada.ask("When is it closed?").await.expect(200);
        assert_eq!(ada.questions().await, (4, Some(6)));
        // A question that failed is given back to the key too; a request is a request.
        let mut body = key(&["models"]);
        body["limits"] = json!({ "questions_per_month": 1, "requests_per_day": 2 });
        let (other, _) = make(&ada, body).await;
        server.upstream.push(scripted_upstream::Behaviour::status(500));
        chat(&server, &other).await.problem(502, "upstream_failed");
        chat(&server, &other).await.expect(200);
        assert_eq!(chat(&server, &other).await.problem(429, "limit_reached")["meter"], "requests_per_day");
    }

    async fn requests_of_a_day_are_limited_to_the_last_one(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.set_plan(&ada.email, "pro").await;
        let mut body = key(&["models"]);
        body["limits"] = json!({ "requests_per_day": 40 });
        let (limited, _) = make(&ada, body).await;
        let answers = futures::future::join_all((0..100).map(|_| chat(&server, &limited))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 40);
        let refused = answers.into_iter().find(|answer| answer.status == 429).unwrap();
        assert_eq!(refused.problem(429, "limit_reached")["meter"], "requests_per_day");
        assert_eq!(server.upstream.stats().total, 40);
    }

    async fn the_same_request_twice_is_answered_once_for_a_key_too(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let (key, _) = make(&ada, key(&["models"])).await;
        let body = json!({ "messages": [{ "role": "user", "content": "Well?" }] });
        let request = || {
            let request = server.http.post(server.url("/api/v1/chat/completions")).bearer_auth(&key);
            request.header("idempotency-key", "once").json(&body)
        };
        let first = Answer::of(request().send().await.unwrap()).await;
        let second = Answer::of(request().send().await.unwrap()).await;
        assert_eq!(second.headers["idempotency-replayed"], "true");
        assert_eq!(first.expect(200), second.expect(200));
        assert_eq!(ada.questions().await.0, 1);
    }

    async fn a_new_key_is_stored_nowhere_though_its_request_may_be_repeated(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let request = || ada.request(Method::POST, PATH).header("idempotency-key", "once").json(&key(&["models"]));
        let first = Answer::of(request().send().await.unwrap()).await.expect(201);
        let db = server.db();
        let (answers,): (i64,) = legwork::on!(db.read, |c| sqlx::query_as(
            "SELECT COUNT(*) FROM idempotency_claim WHERE answer IS NOT NULL"
        )
        .fetch_one(c))
        .unwrap();
        assert_eq!(answers, 0);
        assert_ne!(Answer::of(request().send().await.unwrap()).await.expect(201)["key"], first["key"]);
    }

    async fn a_key_asks_questions_and_calls_none_of_them_a_step(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let (key, _) = make(&ada, key(&["models"])).await;
        let body = json!({ "messages": [{ "role": "user", "content": "Well?" }] });
        let request = server.http.post(server.url("/api/v1/chat/completions")).bearer_auth(&key).json(&body);
        let answer = request.header("legwork-operation", "agent_step").send().await.unwrap();
        Answer::of(answer).await.problem(403, "forbidden");
    }

    async fn misspelt_limits_are_refused(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let mut body = key(&["models"]);
        body["limits"] = json!({ "request_per_minute": 5 });
        ada.post(PATH, body).await.problem(422, "invalid");
        ada.delete(&format!("{PATH}/%00")).await.problem(404, "not_found");
    }

    async fn keys_of_others_do_not_exist_and_members_make_none(setup) {
        let server = setup.start().await;
        let (ada, bob) = (server.person("Ada").await, server.person("Bob").await);
        let (key_of_ada, id) = make(&ada, key(&["models"])).await;
        bob.delete(&format!("{PATH}/{id}")).await.problem(404, "not_found");
        assert_eq!(bob.get(PATH).await.expect(200)["api_keys"], json!([]));
        let db = server.db();
        legwork::execute!(db.write, sqlx::query("UPDATE membership SET role = 'member'")).unwrap();
        bob.post(PATH, key(&["models"])).await.problem(403, "forbidden");
        bob.get(PATH).await.problem(403, "forbidden");
        // A key can do no more than its maker.
        chat(&server, &key_of_ada).await.expect(200);
        legwork::execute!(db.write, sqlx::query("UPDATE membership SET role = 'viewer'")).unwrap();
        chat(&server, &key_of_ada).await.problem(403, "forbidden");
        legwork::execute!(db.write, sqlx::query("DELETE FROM membership")).unwrap();
        chat(&server, &key_of_ada).await.problem(401, "unauthorized");
    }

    async fn a_stranger_and_an_altered_key_are_nobody(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let (key, _) = make(&ada, key(&["models"])).await;
        for wrong in ["sk_live_", "sk_live_made-up", &key[..key.len() - 1], &format!("{key}a")] {
            chat(&server, wrong).await.problem(401, "unauthorized");
        }
    }
}
