//! From a file of the person's to a call.

use leptos::prelude::*;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement, MouseEvent};

use super::resume::Shelf;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::text::t;

/// Largest file the server takes.
const LARGEST: f64 = 5.0 * 1024.0 * 1024.0;
/// Kinds of file the server reads.
const KINDS: [&str; 4] = [".pdf", ".docx", ".txt", ".md"];

/// Why `file` need not even be sent.
pub(super) fn refuses(file: &File) -> Option<String> {
    let name = file.name().to_lowercase();
    if !KINDS.iter().any(|kind| name.ends_with(kind)) {
        return Some(t!("resume_wrong_kind"));
    }
    if file.size() > LARGEST {
        return Some(t!("resume_too_large"));
    }
    (file.size() == 0.0).then(|| t!("resume_empty_file"))
}

/// The place to drop a file on, or to press and choose one.
#[component]
pub(super) fn Drop(shelf: Shelf) -> impl IntoView {
    let over = RwSignal::new(false);
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| first(data.files())) {
            shelf.put(file);
        }
    };
    view! {
        <label
            class="drop"
            class:over=move || over.get()
            class:busy=move || shelf.attempt.busy.get()
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
        >
            <Picker shelf />
            <Icon glyph=Glyph::Upload />
            <span class="drop-title" role="status">
                {move || if shelf.attempt.busy.get() { t!("resume_uploading") } else { t!("resume_choose") }}
            </span>
            <span class="quiet">{t!("resume_kinds")}</span>
        </label>
        <p class="quiet">{t!("resume_why")}</p>
    }
}

/// The file input itself; what is seen of it is the label around it.
#[component]
pub(super) fn Picker(shelf: Shelf) -> impl IntoView {
    let chosen = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = first(input.files()) {
            shelf.put(file);
        }
        input.set_value("");
    };
    // Firefox closes the popup when its file dialog opens: there the popup moves into a window first.
    let detach = move |event: MouseEvent| {
        if shelf.desk.port.host(|host| host.closes_for_files()) {
            event.prevent_default();
            shelf.desk.port.host(|host| host.open_popup());
        }
    };
    view! { <input class="unseen" type="file" accept=KINDS.join(",") on:click=detach on:change=chosen /> }
}

fn first(files: Option<FileList>) -> Option<File> {
    files.and_then(|files| files.get(0))
}
