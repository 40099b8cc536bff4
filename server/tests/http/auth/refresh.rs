use serde_json::{Value, json};

use crate::harness::{Answer, Server};
use crate::on_both;

async fn refresh(server: &Server, token: &str) -> Answer {
    server.post("/api/v1/auth/refresh", json!({ "refresh_token": token })).await
}

fn token(answer: &Value) -> String {
    answer["refresh_token"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_refresh_token_works_once_and_its_reuse_ends_the_session(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let fresh = refresh(&server, &ada.refresh_token).await.expect(200);
        assert_eq!(fresh["expires_in"], 600);
        refresh(&server, &ada.refresh_token).await.problem(401, "unauthorized");
        refresh(&server, &token(&fresh)).await.problem(401, "unauthorized");
        ada.get("/api/v1/me").await.problem(401, "unauthorized");
    }

    async fn of_32_at_once_at_most_one_wins_and_no_token_stays_alive(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let attempts = (0..32).map(|_| refresh(&server, &ada.refresh_token));
        let answers = futures::future::join_all(attempts).await;
        let won: Vec<Value> =
            answers.into_iter().filter(|answer| answer.status == 200).map(|answer| answer.expect(200)).collect();
        assert_eq!(won.len(), 1);
        refresh(&server, &token(&won[0])).await.problem(401, "unauthorized");
        let me = server.http.get(server.url("/api/v1/me")).bearer_auth(won[0]["access_token"].as_str().unwrap());
        Answer::of(me.send().await.unwrap()).await.problem(401, "unauthorized");
    }

    async fn an_unknown_refresh_token_ends_nothing(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        refresh(&server, "made up").await.problem(401, "unauthorized");
        ada.get("/api/v1/me").await.expect(200);
    }
}
