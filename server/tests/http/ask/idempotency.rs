use reqwest::Method;
use scripted_upstream::Behaviour;
use serde_json::Value;

use crate::harness::{Answer, Person, question_about_museum};
use crate::on_both;

async fn ask(person: &Person<'_>, key: &str, body: &Value) -> Answer {
    let request = person.request(Method::POST, "/api/v1/ask").header("idempotency-key", key).json(body);
    Answer::of(request.send().await.unwrap()).await
}

on_both! {
    async fn the_same_key_and_body_is_answered_once_and_counted_once(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        for stream in [false, true] {
            let body = question_about_museum("When is it closed?", stream);
            let key = format!("key-{stream}");
            let first = ask(&ada, &key, &body).await;
            let again = ask(&ada, &key, &body).await;
            assert_eq!((first.status, &first.text), (again.status, &again.text));
            assert_eq!(again.headers["idempotency-replayed"], "true");
            assert_eq!(again.headers["content-type"], first.headers["content-type"]);
        }
        assert_eq!(ada.questions().await.0, 2);
        assert_eq!(server.upstream.stats().total, 2);
    }

    async fn the_same_key_with_another_body_is_refused(setup) {
        let server = setup.start().await;
        let (ada, bob) = (server.person("Ada").await, server.person("Bob").await);
        ask(&ada, "k", &question_about_museum("One?", false)).await.expect(200);
        ask(&ada, "k", &question_about_museum("Two?", false)).await.problem(422, "idempotency_key_reused");
        // Another person's key is another key.
        ask(&bob, "k", &question_about_museum("Two?", false)).await.expect(200);
    }

    async fn of_many_at_once_with_one_key_one_reaches_the_upstream(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.always(Behaviour::answer().wait_ms(200));
        let body = question_about_museum("When is it closed?", false);
        let answers = futures::future::join_all((0..20).map(|_| ask(&ada, "k", &body))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            answer.problem(409, "conflict");
        }
        assert_eq!(server.upstream.stats().total, 1);
    }

    async fn without_a_session_the_key_changes_nothing(setup) {
        let server = setup.start().await;
        let register = |name: &str| {
            let email = format!("{name}@example.com");
            let body = serde_json::json!({ "name": name, "email": email, "password": crate::harness::PASSWORD });
            server.http.post(server.url("/api/v1/auth/register")).header("idempotency-key", "k").json(&body)
        };
        for name in ["ada", "bob"] {
            Answer::of(register(name).send().await.unwrap()).await.expect(201);
        }
    }

    async fn a_failed_request_frees_its_key(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.push(Behaviour::status(500));
        let body = question_about_museum("When is it closed?", false);
        ask(&ada, "k", &body).await.problem(502, "upstream_failed");
        for _ in 0..50 {
            match ask(&ada, "k", &body).await {
                busy if busy.status == 409 => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
                answer => {
                    answer.expect(200);
                    return;
                }
            }
        }
        panic!("the key was never freed");
    }
}
