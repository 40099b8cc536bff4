use api_types::auth::{LoginRequest, TokenResponse};
use api_types::{Code, Problem};
use axum::extract::State;

use super::keys::ACCESS_TOKEN_LIFE;
use super::throttle::{self, Peer};
use super::{password, rules, sessions, store};
use crate::app::App;
use crate::platform::body::Json;
use crate::platform::problem::{ApiError, ApiResult};

/// A fresh session and the one secret that continues it.
pub struct SignIn {
    /// Account id.
    pub account_id: String,
    /// Session id.
    pub session_id: String,
    /// Refresh token of an API session, cookie of a portal session. Not stored anywhere.
    pub secret: String,
}

/// Sign in.
#[utoipa::path(post, path = "/api/v1/auth/login", tag = "auth", operation_id = "login", security(()),
    request_body = LoginRequest,
    responses((status = 200, body = TokenResponse), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn login(
    State(app): State<App>,
    peer: Peer,
    Json(request): Json<LoginRequest>,
) -> ApiResult<Json<TokenResponse>> {
    let session = sign_in(&app, &request.email, request.password, &peer, sessions::Kind::Api).await?;
    tokens(&app, &session.account_id, &session.session_id, session.secret).map(Json)
}

/// Checks the password and opens a session. Unknown address and wrong password look the same and take as long.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: String,
    peer: &Peer,
    kind: sessions::Kind,
) -> ApiResult<SignIn> {
    let subjects = throttle::subjects(email, peer);
    throttle::check(&app.db, &subjects).await?;
    let account = store::credentials(&app.db, &rules::email_key(email)).await?;
    let (account_id, hash) = account.unzip();
    // A password longer than any that was accepted is wrong; hashing it would be work for nothing.
    let password = if password.len() > rules::MAX_PASSWORD_CHARS * 4 { String::new() } else { password };
    if !password::verify(password, hash).await? {
        throttle::failed(&app.db, &subjects).await?;
        return Err(ApiError::new(Code::InvalidCredentials, "The e-mail address or the password is wrong."));
    }
    throttle::succeeded(&app.db, &subjects).await?;
    let account_id = account_id.ok_or_else(ApiError::unauthorized)?;
    sessions::open(app, account_id, &peer.device, kind).await
}

/// The answer that carries a session's tokens.
pub fn tokens(
    app: &App,
    account_id: &str,
    session_id: &str,
    refresh_token: String,
) -> ApiResult<TokenResponse> {
    let access_token = app.access_keys.sign(account_id, session_id).map_err(ApiError::internal)?;
    Ok(TokenResponse {
        access_token,
        refresh_token,
        expires_in: ACCESS_TOKEN_LIFE.as_secs() as u32,
        token_type: "Bearer".into(),
    })
}
