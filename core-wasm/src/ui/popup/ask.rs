//! "Ask about this page".

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::protocol::{Failure, PageCheck, ViewRequest};
use crate::ui::parts::{Attempt, FailureNote, Glyph, Icon};
use crate::ui::text::{say, t};
use crate::ui::wording;

/// The one thing the popup is for. A page that can not be read says why and what to do instead.
#[component]
pub(super) fn AskThisPage(desk: Desk) -> impl IntoView {
    let port = desk.port;
    let page = RwSignal::new(None::<Result<PageCheck, Failure>>);
    let attempt = Attempt::new();
    spawn_local(async move {
        let checked = port.check_page().await;
        page.try_set(Some(checked));
    });
    let reason = Memo::new(move |_| page.get().and_then(Result::ok).and_then(wording::unreadable));
    let blocked = move || reason.with(Option::is_some);
    let open = move |_| {
        if blocked() {
            return;
        }
        let tab = port.host(|host| host.tab());
        attempt.run(port.call(ViewRequest::OpenOverlay { tab }), move |_| port.host(|host| host.close()));
    };
    let shortcut = port.host(|host| host.shortcut());
    let shortcut = (!shortcut.is_empty()).then(|| view! { <kbd>{shortcut}</kbd> });
    view! {
        <section class="ask" aria-label=t!("ask_page")>
            <button
                type="button"
                class="button primary wide large"
                aria-disabled=move || (blocked() || attempt.busy.get()).then_some("true")
                aria-describedby="ask-reason"
                on:click=open
            >
                <Icon glyph=Glyph::Page />
                {t!("ask_page")}
                {shortcut}
            </button>
            <div id="ask-reason" class="ask-reason">
                {move || {
                    reason
                        .get()
                        .map(|[title, sentence]| {
                            view! {
                                <p class="notice-title">{say(&title)}</p>
                                <p>{say(&sentence)}</p>
                            }
                        })
                }}
            </div>
            {move || {
                let failed = attempt.failure.get().or_else(|| page.get().and_then(Result::err));
                failed.map(|failure| view! { <FailureNote failure port /> })
            }}
        </section>
    }
}
