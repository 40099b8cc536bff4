//! Which words a state gets. Pure: the words themselves are in `extension/_locales`.

use api_types::usage::{MeterUsage, Usage};
use api_types::{Code, FieldError, LimitReached};

use super::message::{Arg, Message};
use super::password::Strength;
use crate::protocol::{Failure, FailureKind, PageCheck, ReadSummary, TurnStatus};

/// What a person can do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Do the same again.
    Retry,
    /// Sign in.
    SignIn,
    /// Take a larger plan.
    Upgrade,
    /// Confirm the mail address.
    ConfirmMail,
    /// Change what was typed.
    Correct,
}

/// Whether `failure` came before anything was answered for a reason outside the question, so that the question goes
/// back into the input.
pub fn keeps_question(failure: &Failure) -> bool {
    !matches!(remedy(failure), Remedy::Retry)
}

/// What to do about `failure`.
pub fn remedy(failure: &Failure) -> Remedy {
    match failure.kind {
        FailureKind::SignedOut | FailureKind::Api(Code::Unauthorized) => Remedy::SignIn,
        FailureKind::Api(Code::LimitReached | Code::SubscriptionNeeded) => Remedy::Upgrade,
        FailureKind::Api(Code::EmailNotVerified) => Remedy::ConfirmMail,
        FailureKind::Api(
            Code::InvalidBody
            | Code::InvalidCredentials
            | Code::InvalidToken
            | Code::Forbidden
            | Code::NotFound
            | Code::MethodNotAllowed
            | Code::Conflict
            | Code::TooLarge
            | Code::UnsupportedMediaType
            | Code::Invalid
            | Code::IdempotencyKeyReused
            | Code::UnreadableDocument,
        )
        | FailureKind::Unreadable
        | FailureKind::NotAllowed => Remedy::Correct,
        FailureKind::Api(
            Code::TooManyRequests
            | Code::Internal
            | Code::UpstreamFailed
            | Code::Unavailable
            | Code::UpstreamBusy
            | Code::UpstreamTimeout,
        )
        | FailureKind::Offline
        | FailureKind::Interrupted
        | FailureKind::PageGone
        | FailureKind::EmptyPage
        | FailureKind::Internal => Remedy::Retry,
    }
}

/// Our own sentence for `kind`, used when the server sent none.
pub fn sentence(kind: FailureKind) -> Message {
    match kind {
        FailureKind::Offline => Message::new("failure_offline"),
        FailureKind::Interrupted => Message::new("failure_interrupted"),
        FailureKind::SignedOut | FailureKind::Api(Code::Unauthorized) => Message::new("failure_signed_out"),
        FailureKind::Unreadable => Message::new("failure_unreadable"),
        FailureKind::PageGone => Message::new("failure_page_gone"),
        FailureKind::EmptyPage => Message::new("failure_empty_page"),
        FailureKind::NotAllowed | FailureKind::Api(Code::Forbidden) => Message::new("failure_forbidden"),
        FailureKind::Api(Code::InvalidCredentials) => Message::new("failure_invalid_credentials"),
        FailureKind::Api(Code::InvalidToken) => Message::new("failure_invalid_token"),
        FailureKind::Api(Code::SubscriptionNeeded) => Message::new("failure_subscription_needed"),
        FailureKind::Api(Code::EmailNotVerified) => Message::new("failure_email_not_verified"),
        FailureKind::Api(Code::Conflict | Code::IdempotencyKeyReused) => Message::new("failure_conflict"),
        FailureKind::Api(Code::TooLarge) => Message::new("failure_too_large"),
        FailureKind::Api(Code::UnsupportedMediaType) => Message::new("failure_unsupported_media_type"),
        FailureKind::Api(Code::UnreadableDocument) => Message::new("failure_unreadable_document"),
        FailureKind::Api(Code::Invalid | Code::InvalidBody) => Message::new("failure_invalid"),
        FailureKind::Api(Code::LimitReached) => Message::new("failure_limit_reached"),
        FailureKind::Api(Code::TooManyRequests) => Message::new("failure_too_many_requests"),
        FailureKind::Api(Code::UpstreamFailed) => Message::new("failure_upstream_failed"),
        FailureKind::Api(Code::UpstreamBusy) => Message::new("failure_upstream_busy"),
        FailureKind::Api(Code::UpstreamTimeout) => Message::new("failure_upstream_timeout"),
        FailureKind::Api(Code::Unavailable) => Message::new("failure_unavailable"),
        FailureKind::Internal
        | FailureKind::Api(Code::Internal | Code::NotFound | Code::MethodNotAllowed) => {
            Message::new("failure_internal")
        }
    }
}

