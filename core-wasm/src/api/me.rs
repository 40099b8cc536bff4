//! `GET /me`.

use std::rc::Rc;

use api_types::me::Me;

use super::{ApiError, Client, Transport};
use crate::browser::Browser;

impl<B: Browser, T: Transport> Client<B, T> {
    /// The signed-in user, the workspace and its plan.
    pub async fn me(self: &Rc<Self>) -> Result<Me, ApiError> {
        self.get("/me").await
    }
}
