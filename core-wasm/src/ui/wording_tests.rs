//! Which words a state gets, state by state.

use super::*;

fn failure(kind: FailureKind) -> Failure {
    Failure { kind, detail: String::new(), fields: Vec::new(), limit: None }
}

fn meter(used: u64, limit: Option<u64>) -> MeterUsage {
    MeterUsage {
        meter: "questions".into(),
        used,
        limit,
        remaining: limit.map(|limit| limit.saturating_sub(used)),
    }
}

#[test]
fn every_failure_has_a_sentence_and_a_remedy() {
    let kinds = Code::ALL.iter().copied().map(FailureKind::Api).chain([
        FailureKind::Offline,
        FailureKind::Interrupted,
        FailureKind::SignedOut,
        FailureKind::Unreadable,
        FailureKind::PageGone,
        FailureKind::EmptyPage,
        FailureKind::NotAllowed,
        FailureKind::Internal,
    ]);
    for kind in kinds {
        assert!(sentence(kind).key.starts_with("failure_"), "{kind:?}");
        let _ = remedy(&failure(kind));
    }
}

#[test]
fn a_question_refused_by_the_plan_goes_back_into_the_input() {
    for kind in [Code::LimitReached, Code::SubscriptionNeeded, Code::EmailNotVerified, Code::Unauthorized] {
        assert!(keeps_question(&failure(FailureKind::Api(kind))), "{kind:?}");
    }
    assert!(!keeps_question(&failure(FailureKind::Api(Code::UpstreamBusy))));
}

#[test]
fn use_is_told_with_and_without_a_limit() {
    assert_eq!(used(&meter(3, Some(10))), Message::new("usage_of_limit").with(3_u64).with(10_u64));
    assert_eq!(used(&meter(3, None)), Message::new("usage_without_limit").with(3_u64));
    assert_eq!(left(&meter(12, Some(10))), Some(Message::new("questions_left").with(0_u64).with(10_u64)));
    assert_eq!(left(&meter(3, None)), None);
}

#[test]
fn a_plan_is_spent_at_its_limit_and_never_without_one() {
    assert!(!is_spent(&meter(9, Some(10))));
    assert!(is_spent(&meter(10, Some(10))));
    assert!(is_spent(&meter(11, Some(10))));
    assert!(!is_spent(&meter(u64::MAX, None)));
}

#[test]
fn a_limit_on_cost_is_never_shown_in_money() {
    let reached = |meter: &str| LimitReached {
        plan: "free".into(),
        meter: meter.into(),
        limit: 10,
        used: 10,
        resets_at: "2026-12-01T00:00:00Z".into(),
    };
    let day = Arg::Day("2026-12-01T00:00:00Z".into());
    assert_eq!(limit(&reached("questions")).key, "limit_questions");
    assert_eq!(limit(&reached("agent_steps")).key, "limit_agent_steps");
    assert_eq!(limit(&reached("cost_nanos")), Message::new("limit_fair_use").with(day));
}

#[test]
fn what_was_read_names_closed_frames_only_when_there_are_any() {
    let summary = |sent_chars, unread_frames| ReadSummary {
        page_chars: 41_000,
        sent_chars,
        page_passages: 300,
        sent_passages: 30,
        unread_frames,
        page_ms: 12,
    };
    assert_eq!(read(&summary(41_000, 0), true), [Message::new("read_whole_page").with(41_000_u32)]);
    assert_eq!(
        read(&summary(3_200, 2), false),
        [
            Message::new("read_part_of_page").with(3_200_u32).with(41_000_u32),
            Message::new("read_frames_closed").with(2_u32)
        ]
    );
}

#[test]
fn closed_frames_come_with_the_way_to_open_them_only_while_there_is_one() {
    let summary = ReadSummary {
        page_chars: 10,
        sent_chars: 10,
        page_passages: 1,
        sent_passages: 1,
        unread_frames: 1,
        page_ms: 1,
    };
    let keys = |summary, may_allow| read(summary, may_allow).iter().map(|line| line.key).collect::<Vec<_>>();
    assert_eq!(keys(&summary, true), ["read_whole_page", "read_frames_closed", "read_frames_hint"]);
    assert_eq!(keys(&summary, false), ["read_whole_page", "read_frames_closed"]);
}

#[test]
fn the_button_for_frames_offers_what_is_not_so() {
    assert_eq!(frames(false).map(|message| message.key), ["frames_closed", "frames_allow"]);
    assert_eq!(frames(true).map(|message| message.key), ["frames_open", "frames_close"]);
}

#[test]
fn a_field_that_is_corrected_has_nothing_more_to_say() {
    let error =
        |field: &str| FieldError { field: field.into(), code: "required".into(), detail: "Fill in.".into() };
    let mut two = failure(FailureKind::Api(Code::Invalid));
    two.fields = vec![error("account.email"), error("name")];
    let one = without_field(two.clone(), "email");
    assert_eq!(one.as_ref().map(|failure| failure.fields.as_slice()), Some([error("name")].as_slice()));
    assert!(one.and_then(|failure| without_field(failure, "name")).is_none());
    assert_eq!(without_field(two.clone(), "company"), Some(two));
    let general = failure(FailureKind::Offline);
    assert_eq!(without_field(general.clone(), "email"), Some(general));
}

#[test]
fn field_errors_are_found_by_the_last_part_of_their_path() {
    let fields = [FieldError {
        field: "account.email".into(),
        code: "malformed".into(),
        detail: "No address.".into(),
    }];
    assert_eq!(field_error(&fields, "email"), Some("No address."));
    assert_eq!(field_error(&fields, "mail"), None);
}
