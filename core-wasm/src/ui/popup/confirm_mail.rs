//! The reminder to confirm the mail address.

use leptos::prelude::*;

use super::Desk;
use crate::protocol::ViewRequest;
use crate::ui::parts::{Attempt, FailureNote, Notice, Tone};
use crate::ui::text::t;

/// Shown until the address is confirmed; the mail can be sent again.
#[component]
pub(super) fn ConfirmMail(desk: Desk) -> impl IntoView {
    let attempt = Attempt::new();
    let sent = RwSignal::new(false);
    let email = Memo::new(move |_| {
        desk.state.with(|state| {
            let me = &state.as_ref()?.account.as_ref()?.me;
            (!me.email_verified).then(|| me.email.clone())
        })
    });
    let resend =
        move |_| attempt.run(desk.port.call(ViewRequest::ResendVerification {}), move |_| sent.set(true));
    move || {
        email.get().map(|email| {
            view! {
                <Notice tone=Tone::Warning title=t!("confirm_title")>
                    <p>{t!("confirm_text", email)}</p>
                    <p role="status">
                        {move || {
                            if sent.get() {
                                t!("confirm_sent").into_any()
                            } else {
                                view! {
                                    <button
                                        type="button"
                                        class="link"
                                        aria-disabled=move || attempt.busy.get().then_some("true")
                                        on:click=resend
                                    >
                                        {t!("confirm_resend")}
                                    </button>
                                }
                                    .into_any()
                            }
                        }}
                    </p>
                    {move || {
                        attempt.failure.get().map(|failure| view! { <FailureNote failure port=desk.port /> })
                    }}
                </Notice>
            }
        })
    }
}
