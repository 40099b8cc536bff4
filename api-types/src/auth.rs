//! `POST /api/v1/auth/*`.

use serde::{Deserialize, Serialize};

/// `POST /auth/register`. The answer is the same whether or not the mail address was known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterRequest {
    /// Full name, 1 to 100 characters.
    pub name: String,
    /// Company, up to 100 characters; names the workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// E-mail address, up to 254 characters.
    pub email: String,
    /// 10 to 200 characters.
    pub password: String,
}

/// Answer of `POST /auth/register`: sign in with the same mail and password to go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterResponse {
    /// The address the confirmation mail goes to.
    pub email: String,
}

/// `POST /auth/login`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Answer of `POST /auth/login` and `POST /auth/refresh`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenResponse {
    /// Bearer token for every other operation.
    pub access_token: String,
    /// Opaque, single use: exchange it at `/auth/refresh`.
    pub refresh_token: String,
    /// Life of the access token in seconds.
    pub expires_in: u32,
    /// Always `Bearer`.
    pub token_type: String,
}

/// `POST /auth/refresh`. A refresh token that was used before revokes its whole family.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The newest refresh token of the session.
    pub refresh_token: String,
}

/// `POST /auth/logout`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LogoutRequest {
    /// End every session of the user, not only this one.
    #[serde(default)]
    pub everywhere: bool,
}

/// `POST /auth/verify-email`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifyEmailRequest {
    /// Token from the mail.
    pub token: String,
}

/// `POST /auth/forgot-password`. The answer is the same whether or not the address is known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgotPasswordRequest {
    /// E-mail address.
    pub email: String,
}

/// `POST /auth/reset-password`. Ends every session of the user.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResetPasswordRequest {
    /// Token from the mail.
    pub token: String,
    /// The new password, 10 to 200 characters.
    pub password: String,
}

/// Answer of operations that have nothing to tell.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Done {
    /// Always `true`.
    pub done: bool,
}
