//! Which words a run gets: its states, what it uses, what a person is asked to allow.

use crate::gate::{DataClass, Rule};
use crate::protocol::{RunStatus, RunUse};
use crate::ui::message::Message;

/// Where a run stands, in a few words.
pub fn status(status: &RunStatus) -> Message {
    Message::new(match status {
        RunStatus::Observing {} => "run_looking",
        RunStatus::Asking {} => "run_thinking",
        RunStatus::Judging {} => "run_checking",
        RunStatus::Acting {} => "run_acting",
        RunStatus::WaitingForApproval { .. } => "run_waiting_for_approval",
        RunStatus::WaitingForUser { stuck: true, .. } => "run_stuck",
        RunStatus::WaitingForUser { .. } => "run_waiting_for_answer",
        RunStatus::Paused { .. } => "run_paused",
        RunStatus::TakenOver {} => "run_taken_over",
        RunStatus::Done { .. } => "run_done",
        RunStatus::Ended { reason, .. } => match reason.as_str() {
            "stopped" => "run_stopped",
            "limit" => "run_limit",
            _ => "run_failed",
        },
    })
}

/// What a run has used of what it may use. A cost that nobody knows is called so.
pub fn budget(used: &RunUse, limits: &RunUse) -> Vec<Message> {
    let mut parts = vec![
        Message::new("run_used_steps").with(used.steps).with(limits.steps),
        Message::new("run_used_time").with(clock(used.time_ms)).with(clock(limits.time_ms)),
        Message::new("run_used_tokens").with(used.tokens),
    ];
    parts.push(cost(used));
    parts
}

/// The greatest share of a limit that is used, in percent: what will end the run first.
pub fn share(used: &RunUse, limits: &RunUse) -> u64 {
    let shares = [
        (u64::from(used.steps), u64::from(limits.steps)),
        (used.time_ms, limits.time_ms),
        (used.tokens, limits.tokens),
        used.cost_nanos.zip(limits.cost_nanos).unwrap_or_default(),
    ];
    let percent = |(used, limit): (u64, u64)| used.saturating_mul(100).checked_div(limit).unwrap_or(0);
    shares.into_iter().map(percent).max().unwrap_or(0).min(100)
}

/// `m:ss`.
pub fn clock(ms: u64) -> String {
    let seconds = ms / 1_000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What a run cost.
pub fn cost(used: &RunUse) -> Message {
    match used.cost_nanos {
        Some(nanos) => Message::new("run_used_cost").with(dollars(nanos)),
        None => Message::new("run_cost_unknown"),
    }
}

/// Dollars with as many digits as a small amount needs, rounded up: it never looks cheaper than it is.
fn dollars(nanos: u64) -> String {
    let tenths_of_cents = nanos.div_ceil(1_000_000);
    format!("{}.{:03}", tenths_of_cents / 1_000, tenths_of_cents % 1_000)
}

/// How long a yes still counts; nothing when it is too late.
pub fn time_left(until_ms: u64, now_ms: u64) -> Option<Message> {
    let left = until_ms.checked_sub(now_ms).filter(|left| *left > 0)?;
    Some(Message::new("approval_time_left").with(clock(left.div_ceil(1_000) * 1_000)))
}

/// Why an act needs the person's yes.
pub fn rule(rule: Rule) -> Message {
    Message::new(match rule {
        Rule::Pays => "approval_pays",
        Rule::Sends => "approval_sends",
        Rule::Posts => "approval_posts",
        Rule::Shares => "approval_shares",
        Rule::Deletes => "approval_deletes",
        Rule::Permits => "approval_permits",
        Rule::Confirms => "approval_confirms",
        Rule::ChangesSettings => "approval_changes_settings",
        Rule::SignsIn => "approval_signs_in",
        Rule::SecretField => "approval_secret_field",
        Rule::CardField => "approval_card_field",
        Rule::WritesSecret => "approval_writes_secret",
        Rule::Downloads => "approval_downloads",
        Rule::Uploads => "approval_uploads",
        Rule::CrossOriginSubmit => "approval_cross_origin_submit",
        Rule::CrossOriginFrame => "approval_cross_origin_frame",
        Rule::MovesData => "approval_moves_data",
        Rule::CarriesData => "approval_carries_data",
        Rule::PastesClipboard => "approval_pastes_clipboard",
        Rule::NewOrigin => "approval_new_origin",
        // The gate asks for none of these; whatever it asks for, nobody knows what it is.
        Rule::UnknownSubmit
        | Rule::Observes
        | Rule::FollowsLink
        | Rule::GoesTo
        | Rule::MovesInHistory
        | Rule::Searches
        | Rule::MovesFocus
        | Rule::WritesField
        | Rule::Chooses
        | Rule::PressesControl
        | Rule::Drags => "approval_unknown_submit",
    })
}

/// The word for a kind of data; none where there is nothing to say.
pub fn data_class(class: DataClass) -> Option<Message> {
    let key = match class {
        DataClass::Plain => return None,
        DataClass::Personal => "data_personal",
        DataClass::Secret => "data_secret",
        DataClass::Payment => "data_payment",
        DataClass::File => "data_file",
    };
    Some(Message::new(key))
}

#[cfg(test)]
#[path = "wording_tests.rs"]
mod tests;
