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
    fields.iter().find(|error| is_field(&error.field, name)).map(|error| error.detail.as_str())
}

fn is_field(path: &str, name: &str) -> bool {
    path.rsplit('.').next() == Some(name)
}

/// The meters that people see, in their order.
pub fn shown(usage: &Usage) -> Vec<MeterUsage> {
    usage
        .meters
        .iter()
        .filter(|meter| matches!(meter.meter.as_str(), "questions" | "agent_steps"))
        .cloned()
        .collect()
}

/// The meter of questions, if the plan counts them.
pub fn questions(usage: &Usage) -> Option<&MeterUsage> {
    usage.meters.iter().find(|meter| meter.meter == "questions")
}

/// Whether nothing is left of `meter`.
pub fn is_spent(meter: &MeterUsage) -> bool {
    meter.limit.is_some_and(|limit| meter.used >= limit)
}

/// What the meter's bar is called.
pub fn meter_name(meter: &MeterUsage) -> Message {
    Message::new(if meter.meter == "agent_steps" { "usage_steps_heading" } else { "usage_heading" })
}

/// "3 of 10 questions used", "12 of 50 agent steps used".
pub fn used(meter: &MeterUsage) -> Message {
    let steps = meter.meter == "agent_steps";
    match meter.limit {
        Some(limit) => {
            let key = if steps { "usage_steps_of_limit" } else { "usage_of_limit" };
            Message::new(key).with(meter.used).with(limit)
        }
        None => {
            let key = if steps { "usage_steps_without_limit" } else { "usage_without_limit" };
            Message::new(key).with(meter.used)
        }
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
        "agent_steps" => Message::new("limit_agent_steps").with(limit.used).with(limit.limit).with(day),
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

/// "Read 3,200 of 41,000 characters of this page", and the frames that stayed closed. `may_allow`: a person could still
/// open them.
pub fn read(summary: &ReadSummary, may_allow: bool) -> Vec<Message> {
    let mut lines = vec![if summary.sent_chars >= summary.page_chars {
        Message::new("read_whole_page").with(summary.page_chars)
    } else {
        Message::new("read_part_of_page").with(summary.sent_chars).with(summary.page_chars)
    }];
    if summary.unread_frames > 0 {
        lines.push(Message::new("read_frames_closed").with(summary.unread_frames));
        if may_allow {
            lines.push(Message::new("read_frames_hint"));
        }
    }
    lines
}

/// Whether embedded parts from other sites are read, and what the button that changes it says.
pub fn frames(allowed: bool) -> [Message; 2] {
    if allowed {
        [Message::new("frames_open"), Message::new("frames_close")]
    } else {
        [Message::new("frames_closed"), Message::new("frames_allow")]
    }
}

/// What is said of clicks and keys of the browser's own, and what the button does.
pub fn trusted_input(on: bool) -> [Message; 2] {
    if on {
        [Message::new("trusted_on"), Message::new("trusted_switch_off")]
    } else {
        [Message::new("trusted_off"), Message::new("trusted_switch_on")]
    }
}

/// `failure` once the field `name` is being corrected: what is left to say, nothing when that was all.
pub fn without_field(mut failure: Failure, name: &str) -> Option<Failure> {
    if field_error(&failure.fields, name).is_none() {
        return Some(failure);
    }
    failure.fields.retain(|error| !is_field(&error.field, name));
    (!failure.fields.is_empty()).then_some(failure)
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
#[path = "wording_tests.rs"]
mod tests;
