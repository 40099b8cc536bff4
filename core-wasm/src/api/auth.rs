//! `/auth/*`.

use std::rc::Rc;

use api_types::auth::{
    Done, ForgotPasswordRequest, LoginRequest, LogoutRequest, RegisterRequest, RegisterResponse,
    TokenResponse,
};

use super::{ApiError, Client, Transport};
use crate::browser::Browser;

impl<B: Browser, T: Transport> Client<B, T> {
    /// Creates an account; sign in after it.
    pub async fn register(&self, account: &RegisterRequest) -> Result<RegisterResponse, ApiError> {
        self.whole(self.post("/auth/register", account)?).await
    }

    /// Signs in.
    pub async fn login(&self, credentials: &LoginRequest) -> Result<(), ApiError> {
        let tokens: TokenResponse = self.whole(self.post("/auth/login", credentials)?).await?;
        self.session.begin(tokens).await;
        Ok(())
    }

    /// Signs out. Here it always works; `everywhere` needs the server.
    pub async fn logout(self: &Rc<Self>, everywhere: bool) -> Result<(), ApiError> {
        let told = self.whole_signed::<Done>(self.post("/auth/logout", &LogoutRequest { everywhere })?).await;
        match told {
            Err(error) if everywhere && error != ApiError::SignedOut => return Err(error),
            _ => self.session.end().await,
        }
        Ok(())
    }

    /// Sends a mail with a link to set a new password.
    pub async fn forgot_password(&self, email: String) -> Result<(), ApiError> {
        self.whole::<Done>(self.post("/auth/forgot-password", &ForgotPasswordRequest { email })?).await?;
        Ok(())
    }

    /// Sends the confirmation mail again.
    pub async fn resend_verification(self: &Rc<Self>) -> Result<(), ApiError> {
        let nothing = serde_json::Map::new();
        self.whole_signed::<Done>(self.post("/auth/resend-verification", &nothing)?).await?;
        Ok(())
    }
}
