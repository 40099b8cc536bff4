//! The resume: what answers may use when the person says so.

use api_types::profile::Resume;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use super::resume_card::{ResumeCard, ResumeCardProps};
use super::upload::{self, Drop, DropProps};
use crate::protocol::ViewRequest;
use crate::ui::parts::{Attempt, FailureNote, base64};
use crate::ui::text::t;

/// What the parts of the section share.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub(super) desk: Desk,
    pub(super) resume: RwSignal<Option<Resume>>,
    /// Uploading, replacing or deleting.
    pub(super) attempt: Attempt,
    /// Why a file was not even sent.
    pub(super) refused: RwSignal<Option<String>>,
}

impl Shelf {
    /// Sends `file` and shows what was read of it.
    pub(super) fn put(self, file: web_sys::File) {
        self.refused.set(upload::refuses(&file));
        if self.refused.with_untracked(Option::is_some) {
            return;
        }
        let port = self.desk.port;
        let call = async move {
            let content = base64(&file).await?;
            port.resume(ViewRequest::PutResume { file_name: file.name(), content }).await
        };
        self.attempt.run(call, move |resume| self.resume.set(resume));
    }

    /// Deletes it.
    pub(super) fn delete(self) {
        let call = self.desk.port.resume(ViewRequest::DeleteResume {});
        self.attempt.run(call, move |resume| self.resume.set(resume));
    }
}

/// The section: a place to drop a file, or what is stored.
#[component]
pub(super) fn ResumeSection(desk: Desk) -> impl IntoView {
    let shelf =
        Shelf { desk, resume: RwSignal::new(None), attempt: Attempt::new(), refused: RwSignal::new(None) };
    let stored = desk.state.with_untracked(|state| {
        state.as_ref().and_then(|state| state.account.as_ref()).is_some_and(|account| account.me.has_resume)
    });
    let loading = RwSignal::new(stored);
    if stored {
        spawn_local(async move {
            match desk.port.resume(ViewRequest::GetResume {}).await {
                Ok(resume) => shelf.resume.set(resume),
                Err(failure) => shelf.attempt.fail(failure),
            }
            loading.set(false);
        });
    }
    view! {
        <section class="section" aria-labelledby="resume-title" aria-busy=move || shelf.attempt.busy.get().to_string()>
            <div class="section-head">
                <h2 id="resume-title">{t!("resume")}</h2>
            </div>
            {move || match shelf.resume.get() {
                _ if loading.get() => view! { <div class="bone"></div> }.into_any(),
                Some(resume) => ResumeCard(ResumeCardProps { shelf, resume }).into_any(),
                None => Drop(DropProps { shelf }).into_any(),
            }}
            {move || {
                shelf.refused.get().map(|sentence| view! { <p class="field-error" role="alert">{sentence}</p> })
            }}
            {move || shelf.attempt.failure.get().map(|failure| view! { <FailureNote failure port=desk.port /> })}
        </section>
    }
}
