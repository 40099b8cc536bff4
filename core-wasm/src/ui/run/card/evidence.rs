//! The words that support an answer: buttons that lead to their place in the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::RunQuote;
use crate::ui::markdown::link::Link;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::run::Watch;
use crate::ui::text::t;

/// The quotes, each with the page it stood on. What is not on the page any more can be opened again.
#[component]
pub(super) fn Evidence(watch: Watch, quotes: Vec<RunQuote>) -> impl IntoView {
    // Which one was followed last, and whether it was found.
    let last = RwSignal::new(None::<(u32, Option<bool>)>);
    let lines = (0..).zip(quotes).map(|(n, quote)| line(watch, last, n, quote)).collect_view();
    view! {
        <div class="quotes">
            <h3 class="quotes-title">{t!("run_evidence")}</h3>
            <ol>{lines}</ol>
        </div>
    }
}

fn line(watch: Watch, last: RwSignal<Option<(u32, Option<bool>)>>, n: u32, quote: RunQuote) -> impl IntoView {
    let follow = move |_| {
        last.set(Some((n, None)));
        spawn_local(async move {
            let found = watch.show_quote(n).await;
            last.try_set(Some((n, Some(found))));
        });
    };
    let came = move |found: bool| last.get() == Some((n, Some(found)));
    let link = Link::parse(&quote.url);
    let host = link.as_ref().map(|link| link.shown.clone());
    let missing = move || {
        let link = link.clone();
        came(false).then(|| {
            view! {
                <Icon glyph=Glyph::Info />
                <span>{t!("run_quote_elsewhere")}</span>
                {link.map(|link| {
                    view! {
                        <a href=link.href target="_blank" rel="noopener noreferrer">
                            {t!("run_quote_open")}
                        </a>
                    }
                })}
            }
        })
    };
    view! {
        <li class="evidence">
            <blockquote dir="auto">
                <button type="button" class="quote" class:shown=move || came(true) on:click=follow>
                    <span class="quote-words">{quote.text}</span>
                </button>
            </blockquote>
            {host.map(|host| view! { <cite dir="ltr">{host}</cite> })}
            <p class="quote-note" role="status">
                {missing}
            </p>
        </li>
    }
}
