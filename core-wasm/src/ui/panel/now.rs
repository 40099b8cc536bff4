//! The run of the tab in front: its steps, what it waits for, and the way to steer it.

use leptos::html;
use leptos::prelude::*;

use super::Desk;
use super::fill::{Fill, FillProps};
use super::goal::{Goal, GoalProps};
use crate::ui::parts::Mark;
use crate::ui::run::{RunBar, RunBarProps, RunCard, RunCardProps, wording};
use crate::ui::text::{say, t};

/// Pixels from the bottom within which the view follows the newest step.
const FOLLOWS_WITHIN: i32 = 48;

/// What is under way in the tab, or where something can be started.
#[component]
pub(super) fn Now(desk: Desk) -> impl IntoView {
    let watch = desk.watch;
    let live = Memo::new(move |_| watch.is_live());
    let has_run = Memo::new(move |_| watch.followed.with(Option::is_some));
    let signed_out =
        Memo::new(move |_| desk.state.with(|state| state.as_ref().is_some_and(|s| s.account.is_none())));
    let scroller = NodeRef::<html::Main>::new();
    let follows = StoredValue::new(true);
    Effect::new(move |_| {
        watch.followed.track();
        watch.rows.track();
        if follows.get_value() {
            request_animation_frame(move || follow(scroller));
        }
    });
    let note = move |_| {
        if let Some(talk) = scroller.get_untracked() {
            let below = talk.scroll_height() - talk.scroll_top() - talk.client_height();
            follows.set_value(below <= FOLLOWS_WITHIN);
        }
    };
    view! {
        <main
            class="talk"
            tabindex=move || has_run.get().then_some("0")
            aria-label=t!("panel_now")
            node_ref=scroller
            on:scroll=note
        >
            {move || match (has_run.get(), signed_out.get()) {
                (true, _) => ().into_any(),
                (false, true) => view! { <SignedOut desk /> }.into_any(),
                (false, false) => view! {
                    <div class="empty">
                        <Mark />
                        <h2>{t!("panel_empty_title")}</h2>
                        <p class="quiet">{t!("panel_empty_text")}</p>
                    </div>
                }
                .into_any(),
            }}
            {RunCard(RunCardProps { seat: desk.seat })}
            {move || (!live.get() && !signed_out.get()).then(|| Fill(FillProps { desk }))}
            {move || {
                (!live.get() && !signed_out.get())
                    .then(|| {
                        view! {
                            <a class="secrets-link" href="/options/options.html#secrets-title" target="_blank">
                                {t!("secrets_link")}
                            </a>
                        }
                    })
            }}
        </main>
        <p class="unseen" role="status">
            {move || watch.status.get().map(|status| say(&wording::status(&status)))}
        </p>
        {move || {
            if live.get() {
                RunBar(RunBarProps { seat: desk.seat }).into_any()
            } else {
                (!signed_out.get()).then(|| Goal(GoalProps { desk })).into_any()
            }
        }}
    }
}

/// Keeps the newest step in view, and in the end the beginning of what came of it.
fn follow(scroller: NodeRef<html::Main>) {
    let Some(talk) = scroller.get_untracked() else { return };
    let result = talk.query_selector(".run-result").ok().flatten();
    talk.set_scroll_top(match result {
        Some(result) => {
            let top = result.get_bounding_client_rect().top() - talk.get_bounding_client_rect().top();
            talk.scroll_top() + top as i32
        }
        None => talk.scroll_height(),
    });
}

#[component]
fn SignedOut(desk: Desk) -> impl IntoView {
    view! {
        <div class="empty">
            <Mark />
            <h2>{t!("signed_out_title")}</h2>
            <p class="quiet">{t!("signed_out_text")}</p>
            <button type="button" class="button primary" on:click=move |_| desk.port.open_popup()>
                {t!("open_sign_in")}
            </button>
        </div>
    }
}
