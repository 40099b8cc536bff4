//! A card that says something beside the main thing.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What kind of thing a notice says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Success,
    Warning,
    Danger,
}

/// A notice; a failure is read out at once, anything else when the reader comes to it.
#[component]
pub(crate) fn Notice(
    tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    #[prop(optional)] spoken: bool,
    children: Children,
) -> impl IntoView {
    let (class, glyph) = match tone {
        Tone::Success => ("notice success", Glyph::Check),
        Tone::Warning => ("notice warning", Glyph::Alert),
        Tone::Danger => ("notice danger", Glyph::Alert),
    };
    let role = if tone == Tone::Danger { Some("alert") } else { spoken.then_some("status") };
    view! {
        <div class=class role=role>
            <Icon glyph=glyph />
            <div class="notice-body">
                {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
