//! `GET /usage`.

use std::rc::Rc;

use api_types::usage::Usage;

use super::{ApiError, Client, Transport};
use crate::browser::Browser;

impl<B: Browser, T: Transport> Client<B, T> {
    /// Use in the current period.
    pub async fn usage(self: &Rc<Self>) -> Result<Usage, ApiError> {
        self.get("/usage").await
    }
}
