//! Embedded parts from other sites: the browser keeps them closed until a person opens them, here and never in a page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::ui::port::agreed;
use crate::ui::text::{say, t};
use crate::ui::wording;
use crate::views::ViewHost;

/// Whether they are read, and the button that changes it. The browser asks; what it says afterwards is what is shown.
#[component]
pub(super) fn FramesSection(desk: Desk) -> impl IntoView {
    let port = desk.port;
    let allowed = RwSignal::new(None::<bool>);
    let look = move || async move {
        let asked = port.host(ViewHost::may_read_frames);
        allowed.try_set(Some(agreed(asked).await));
    };
    spawn_local(look());
    let change = move |now: bool| {
        // The browser's own question must follow the press directly, so it is asked before anything else.
        let asked = port.host(|host| if now { host.close_frames() } else { host.allow_frames() });
        spawn_local(async move {
            agreed(asked).await;
            look().await;
        });
    };
    // The button stays where it is and keeps the focus.
    let known = Memo::new(move |_| allowed.with(Option::is_some));
    let now = move || allowed.get().unwrap_or_default();
    move || {
        known.get().then(|| {
            view! {
                <section class="section" aria-labelledby="frames-title">
                    <div class="section-head">
                        <h2 id="frames-title">{t!("frames_title")}</h2>
                        <button
                            type="button"
                            class="link"
                            aria-describedby="frames-told"
                            on:click=move |_| change(allowed.get_untracked().unwrap_or_default())
                        >
                            {move || say(&wording::frames(now())[1])}
                        </button>
                    </div>
                    <p id="frames-told" class="quiet" aria-live="polite">
                        {move || say(&wording::frames(now())[0])}
                    </p>
                </section>
            }
        })
    }
}
