use crate::harness::{Answer, Person, Server};
use crate::on_both;

/// Leaves `left` questions of the plan `pro`.
async fn leave(server: &Server, person: &Person<'_>, left: i64) {
    server.set_plan(&person.email, "pro").await;
    person.ask("When is it closed?").await.expect(200);
    person.questions().await;
    let db = server.db();
    let used = 500 - left;
    legwork::execute!(
        db.write,
        sqlx::query(
            "UPDATE meter_period SET granted = $1, settled = $1, unit_limit = 500 WHERE meter = 'questions'"
        )
        .bind(used)
    )
    .unwrap();
}

on_both! {
    async fn of_500_at_once_against_100_left_exactly_100_reach_the_upstream(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        leave(&server, &ada, 100).await;
        let before = server.upstream.stats().total;
        let answers = futures::future::join_all((0..500).map(|_| ada.ask("When is it closed?"))).await;
        let granted = answers.iter().filter(|answer| answer.status == 200).count();
        let refused = answers.iter().filter(|answer| answer.status == 429).count();
        assert_eq!((granted, refused), (100, 400));
        assert_eq!(server.upstream.stats().total - before, 100);
        assert_eq!(ada.questions().await, (500, Some(0)));
    }

    async fn a_spent_plan_says_which_limit_and_when_it_ends(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        for _ in 0..10 {
            ada.ask("When is it closed?").await.expect(200);
        }
        let answer = ada.ask("When is it closed?").await;
        assert_eq!(answer.headers["x-ratelimit-limit"], "10");
        assert_eq!(answer.headers["x-ratelimit-remaining"], "0");
        assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() <= 31 * 86_400);
        let problem = answer.problem(429, "limit_reached");
        assert_eq!((&problem["plan"], &problem["meter"]), (&"free".into(), &"questions".into()));
        assert_eq!((&problem["limit"], &problem["used"]), (&10.into(), &10.into()));
        assert!(problem["resets_at"].as_str().unwrap().ends_with("-01T00:00:00Z"));
        assert_eq!(server.upstream.stats().total, 10);
    }

    async fn a_larger_plan_counts_at_once_and_a_smaller_one_keeps_the_past(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        for _ in 0..10 {
            ada.ask("When is it closed?").await.expect(200);
        }
        ada.ask("One more?").await.problem(429, "limit_reached");
        server.set_plan(&ada.email, "pro").await;
        ada.ask("One more?").await.expect(200);
        server.set_plan(&ada.email, "free").await;
        ada.ask("One more?").await.problem(429, "limit_reached");
        server.set_plan(&ada.email, "enterprise").await;
        let answer = ada.ask("One more?").await.expect(200);
        assert!(answer["questions_left"].is_null());
        assert_eq!(ada.questions().await, (12, None));
    }

    async fn what_the_model_may_cost_is_bounded_too(setup) {
        let server = setup.with("LLM_MODEL", "unheard-of").start().await;
        let ada = server.person("Ada").await;
        // At the default price the most an answer may cost leaves room for a few at once, not for ten.
        let answers = futures::future::join_all((0..10).map(|_| ada.ask("When is it closed?"))).await;
        let refused = answers.into_iter().filter(|answer| answer.status == 429).collect::<Vec<_>>();
        assert!(!refused.is_empty());
        for answer in refused {
            assert_eq!(answer.problem(429, "limit_reached")["meter"], "cost_nanos");
        }
        // What was held above the actual cost is back.
        ada.questions().await;
        ada.ask("When is it closed?").await.expect(200);
    }

    async fn steps_of_the_agent_are_counted_apart_from_questions(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        let turn = |kind: &'static str| {
            let body = serde_json::json!({ "messages": [{ "role": "user", "content": "Go on." }] });
            let request = ada.request(reqwest::Method::POST, "/api/v1/chat/completions").json(&body);
            async move { Answer::of(request.header("legwork-operation", kind).send().await.unwrap()).await }
        };
        for _ in 0..50 {
            turn("agent_step").await.expect(200);
        }
        let problem = turn("agent_step").await.problem(429, "limit_reached");
        assert_eq!((&problem["meter"], &problem["limit"]), (&"agent_steps".into(), &50.into()));
        turn("something").await.problem(422, "invalid");
        ada.ask("When is it closed?").await.expect(200);
        assert_eq!(ada.questions().await, (1, Some(9)));
        assert_eq!(ada.meter("agent_steps").await, (50, Some(0)));
        let usage = ada.get("/api/v1/usage").await.expect(200);
        assert_eq!((&usage["days"][29]["agent_steps"], &usage["days"][29]["questions"]), (&50.into(), &1.into()));
    }

    async fn two_workspaces_do_not_share_a_meter(setup) {
        let server = setup.start().await;
        let (ada, bob) = (server.person("Ada").await, server.person("Bob").await);
        ada.ask("When is it closed?").await.expect(200);
        assert_eq!(ada.questions().await, (1, Some(9)));
        assert_eq!(bob.questions().await, (0, Some(10)));
    }
}
