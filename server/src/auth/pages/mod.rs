//! Portal pages of accounts: signing up and in, passwords, confirming the address, the account itself.

mod account;
mod cookie;
mod passwords;
mod sign_in;
mod sign_up;
mod verify;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;
use crate::portal::filters;

/// Forms that take credentials; the rate limit of sign-in stands before them.
pub fn credential_router() -> Router<App> {
    Router::new()
        .route("/sign-up", post(sign_up::submit))
        .route("/sign-in", post(sign_in::submit))
        .route("/forgot-password", post(passwords::submit_forgot))
        .route("/reset-password", post(passwords::submit_reset))
        .route("/verify-email", post(verify::submit))
        .route("/account/resend-verification", post(account::resend_verification))
        .route("/account/password", post(account::submit_password))
        .route("/account/delete", post(account::submit_delete))
}

/// Everything else.
pub fn router() -> Router<App> {
    Router::new()
        .route("/sign-up", get(sign_up::show))
        .route("/sign-in", get(sign_in::show))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/check-mail", get(sign_up::check_mail))
        .route("/forgot-password", get(passwords::show_forgot))
        .route("/reset-password", get(passwords::show_reset))
        .route("/verify-email", get(verify::show))
        .route("/account", get(account::show))
        .route("/account/name", post(account::submit_name))
        .route("/account/sessions/{id}/end", post(account::end_session))
        .route("/account/sign-out-everywhere", post(account::sign_out_everywhere))
}
