//! Questions, answers, quotes, and what is left of them after a restart.

use super::*;

#[test]
fn a_question_is_answered_with_a_quote_that_finds_its_place() {
    let mut world = World::new();
    let nonce = world.open();
    assert_eq!(world.chat(&nonce).page_host, "news.example");
    world.script.answers("/ask", 200, &[START, HALF, QUOTE, DONE].concat());
    assert_eq!(world.ask("What fell in Oslo?"), ViewResult::Ok {});
    let turn = world.turn();
    assert_eq!((turn.status, turn.answer.answer.as_str()), (TurnStatus::Done, "It rained"));
    assert_eq!(turn.read.unwrap().page_passages, 2);
    let body = String::from_utf8(world.asked()[0].body.clone().unwrap()).unwrap();
    assert!(body.contains("There was rain all day in Oslo") && body.contains("\"stream\":true"));
    assert_eq!(
        world.call(OVERLAY, ViewRequest::ShowQuote { turn: 1, n: 1 }),
        ViewResult::Shown { found: true }
    );
    let calls = world.profile.content_calls.borrow();
    assert!(
        matches!(calls.last(), Some((TAB, 0, ContentCall::ShowQuote { text, .. })) if text == "rain all day")
    );
}

#[test]
fn a_quote_whose_nodes_are_gone_is_searched_in_the_page_as_it_is_now() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers("/ask", 200, &[START, HALF, QUOTE, DONE].concat());
    world.ask("What fell in Oslo?");
    world.restart();
    world.hello(&nonce);
    world.profile.nodes_hold.set(false);
    assert_eq!(
        world.call(OVERLAY, ViewRequest::ShowQuote { turn: 1, n: 1 }),
        ViewResult::Shown { found: true }
    );
    world.profile.nodes_hold.set(false);
    world.profile.pages.borrow_mut().insert(TAB, vec!["Something else"]);
    assert_eq!(
        world.call(OVERLAY, ViewRequest::ShowQuote { turn: 1, n: 1 }),
        ViewResult::Shown { found: false }
    );
}

#[test]
fn a_stopped_answer_keeps_what_came_and_can_be_asked_again() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers_then("/ask", 200, &[START, HALF].concat(), Then::Hangs);
    world.ask("What fell?");
    assert_eq!(world.turn().status, TurnStatus::Answering);
    assert_eq!(world.ask("And now?"), failed(FailureKind::Api(api_types::Code::Conflict)));
    world.call(OVERLAY, ViewRequest::Stop {});
    assert_eq!(
        (world.turn().status, world.turn().answer.answer.as_str()),
        (TurnStatus::Stopped, "It rained")
    );
    world.script.answers("/ask", 200, &[START, HALF, DONE].concat());
    world.call(OVERLAY, ViewRequest::Retry { use_profile: true });
    assert_eq!((world.turn().turn, world.turn().status), (1, TurnStatus::Done));
    let body = String::from_utf8(world.asked()[1].body.clone().unwrap()).unwrap();
    assert!(body.contains("\"use_profile\":true"));
}

#[test]
fn an_answer_under_way_when_the_background_died_is_shown_as_failed_with_what_came() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers_then("/ask", 200, START, Then::Hangs);
    world.ask("What fell?");
    world.restart();
    let turn = world.chat(&nonce).turns.pop().unwrap();
    assert_eq!((turn.status, turn.question.as_str()), (TurnStatus::Failed, "What fell?"));
    assert_eq!(turn.failure.unwrap().kind, FailureKind::Interrupted);
}

#[test]
fn an_answer_that_breaks_is_interrupted_and_one_that_never_starts_is_offline() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    world.script.answers_then("/ask", 200, &[START, HALF].concat(), Then::Breaks);
    world.ask("What fell?");
    assert_eq!(world.turn().failure.unwrap().kind, FailureKind::Interrupted);
    world.ask("What fell?");
    assert_eq!(world.turn().failure.unwrap().kind, FailureKind::Offline);
}

#[test]
fn a_spent_plan_is_told_with_its_limit_and_the_question_stays() {
    let mut world = World::new();
    let nonce = world.open();
    world.hello(&nonce);
    let problem = r#"{"type":"about:blank","title":"","status":429,"code":"limit_reached","detail":"10 of 10.",
        "plan":"free","meter":"questions","limit":10,"used":10,"resets_at":"2026-12-01T00:00:00Z"}"#;
    world.script.answers("/ask", 429, problem);
    world.ask("What fell?");
    let turn = world.turn();
    assert_eq!(turn.failure.unwrap().limit.unwrap().used, 10);
    assert_eq!(turn.question, "What fell?");
    // Never sent twice by itself.
    assert_eq!(world.asked().len(), 1);
}
