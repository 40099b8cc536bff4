//! Clicks and keys of the browser's own, in the edition that can: on or off, here and never in a page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::ui::port::agreed;
use crate::ui::text::{say, t};
use crate::ui::wording;
use crate::views::ViewHost;

/// Whether runs use them, and the button that changes it. Nothing where the edition can not.
#[component]
pub(super) fn TrustedSection(desk: Desk) -> impl IntoView {
    let port = desk.port;
    let on = RwSignal::new(None::<bool>);
    let look = move || async move {
        let asked = port.host(ViewHost::has_trusted_input);
        on.try_set(Some(agreed(asked).await));
    };
    let offered = port.host(ViewHost::offers_trusted_input);
    if offered {
        spawn_local(look());
    }
    let change = move |now: bool| {
        let asked = port.host(|host| host.switch_trusted_input(!now));
        spawn_local(async move {
            agreed(asked).await;
            look().await;
        });
    };
    // The button stays where it is and keeps the focus.
    let known = Memo::new(move |_| on.with(Option::is_some));
    let now = move || on.get().unwrap_or_default();
    move || {
        known.get().then(|| {
            view! {
                <section class="section" aria-labelledby="trusted-title">
                    <div class="section-head">
                        <h2 id="trusted-title">{t!("trusted_title")}</h2>
                        <button
                            type="button"
                            class="link"
                            aria-describedby="trusted-told"
                            on:click=move |_| change(on.get_untracked().unwrap_or_default())
                        >
                            {move || say(&wording::trusted_input(now())[1])}
                        </button>
                    </div>
                    <p id="trusted-told" class="quiet" aria-live="polite">
                        {move || say(&wording::trusted_input(now())[0])}
                    </p>
                </section>
            }
        })
    }
}
