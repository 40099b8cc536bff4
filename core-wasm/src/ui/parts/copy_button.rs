//! A button that puts something on the clipboard and says so.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Glyph, Icon};
use crate::ui::port::{Port, agreed};
use crate::ui::text::t;

/// How long "Copied" stands.
const COPIED_FOR: Duration = Duration::from_secs(2);

/// Copies what `text` comes to when it is pressed; nothing can be copied when it comes to nothing.
#[component]
pub(crate) fn CopyButton<F>(port: Port, label: String, text: impl Fn() -> F + 'static) -> impl IntoView
where
    F: Future<Output = Option<String>> + 'static,
{
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text();
        spawn_local(async move {
            let done = match text.await {
                Some(text) => agreed(port.host(|host| host.copy(&text))).await,
                None => false,
            };
            copied.try_set(Some(done));
            set_timeout(
                move || {
                    copied.try_set(None);
                },
                COPIED_FOR,
            );
        });
    };
    let shown = move || match copied.get() {
        None => label.clone(),
        Some(true) => t!("copied"),
        Some(false) => t!("copy_failed"),
    };
    view! {
        <button type="button" class="action" on:click=copy>
            {move || {
                let glyph = if copied.get() == Some(true) { Glyph::Check } else { Glyph::Copy };
                view! { <Icon glyph /> }
            }}
            <span aria-live="polite">{shown}</span>
        </button>
    }
}
