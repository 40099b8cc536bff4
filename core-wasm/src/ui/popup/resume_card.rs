//! The stored resume.

use api_types::profile::Resume;
use leptos::prelude::*;

use super::resume::Shelf;
use super::upload::{Picker, PickerProps};
use crate::ui::message::Arg;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::text::t;

/// Its name, what was read of it, and ways to replace and to delete it. Deleting asks in place.
#[component]
pub(super) fn ResumeCard(shelf: Shelf, resume: Resume) -> impl IntoView {
    let asking = RwSignal::new(false);
    let busy = move || shelf.attempt.busy.get().then_some("true");
    let words = resume.text.split_whitespace().count() as u64;
    let since = Arg::Day(resume.uploaded_at);
    view! {
        <div class="file">
            <Icon glyph=Glyph::File />
            <div class="file-body">
                <bdi class="file-name">{resume.file_name}</bdi>
                <span class="quiet">{t!("resume_stored", words, since)}</span>
            </div>
        </div>
        <details class="more">
            <summary>
                {t!("resume_text")} <Icon glyph=Glyph::Down />
            </summary>
            <div class="resume-text" dir="auto" tabindex="0" role="region" aria-label=t!("resume_text")>
                {resume.text}
            </div>
        </details>
        {move || {
            if asking.get() {
                view! {
                    <div class="row" role="group" aria-labelledby="resume-sure">
                        <span id="resume-sure" class="row-text">
                            {t!("resume_sure")}
                        </span>
                        <button type="button" class="button small danger" aria-disabled=busy on:click=move |_| shelf.delete()>
                            {t!("delete")}
                        </button>
                        <button type="button" class="button small" autofocus on:click=move |_| asking.set(false)>
                            {t!("keep")}
                        </button>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <div class="row">
                        <label class="button small file-button">
                            {Picker(PickerProps { shelf })}
                            {move || if shelf.attempt.busy.get() { t!("resume_uploading") } else { t!("resume_replace") }}
                        </label>
                        <button type="button" class="button small quiet-button" on:click=move |_| asking.set(true)>
                            {t!("delete")}
                        </button>
                    </div>
                }
                    .into_any()
            }
        }}
    }
}
