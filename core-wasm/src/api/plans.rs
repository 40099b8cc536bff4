//! `GET /plans`.

use api_types::plans::PlanList;

use super::{ApiError, Client, Transport};
use crate::browser::Browser;

impl<B: Browser, T: Transport> Client<B, T> {
    /// The plan catalogue.
    pub async fn plans(&self) -> Result<PlanList, ApiError> {
        self.get_open("/plans").await
    }
}
