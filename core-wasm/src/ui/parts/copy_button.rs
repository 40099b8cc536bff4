//! A button that puts something on the clipboard and says so.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Glyph, Icon};
use crate::ui::port::{Port, agreed};
use crate::ui::text::t;

/// How long "Copied" stands.
const COPIED_FOR: Duration = Duration::from_secs(2);

/// Copies what `text` gives when it is pressed.
#[component]
pub(crate) fn CopyButton(port: Port, label: String, text: Callback<(), String>) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let asked = port.host(|host| host.copy(&text.run(())));
        spawn_local(async move {
            copied.try_set(Some(agreed(asked).await));
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
