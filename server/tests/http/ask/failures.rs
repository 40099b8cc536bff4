//! Sixteen ways an upstream fails: each a typed error in time, and the question is not lost.

use scripted_upstream::Behaviour;

use crate::harness::Setup;
use crate::on_both;

async fn fails_and_costs_no_question(setup: Setup, behaviour: Behaviour, status: u16, code: &str) {
    let server = setup.with("UPSTREAM_SILENCE_SECONDS", "1").start().await;
    let ada = server.person("Ada").await;
    server.upstream.always(behaviour.clone());
    for stream in [false, true] {
        let answer = if stream { ada.ask_streaming("When?").await } else { ada.ask("When?").await };
        if answer.status == 200 {
            // It broke off after the first words: the stream itself ends with the problem.
            let events = answer.events();
            let (name, last) = events.last().unwrap();
            assert_eq!((name.as_str(), &last["problem"]["code"]), ("error", &code.into()), "{behaviour:?}");
        } else {
            answer.problem(status, code);
        }
    }
    assert_eq!(ada.questions().await.0, 0, "{behaviour:?}");
}

macro_rules! failing {
    ($($name:ident: $behaviour:expr => $status:literal $code:literal;)*) => {
        on_both! {$(
            async fn $name(setup) { fails_and_costs_no_question(setup, $behaviour, $status, $code).await; }
        )*}
    };
}

failing! {
    a_refused_key_is_our_fault_not_the_persons: Behaviour::status(401) => 502 "upstream_failed";
    a_forbidden_key_is_our_fault_too: Behaviour::status(403) => 502 "upstream_failed";
    a_limited_upstream_is_busy: Behaviour::status(429).retry_after("7") => 503 "upstream_busy";
    an_overloaded_upstream_is_busy: Behaviour::status(503) => 503 "upstream_busy";
    an_internal_error_is_a_failure: Behaviour::status(500) => 502 "upstream_failed";
    a_bad_gateway_is_a_failure: Behaviour::status(502) => 502 "upstream_failed";
    a_redirect_is_not_followed: Behaviour::status(302) => 502 "upstream_failed";
    silence_before_the_headers_is_a_timeout: Behaviour::HangBeforeHeaders {} => 504 "upstream_timeout";
    silence_in_the_middle_is_a_timeout: Behaviour::HangMidStream { after_chunks: 3 } => 504 "upstream_timeout";
    an_answer_cut_in_the_middle_is_a_failure: Behaviour::CutMidStream { after_chunks: 3 } => 502 "upstream_failed";
    garbage_is_a_failure: Behaviour::GarbageJson {} => 502 "upstream_failed";
    bytes_that_are_no_text_are_a_failure: Behaviour::InvalidUtf8 {} => 502 "upstream_failed";
    a_web_page_is_a_failure: Behaviour::WrongContentType {} => 502 "upstream_failed";
    an_endless_line_is_a_failure: Behaviour::HugeLine { bytes: 20 << 20 } => 502 "upstream_failed";
    an_error_in_the_stream_is_a_failure: Behaviour::ErrorInStream { after_chunks: 3 } => 502 "upstream_failed";
    an_empty_answer_is_a_failure: Behaviour::EmptyBody {} => 502 "upstream_failed";
}

on_both! {
    async fn a_busy_upstreams_waiting_time_is_passed_on(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.push(Behaviour::status(429).retry_after("7"));
        assert_eq!(ada.ask("When?").await.headers["retry-after"], "7");
    }

    async fn an_upstream_that_can_not_be_reached_costs_no_question(setup) {
        let server = setup.with("OPENAI_BASE_URL", "http://127.0.0.1:9/v1").start().await;
        let ada = server.person("Ada").await;
        ada.ask("When?").await.problem(502, "upstream_failed");
        assert_eq!(ada.questions().await.0, 0);
    }

    async fn bytes_that_drip_and_a_missing_end_mark_are_no_failures(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        for behaviour in [Behaviour::DripBytes {}, Behaviour::MissingDone {}] {
            server.upstream.push(behaviour);
            ada.ask("When is it closed?").await.expect(200);
        }
        assert_eq!(ada.questions().await.0, 2);
    }

    async fn a_client_that_leaves_stops_the_upstream_and_pays_for_what_came(setup) {
        let server = setup.start().await;
        let ada = server.person("Ada").await;
        server.upstream.always(Behaviour::answer().chunk_ms(50));
        let body = crate::harness::question_about_museum("When is it closed?", true);
        let request = ada.request(reqwest::Method::POST, "/api/v1/ask").json(&body);
        let mut response = request.send().await.unwrap();
        response.chunk().await.unwrap();
        response.chunk().await.unwrap();
        drop(response);
        assert_eq!(ada.questions().await.0, 1);
        for _ in 0..100 {
            if server.upstream.stats().open == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!((server.upstream.stats().open, server.upstream.stats().aborted), (0, 1));
        let usage = ada.get("/api/v1/usage").await.expect(200);
        let tokens = usage["days"][29]["output_tokens"].as_u64().unwrap();
        assert!((1..40).contains(&tokens), "only what came is charged: {tokens}");
    }
}
