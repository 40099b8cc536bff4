//! Who is signed in, and the way out.

use leptos::prelude::*;

use super::Desk;
use crate::protocol::ViewRequest;
use crate::ui::parts::{Attempt, FailureNote, Glyph, Icon};
use crate::ui::text::t;

/// Name and address, the portal's account page, signing out here or everywhere.
#[component]
pub(super) fn AccountRows(desk: Desk) -> impl IntoView {
    let Desk { port, state, .. } = desk;
    let attempt = Attempt::new();
    let who = Memo::new(move |_| {
        state.with(|state| {
            let me = &state.as_ref()?.account.as_ref()?.me;
            Some((me.name.clone(), me.email.clone()))
        })
    });
    let leave = move |everywhere: bool| {
        attempt.run(port.state(ViewRequest::Logout { everywhere }), move |new| state.set(Some(new)));
    };
    view! {
        <section class="section" aria-labelledby="account-title">
            <div class="section-head">
                <h2 id="account-title">{t!("account")}</h2>
                <button type="button" class="link" on:click=move |_| port.open_portal("/account")>
                    {t!("account_link")}
                    <Icon glyph=Glyph::External />
                </button>
            </div>
            {move || {
                who.get()
                    .map(|(name, email)| {
                        view! {
                            <p class="who">
                                <bdi class="who-name">{name}</bdi>
                                <bdi class="quiet">{email}</bdi>
                            </p>
                        }
                    })
            }}
            <div class="row">
                <button
                    type="button"
                    class="button small"
                    aria-disabled=move || attempt.busy.get().then_some("true")
                    on:click=move |_| leave(false)
                >
                    {t!("sign_out")}
                </button>
                <button
                    type="button"
                    class="button small quiet-button"
                    aria-disabled=move || attempt.busy.get().then_some("true")
                    on:click=move |_| leave(true)
                >
                    {t!("sign_out_everywhere")}
                </button>
            </div>
            {move || attempt.failure.get().map(|failure| view! { <FailureNote failure port /> })}
        </section>
    }
}
