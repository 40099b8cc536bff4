//! The plan and how much of it is used.

use leptos::prelude::*;

use super::Desk;
use crate::ui::message::Arg;
use crate::ui::parts::{Glyph, Icon, Meter};
use crate::ui::text::t;
use crate::ui::wording;

/// Plan, bar, and when there are new questions; a spent plan offers a larger one.
#[component]
pub(super) fn UsageSection(desk: Desk) -> impl IntoView {
    let usage = Memo::new(move |_| {
        desk.state.with(|state| {
            state.as_ref().and_then(|state| state.account.as_ref()).map(|account| account.usage.clone())
        })
    });
    let port = desk.port;
    move || {
        usage.get().map(|usage| {
            let meters = wording::shown(&usage);
            let limited = meters.iter().any(|meter| meter.limit.is_some());
            let spent = meters.iter().any(wording::is_spent);
            let resets = Arg::Day(usage.resets_at.clone());
            view! {
                <section class="section" class:spent=spent aria-labelledby="usage-title">
                    <div class="section-head">
                        <h2 id="usage-title">{t!("plan_named", usage.plan_name.clone())}</h2>
                        <button type="button" class="link" on:click=move |_| port.open_portal("/account/usage")>
                            {t!("usage_link")}
                            <Icon glyph=Glyph::External />
                        </button>
                    </div>
                    {meters.into_iter().map(|meter| view! { <Meter meter /> }).collect_view()}
                    {limited.then(|| view! { <p class="quiet">{t!("usage_resets", resets)}</p> })}
                    {spent
                        .then(|| {
                            view! {
                                <button type="button" class="button small" on:click=move |_| port.open_portal("/pricing")>
                                    {t!("see_plans")}
                                    <Icon glyph=Glyph::External />
                                </button>
                            }
                        })}
                </section>
            }
        })
    }
}
