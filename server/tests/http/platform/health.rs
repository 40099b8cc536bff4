use scripted_upstream::Behaviour;

use crate::on_both;

on_both! {
    async fn a_running_server_is_healthy_and_ready(setup) {
        let server = setup.start().await;
        assert_eq!(server.get("/healthz").await.text, "ok");
        assert_eq!(server.get("/readyz").await.text, "ready");
    }

    async fn stopping_lets_a_stream_end_and_counts_it(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.always(Behaviour::answer().chunk_ms(20));
        let body = crate::harness::question_about_museum("When is it closed?", true);
        let response = ada.request(reqwest::Method::POST, "/api/v1/ask").json(&body).send().await.unwrap();
        let settings = server.running.app.settings.clone();
        let crate::harness::Server { running, data, .. } = server;
        let stopped = tokio::spawn(running.stop());
        let text = response.text().await.unwrap();
        assert!(text.contains("event: done"), "{text}");
        stopped.await.unwrap();
        let db = &legwork::serve::open_database(&settings).await.unwrap();
        let (state,): (String,) =
            legwork::on!(db.read, |c| sqlx::query_as("SELECT state FROM usage_event").fetch_one(c)).unwrap();
        assert_eq!(state, "settled");
        drop(data);
    }
}
