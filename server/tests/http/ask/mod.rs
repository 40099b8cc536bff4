mod answers;
mod bad_input;
mod failures;
mod idempotency;
