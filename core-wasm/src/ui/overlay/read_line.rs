//! How much of the page was read.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conversation::{Conversation, Turn};
use crate::ui::port::agreed;
use crate::ui::text::say;
use crate::ui::wording;
use crate::views::ViewHost;

/// Characters read and parts that stayed closed, with the way to open them while they are not allowed.
#[component]
pub(super) fn ReadLine(talk: Conversation, turn: Turn) -> impl IntoView {
    let may_allow = RwSignal::new(false);
    let look = move || {
        let asked = talk.port.host(ViewHost::may_read_frames);
        spawn_local(async move {
            may_allow.try_set(!agreed(asked).await);
        });
    };
    move || {
        turn.read.get().map(|read| {
            if read.unread_frames > 0 {
                look();
            }
            let lines =
                move || wording::read(&read, may_allow.get()).iter().map(say).collect::<Vec<_>>().join(" ");
            view! { <p class="read-line">{lines}</p> }
        })
    }
}
