//! The resume.

use std::rc::Rc;

use super::Background;
use crate::api::Transport;
use crate::browser::Browser;
use crate::protocol::{Failure, ViewResult};

impl<B: Browser, T: Transport> Background<B, T> {
    pub(super) async fn resume(&self) -> Result<ViewResult, Failure> {
        Ok(ViewResult::Resume { resume: self.client.resume().await? })
    }

    pub(super) async fn put_resume(
        self: &Rc<Self>,
        file_name: &str,
        content: &str,
    ) -> Result<ViewResult, Failure> {
        let resume = self.client.put_resume(file_name, content).await?;
        self.tell_state_soon();
        Ok(ViewResult::Resume { resume: Some(resume) })
    }

    pub(super) async fn delete_resume(self: &Rc<Self>) -> Result<ViewResult, Failure> {
        self.client.delete_resume().await?;
        self.tell_state_soon();
        Ok(ViewResult::Resume { resume: None })
    }

    /// Tells the state after the reply: whether there is a resume is part of it, and so are the questions left.
    pub(super) fn tell_state_soon(self: &Rc<Self>) {
        let background = Rc::clone(self);
        self.browser.spawn(Box::pin(async move { background.tell_state().await }));
    }
}
