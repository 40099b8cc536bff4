//! Files that are given to a run with its goal.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Event, File, FileList, HtmlInputElement};

use super::Watch;
use crate::protocol::UploadFile;
use crate::ui::parts::{Glyph, Icon, base64};
use crate::ui::text::t;

/// Most files of a run, and most bytes of all of them, as the background takes them.
const MOST: usize = 10;
const MOST_BYTES: usize = 5 * 1024 * 1024;

/// The button that opens the browser's file dialog.
#[component]
pub(crate) fn Attach(watch: Watch, failed: RwSignal<Option<String>>) -> impl IntoView {
    let chosen = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let files = input.files().map(all).unwrap_or_default();
        input.set_value("");
        failed.set(None);
        watch.reading.update(|reading| *reading += 1);
        spawn_local(async move {
            for file in files {
                // One that is far too large is not even read.
                if file.size() > MOST_BYTES as f64 {
                    failed.set(Some(t!("files_too_large", file.name())));
                    continue;
                }
                match base64(&file).await {
                    Ok(content) => add(watch, failed, &file, content),
                    Err(failure) => failed.set(Some(failure.detail)),
                }
            }
            watch.reading.update(|reading| *reading -= 1);
        });
    };
    view! {
        <label class="icon-button attach" title=t!("files_attach")>
            <Icon glyph=Glyph::Attach />
            <span class="unseen">{t!("files_attach")}</span>
            <input class="unseen" type="file" multiple on:change=chosen />
        </label>
    }
}

/// The files that were chosen, each with a way to take it back.
#[component]
pub(crate) fn Files(watch: Watch, failed: RwSignal<Option<String>>) -> impl IntoView {
    let remove = move |name: String| {
        watch.files.update(|files| files.retain(|file| file.name != name));
        failed.set(None);
    };
    let row = move |file: UploadFile| {
        let label = t!("files_remove", file.name.clone());
        let name = file.name.clone();
        view! {
            <li class="file">
                <Icon glyph=Glyph::Page />
                <bdi class="file-name">{file.name.clone()}</bdi>
                <span class="quiet">{size(bytes(&file.content))}</span>
                <button
                    type="button"
                    class="icon-button tiny"
                    aria-label=label.clone()
                    title=label
                    on:click=move |_| remove(name.clone())
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </li>
        }
    };
    view! {
        {move || {
            (!watch.files.with(Vec::is_empty))
                .then(|| {
                    view! {
                        <ul class="files" aria-label=t!("files")>
                            <For each=move || watch.files.get() key=|file| file.name.clone() children=row />
                        </ul>
                    }
                })
        }}
        {move || failed.get().map(|sentence| view! { <p class="field-error" role="alert">{sentence}</p> })}
    }
}

/// A file of the same name takes the place of the one before.
fn add(watch: Watch, failed: RwSignal<Option<String>>, file: &File, content: String) {
    let mut files = watch.files.get_untracked();
    files.retain(|known| known.name != file.name());
    files.push(UploadFile { name: file.name(), media_type: file.type_(), content });
    if files.len() > MOST || files.iter().map(|file| bytes(&file.content)).sum::<usize>() > MOST_BYTES {
        return failed.set(Some(t!("files_too_large", file.name())));
    }
    watch.files.set(files);
}

fn all(list: FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// How many bytes a text in base64 stands for.
fn bytes(base64: &str) -> usize {
    base64.trim_end_matches('=').len() * 3 / 4
}

fn size(bytes: usize) -> String {
    let (kilo, mega) = (1024.0, 1024.0 * 1024.0);
    match bytes as f64 {
        bytes if bytes >= mega => t!("size_mb", format!("{:.1}", bytes / mega)),
        bytes => t!("size_kb", format!("{:.0}", (bytes / kilo).ceil())),
    }
}
