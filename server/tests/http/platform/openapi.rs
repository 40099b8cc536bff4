use crate::harness::Setup;

/// The document is part of the API: a change to it is seen in review.
#[tokio::test]
async fn the_openapi_document_is_the_one_in_the_repository() {
    let server = Setup::sqlite().start().await;
    let document = server.get("/api/v1/openapi.json").await.expect(200);
    assert_eq!(document["openapi"], "3.1.0");
    insta::assert_json_snapshot!("openapi", document);
}

#[tokio::test]
async fn every_operation_that_is_not_open_refuses_strangers() {
    let server = Setup::sqlite().start().await;
    let document = server.get("/api/v1/openapi.json").await.expect(200);
    let mut closed = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if operation["security"].is_array() {
                continue;
            }
            closed += 1;
            let method = reqwest::Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let request = server.http.request(method, server.url(path)).json(&serde_json::json!({}));
            let answer = crate::harness::Answer::of(request.send().await.unwrap()).await;
            answer.problem(401, "unauthorized");
        }
    }
    assert!(closed >= 8, "only {closed} operations are closed");
}
