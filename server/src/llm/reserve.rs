use super::prices::price;
use crate::app::App;
use crate::auth::{Caller, Operation};
use crate::platform::problem::{ApiError, ApiResult};
use crate::platform::request_id;
use crate::usage::{Hold, Reservation, Unit};
use api_types::Code;

/// True upper bounds of a call.
pub struct Bound<'a> {
    /// `ask`, `chat_completions`, `agent_step`.
    pub operation: &'static str,
    /// What it is one of.
    pub unit: Unit,
    /// Model asked for.
    pub model: &'a str,
    /// Bytes of everything sent. A token is at least one byte, so this bounds the input tokens.
    pub input_bytes: usize,
    /// Most tokens the model may write; the same number goes upstream.
    pub max_output_tokens: u64,
}

/// Takes one unit and the most it can cost, or says why not. Nothing goes upstream before this.
pub async fn reserve(app: &App, caller: &Caller, bound: &Bound<'_>) -> ApiResult<Hold> {
    caller.require(Operation::Ask)?;
    if app.settings.require_verified_email && caller.identity.email_verified_at.is_none() {
        return Err(ApiError::new(
            Code::EmailNotVerified,
            "Confirm your e-mail address first: we sent you a link.",
        ));
    }
    let reservation = Reservation {
        request_id: request_id::current().unwrap_or_else(crate::platform::id::new_id),
        attempt: 1,
        operation: bound.operation,
        unit: bound.unit,
        cost_nanos: price(bound.model).cost(bound.input_bytes as u64, bound.max_output_tokens),
        model: bound.model.to_owned(),
    };
    app.metering.reserve(caller, reservation).await
}
