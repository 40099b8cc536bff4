use serde_json::json;

use crate::harness::{Answer, Setup};
use crate::on_both;

async fn me(server: &crate::harness::Server, authorization: &str) -> Answer {
    let request = server.http.get(server.url("/api/v1/me")).header("authorization", authorization);
    Answer::of(request.send().await.unwrap()).await
}

on_both! {
    async fn absent_altered_and_odd_tokens_are_refused_alike(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let altered = format!("{}x", ada.access_token);
        let expected = server.get("/api/v1/me").await.problem(401, "unauthorized")["detail"].clone();
        for authorization in [
            format!("Bearer {altered}"),
            format!("Bearer {}", ada.refresh_token),
            format!("Basic {}", ada.access_token),
            "Bearer".into(),
            "Bearer ..".into(),
        ] {
            let problem = me(&server, &authorization).await.problem(401, "unauthorized");
            assert_eq!(problem["detail"], expected, "{authorization}");
        }
    }
}

#[tokio::test]
async fn a_token_of_another_server_is_refused() {
    let (one, other) = (Setup::sqlite().start().await, Setup::sqlite().start().await);
    let ada = one.person("Ada").await;
    me(&other, &format!("Bearer {}", ada.access_token)).await.problem(401, "unauthorized");
    let body = json!({ "refresh_token": ada.refresh_token });
    other.post("/api/v1/auth/refresh", body).await.problem(401, "unauthorized");
}