/// What the field `name` has to say in `failure`: the server's sentence. Paths (`user.email`) count by their last part.
pub fn field_error<'a>(fields: &'a [FieldError], name: &str) -> Option<&'a str> {
    let last = |field: &str| field.rsplit('.').next() == Some(name);
    fields.iter().find(|error| last(&error.field)).map(|error| error.detail.as_str())
}

/// The meter of questions, if the plan counts them.
pub fn questions(usage: &Usage) -> Option<&MeterUsage> {
    usage.meters.iter().find(|meter| meter.meter == "questions")
}

/// Whether nothing is left of `meter`.
pub fn is_spent(meter: &MeterUsage) -> bool {
    meter.limit.is_some_and(|limit| meter.used >= limit)
}

/// "3 of 10 questions used".
pub fn used(meter: &MeterUsage) -> Message {
    match meter.limit {
        Some(limit) => Message::new("usage_of_limit").with(meter.used).with(limit),
        None => Message::new("usage_without_limit").with(meter.used),
    }
}

/// "7 of 10 questions left", nothing without a limit.
pub fn left(meter: &MeterUsage) -> Option<Message> {
    let limit = meter.limit?;
    Some(Message::new("questions_left").with(limit.saturating_sub(meter.used)).with(limit))
}

/// What the limit card says: what is used up, and when there is more. A meter of money is never named in money.
pub fn limit(limit: &LimitReached) -> Message {
    let day = Arg::Day(limit.resets_at.clone());
    match limit.meter.as_str() {
        "questions" => Message::new("limit_questions").with(limit.used).with(limit.limit).with(day),
        _ => Message::new("limit_fair_use").with(day),
    }
}

/// The word for a password's strength.
pub fn strength(strength: Strength) -> Message {
    match strength {
        Strength::TooShort => Message::new("strength_too_short").with(super::password::SHORTEST as u64),
        Strength::Weak => Message::new("strength_weak"),
        Strength::Fair => Message::new("strength_fair"),
        Strength::Strong => Message::new("strength_strong"),
    }
}

/// Why a page can not be read and what to do instead: a title and a sentence. Nothing for a page that can.
pub fn unreadable(page: PageCheck) -> Option<[Message; 2]> {
    match page {
        PageCheck::Readable => None,
        PageCheck::BrowserPage => {
            Some([Message::new("page_browser_title"), Message::new("page_browser_text")])
        }
        PageCheck::Pdf => Some([Message::new("page_pdf_title"), Message::new("page_pdf_text")]),
        PageCheck::LocalFile => Some([Message::new("page_file_title"), Message::new("page_file_text")]),
        PageCheck::NotADocument => Some([Message::new("page_media_title"), Message::new("page_media_text")]),
    }
}

/// "Read 3,200 of 41,000 characters of this page", and the frames that stayed closed.
pub fn read(summary: &ReadSummary) -> Vec<Message> {
    let mut lines = vec![if summary.sent_chars >= summary.page_chars {
        Message::new("read_whole_page").with(summary.page_chars)
    } else {
        Message::new("read_part_of_page").with(summary.sent_chars).with(summary.page_chars)
    }];
    if summary.unread_frames > 0 {
        lines.push(Message::new("read_frames_closed").with(summary.unread_frames));
    }
    lines
}

/// What a screen reader hears of a turn: each status once, never the words as they come.
pub fn status(status: TurnStatus) -> Message {
    match status {
        TurnStatus::Reading => Message::new("status_reading"),
        TurnStatus::Answering => Message::new("status_answering"),
        TurnStatus::Done => Message::new("status_done"),
        TurnStatus::Stopped => Message::new("status_stopped"),
        TurnStatus::Failed => Message::new("status_failed"),
    }
}

#[cfg(test)]
mod tests {
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
        for kind in [Code::LimitReached, Code::SubscriptionNeeded, Code::EmailNotVerified, Code::Unauthorized]
        {
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
        assert_eq!(read(&summary(41_000, 0)), [Message::new("read_whole_page").with(41_000_u32)]);
        assert_eq!(
            read(&summary(3_200, 2)),
            [
                Message::new("read_part_of_page").with(3_200_u32).with(41_000_u32),
                Message::new("read_frames_closed").with(2_u32)
            ]
        );
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
}
