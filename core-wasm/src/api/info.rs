//! `GET /info`.

use api_types::info::ServerInfo;

use super::{ApiError, Client, Transport};
use crate::browser::Browser;

impl<B: Browser, T: Transport> Client<B, T> {
    /// What the server tells without sign-in.
    pub async fn info(&self) -> Result<ServerInfo, ApiError> {
        self.get_open("/info").await
    }
}
