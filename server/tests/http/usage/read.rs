use scripted_upstream::Behaviour;

use crate::on_both;

on_both! {
    async fn usage_shows_meters_the_period_and_thirty_days(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        ada.ask("When is it closed?").await.expect(200);
        ada.questions().await;
        let usage = ada.get("/api/v1/usage").await.expect(200);
        assert_eq!(usage["plan_name"], "Free");
        let questions = &usage["meters"][0];
        assert_eq!((&questions["used"], &questions["limit"], &questions["remaining"]), (&1.into(), &10.into(), &9.into()));
        let days = usage["days"].as_array().unwrap();
        assert_eq!(days.len(), 30);
        assert_eq!(days[29]["questions"], 1);
        assert!(days[29]["input_tokens"].as_u64().unwrap() > 0);
        assert!(days[29]["cost_nanos"].as_u64().unwrap() > 0);
        assert_eq!(days[0]["questions"], 0);
    }

    async fn a_question_that_failed_is_given_back_before_anybody_looks(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.push(Behaviour::status(500));
        ada.ask("When is it closed?").await.problem(502, "upstream_failed");
        let usage = ada.get("/api/v1/usage").await.expect(200);
        assert_eq!(usage["meters"][0]["used"], 0);
        assert_eq!(usage["meters"][1]["used"], 0);
    }

    async fn the_catalogue_is_open_to_everyone(setup) {
        let server = setup.start().await;
        let plans = server.get("/api/v1/plans").await.expect(200);
        assert_eq!(plans["plans"][0]["limits"]["questions"], 10);
        assert_eq!(plans["plans"][1]["monthly_price_cents"], 1999);
        assert!(plans["plans"][3]["limits"]["questions"].is_null());
    }
}
