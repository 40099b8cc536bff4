//! Accounts, sign-in and sessions.
//!
//! A session is one sign-in of one device. An API session lives by single-use refresh tokens and short access tokens,
//! a portal session by a cookie. Whoever holds a [`Caller`] has proved a live session; its [`TenantScope`] is what
//! stores of every feature ask for, and nothing outside this feature can make one.

pub mod api_keys;
mod caller;
mod forgot_password;
mod hot;
mod keys;
mod login;
mod logout;
mod mails;
mod operations;
pub mod pages;
mod password;
mod refresh;
mod register;
mod resend_verification;
mod reset_password;
mod rules;
mod sessions;
mod settings;
mod store;
mod throttle;
mod verify_email;
mod visitor;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use caller::{COOKIE, Caller, Identity, PersonOrKey, PortalCookie, TenantScope, asker};
pub use forgot_password::send_reset_mail;
pub use hot::HotCallers;
pub use keys::AccessKeys;
pub use login::{SignIn, sign_in};
pub use operations::Operation;
pub use register::register_account;
pub use resend_verification::send_verification_mail;
pub use reset_password::reset;
pub use rules::check_password;
pub use sessions::{
    Kind as SessionKind, SESSION_LIFE, SessionRow, delete_expired, list_sessions, revoke_all, revoke_session,
};
pub use settings::{change_name, change_password, delete_account};
pub use store::set_verified_by_admin;
pub use throttle::Peer;
pub use verify_email::verify;
pub use visitor::{SignedIn, Visitor};

use crate::app::App;

/// Routes that take credentials; the rate limit of sign-in stands before them.
pub fn credential_router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(login::login))
        .routes(routes!(refresh::refresh))
        .routes(routes!(verify_email::verify_email))
        .routes(routes!(forgot_password::forgot_password))
        .routes(routes!(reset_password::reset_password))
}

/// Routes of a signed-in person.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(logout::logout))
        .routes(routes!(resend_verification::resend_verification))
}
